package boxoffice.inventory.reservation;

import boxoffice.inventory.performance.Performance;
import boxoffice.inventory.performance.Performances;
import boxoffice.inventory.seatmap.SeatMapLayout;
import boxoffice.inventory.seatmap.SeatMaps;
import java.util.UUID;

/// The hall of a performance.
///
/// @param performances kept in memory, like the halls
record Halls(Performances performances, SeatMaps seatMaps) {
  Performance performance(UUID performanceId) {
    return performances.performance(performanceId);
  }

  SeatMapLayout layout(UUID performanceId) {
    return seatMaps.layout(performance(performanceId).seatMapId());
  }
}
