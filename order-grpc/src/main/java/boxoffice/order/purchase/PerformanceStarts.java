package boxoffice.order.purchase;

import boxoffice.inventory.v1.GetPerformanceRequest;
import boxoffice.inventory.v1.PerformanceServiceGrpc.PerformanceServiceBlockingStub;
import boxoffice.order.inventory.InventoryFailures;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// When the performances of an order begin, asked of inventory: one may have been moved since.
final class PerformanceStarts {
  private final PerformanceServiceBlockingStub inventory;

  PerformanceStarts(PerformanceServiceBlockingStub inventory) {
    this.inventory = inventory;
  }

  /// @param positions of the items that are asked about
  /// @return when the first of their performances begins; empty when one of them is no more
  /// @throws WireException INVENTORY_UNAVAILABLE: nothing happened
  Optional<Instant> first(Order order, List<Integer> positions) {
    var first = Optional.<Instant>empty();
    var performances = order.items(positions).stream().map(order::performanceOf).distinct();
    for (var performanceId : performances.toList()) {
      var start = start(performanceId);
      if (start.isEmpty()) {
        return Optional.empty();
      }
      if (first.isEmpty() || start.get().isBefore(first.get())) {
        first = start;
      }
    }
    return first;
  }

  private Optional<Instant> start(UUID performanceId) {
    var request =
        GetPerformanceRequest.newBuilder().setPerformanceId(performanceId.toString()).build();
    try {
      var performance = inventory.getPerformance(request).getPerformance();
      return Optional.of(WireTypes.instant(performance.getStartTime()));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw InventoryFailures.of(e, "performance");
    }
  }
}
