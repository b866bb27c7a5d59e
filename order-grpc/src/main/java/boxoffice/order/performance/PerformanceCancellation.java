package boxoffice.order.performance;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// That the orders of a performance are to be cancelled.
///
/// @param organiser the account that asks for it
/// @param reason what buyers are told
/// @param finishedAt when the last order was done; null before
record PerformanceCancellation(
    UUID id,
    UUID performanceId,
    UUID organiser,
    String reason,
    Instant startedAt,
    @Nullable Instant finishedAt) {

  /// How far it is.
  ///
  /// @param orders how many, by what came of them
  /// @param money that goes back for them
  record Progress(
      PerformanceCancellation cancellation, Map<OrderOutcome, Integer> orders, List<Sum> money) {
    Progress {
      orders = Map.copyOf(orders);
      money = List.copyOf(money);
    }
  }

  /// Refunds in one currency, in its smallest unit.
  ///
  /// @param refundedMinor what of it is given back already
  record Sum(String currency, long owedMinor, long refundedMinor) {}
}
