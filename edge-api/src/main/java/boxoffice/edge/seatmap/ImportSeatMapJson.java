package boxoffice.edge.seatmap;

import boxoffice.edge.request.RequestId;
import boxoffice.inventory.v1.SeatMapHeader;
import org.jspecify.annotations.Nullable;

/// What is said of a plan beside the file.
///
/// @param venueId where the hall is
/// @param displayName the plan's own name when it is not given
/// @param replacesSeatMapId the published seat map that this is to be a new version of
/// @param published whether performances can use it at once; only where it replaces nothing
record ImportSeatMapJson(
    String venueId,
    @Nullable String displayName,
    @Nullable String replacesSeatMapId,
    @Nullable Boolean published) {

  SeatMapHeader toProto(RequestId requestId) {
    return SeatMapHeader.newBuilder()
        .setRequestId(requestId.text())
        .setVenueId(venueId == null ? "" : venueId)
        .setDisplayName(displayName == null ? "" : displayName)
        .setReplacesSeatMapId(replacesSeatMapId == null ? "" : replacesSeatMapId)
        .setPublished(published != null && published)
        .build();
  }
}
