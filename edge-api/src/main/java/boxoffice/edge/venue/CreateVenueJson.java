package boxoffice.edge.venue;

import boxoffice.edge.request.RequestId;
import boxoffice.inventory.v1.CreateVenueRequest;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

/// What a venue starts with.
///
/// @param timeZone such as `Europe/Berlin`
record CreateVenueJson(
    String displayName, @JsonSetter(nulls = Nulls.SET) @Nullable String address, String timeZone) {

  CreateVenueRequest toProto(RequestId requestId, String organisation) {
    return CreateVenueRequest.newBuilder()
        .setRequestId(requestId.text())
        .setOrganisationId(organisation)
        .setDisplayName(displayName)
        .setAddress(address == null ? "" : address)
        .setTimeZone(timeZone)
        .build();
  }
}
