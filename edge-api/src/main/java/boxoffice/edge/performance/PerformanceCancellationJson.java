package boxoffice.edge.performance;

import boxoffice.edge.value.MoneyJson;
import boxoffice.edge.value.StateName;
import boxoffice.order.v1.PerformanceCancellation;
import boxoffice.wire.WireTypes;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The orders of a cancelled performance being cancelled.
///
/// @param state RUNNING or DONE
/// @param finishTime when the last order was done; refunds may still be under way then
/// @param orders how many; the following say what came of them
/// @param open not looked at yet
/// @param waiting their payments are being stopped
/// @param used not cancelled: somebody was let in, or only collected products are left
/// @param closed something else had closed them before
/// @param refunds what is owed, by currency
/// @param refunded what of that is given back, by currency
@JsonInclude(JsonInclude.Include.NON_NULL)
record PerformanceCancellationJson(
    String cancellationId,
    String performanceId,
    String state,
    String reason,
    Instant startTime,
    @Nullable Instant finishTime,
    int orders,
    int open,
    int waiting,
    int cancelled,
    int used,
    int closed,
    List<MoneyJson> refunds,
    List<MoneyJson> refunded) {

  static PerformanceCancellationJson of(PerformanceCancellation cancellation) {
    return new PerformanceCancellationJson(
        cancellation.getPerformanceCancellationId(),
        cancellation.getPerformanceId(),
        StateName.of(cancellation.getState(), "PERFORMANCE_CANCELLATION_STATE_"),
        cancellation.getReason(),
        WireTypes.instant(cancellation.getStartTime()),
        cancellation.hasFinishTime() ? WireTypes.instant(cancellation.getFinishTime()) : null,
        cancellation.getOrders(),
        cancellation.getOpen(),
        cancellation.getWaiting(),
        cancellation.getCancelled(),
        cancellation.getUsed(),
        cancellation.getClosed(),
        cancellation.getRefundsList().stream().map(MoneyJson::of).toList(),
        cancellation.getRefundedList().stream().map(MoneyJson::of).toList());
  }
}
