package boxoffice.edge.performance;

import boxoffice.inventory.v1.Performance;
import boxoffice.wire.WireTypes;
import java.time.Instant;
import java.util.List;

/// A dated occurrence of an event in a hall.
record PerformanceJson(
    String performanceId,
    String displayName,
    String seatMapId,
    Instant startTime,
    Instant onSaleTime,
    Instant offSaleTime,
    List<CategoryPriceJson> prices,
    int seatsPerHold,
    int seatsPerBuyer,
    int seatCount,
    Instant createTime) {

  static PerformanceJson of(Performance performance) {
    return new PerformanceJson(
        performance.getPerformanceId(),
        performance.getDisplayName(),
        performance.getSeatMapId(),
        WireTypes.instant(performance.getStartTime()),
        WireTypes.instant(performance.getOnSaleTime()),
        WireTypes.instant(performance.getOffSaleTime()),
        performance.getPricesList().stream().map(CategoryPriceJson::of).toList(),
        performance.getSeatsPerHold(),
        performance.getSeatsPerBuyer(),
        performance.getSeatCount(),
        WireTypes.instant(performance.getCreateTime()));
  }
}
