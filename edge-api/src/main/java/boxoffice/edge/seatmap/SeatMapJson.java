package boxoffice.edge.seatmap;

import boxoffice.edge.value.StateName;
import boxoffice.inventory.v1.SeatMap;
import boxoffice.wire.WireTypes;
import java.time.Instant;
import java.util.List;

/// A hall.
///
/// @param state `DRAFT`, `PUBLISHED` or `REPLACED`
/// @param version counts the versions of a hall, from 1
/// @param categories the price categories that a performance has to price
record SeatMapJson(
    String seatMapId,
    String displayName,
    int seatCount,
    List<String> categories,
    Instant createTime,
    String venueId,
    String organisationId,
    String state,
    int version,
    String etag) {

  static SeatMapJson of(SeatMap seatMap) {
    return new SeatMapJson(
        seatMap.getSeatMapId(),
        seatMap.getDisplayName(),
        seatMap.getSeatCount(),
        List.copyOf(seatMap.getCategoriesList()),
        WireTypes.instant(seatMap.getCreateTime()),
        seatMap.getVenueId(),
        seatMap.getOrganisationId(),
        StateName.of(seatMap.getState(), "SEAT_MAP_STATE_"),
        seatMap.getVersion(),
        seatMap.getEtag());
  }
}
