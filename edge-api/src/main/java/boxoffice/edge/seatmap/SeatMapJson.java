package boxoffice.edge.seatmap;

import boxoffice.inventory.v1.SeatMap;
import boxoffice.wire.WireTypes;
import java.time.Instant;
import java.util.List;

/// A hall.
///
/// @param categories the price categories that a performance has to price
record SeatMapJson(
    String seatMapId,
    String displayName,
    int seatCount,
    List<String> categories,
    Instant createTime) {

  static SeatMapJson of(SeatMap seatMap) {
    return new SeatMapJson(
        seatMap.getSeatMapId(),
        seatMap.getDisplayName(),
        seatMap.getSeatCount(),
        List.copyOf(seatMap.getCategoriesList()),
        WireTypes.instant(seatMap.getCreateTime()));
  }
}
