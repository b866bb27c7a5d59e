package boxoffice.order.purchase;

import boxoffice.inventory.v1.GetPerformanceRequest;
import boxoffice.inventory.v1.PerformanceServiceGrpc.PerformanceServiceBlockingStub;
import boxoffice.order.inventory.InventoryFailures;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// When the performances of an order begin, asked of inventory: one may have been moved since.
final class PerformanceStarts {
  private final PerformanceServiceBlockingStub inventory;

  PerformanceStarts(PerformanceServiceBlockingStub inventory) {
    this.inventory = inventory;
  }

  /// @return when the first of them begins; empty when one of them is no more
  /// @throws WireException INVENTORY_UNAVAILABLE: nothing happened
  Optional<Instant> first(Order order) {
    var first = Optional.<Instant>empty();
    for (var performanceId : performances(order)) {
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

  private static Iterable<UUID> performances(Order order) {
    var ofSeats =
        order.terms().items().stream()
            .filter(Item.Seat.class::isInstance)
            .map(Item.Seat.class::cast)
            .map(Item.Seat::performanceId);
    return Stream.concat(Stream.of(order.terms().performanceId()), ofSeats).distinct().toList();
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
