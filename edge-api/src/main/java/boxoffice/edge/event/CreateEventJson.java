package boxoffice.edge.event;

import boxoffice.edge.request.RequestId;
import boxoffice.inventory.v1.CreateEventRequest;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

/// What an event starts with.
///
/// @param published whether buyers see it at once; false when it is not given
record CreateEventJson(
    String displayName,
    @JsonSetter(nulls = Nulls.SET) @Nullable String description,
    @JsonSetter(nulls = Nulls.SET) @Nullable Boolean published) {

  CreateEventRequest toProto(RequestId requestId, String organisation) {
    return CreateEventRequest.newBuilder()
        .setRequestId(requestId.text())
        .setOrganisationId(organisation)
        .setDisplayName(displayName)
        .setDescription(description == null ? "" : description)
        .setPublished(published != null && published)
        .build();
  }
}
