package boxoffice.order.performance;

import boxoffice.money.v1.Money;
import boxoffice.order.item.OrderCode;
import boxoffice.order.performance.PerformanceCancellation.Progress;
import boxoffice.order.v1.OrderCancellation;
import boxoffice.order.v1.OrderCancellationOutcome;
import boxoffice.order.v1.PerformanceCancellationState;
import boxoffice.order.v1.RefundState;
import boxoffice.wire.WireTypes;

/// Cancellations of performances in their form on the wire.
final class CancellationMessages {
  private CancellationMessages() {}

  static boxoffice.order.v1.PerformanceCancellation toProto(Progress progress) {
    var cancellation = progress.cancellation();
    var orders = progress.orders();
    var message =
        boxoffice.order.v1.PerformanceCancellation.newBuilder()
            .setPerformanceCancellationId(cancellation.id().toString())
            .setPerformanceId(cancellation.performanceId().toString())
            .setState(PerformanceCancellationState.PERFORMANCE_CANCELLATION_STATE_RUNNING)
            .setReason(cancellation.reason())
            .setStartTime(WireTypes.timestamp(cancellation.startedAt()))
            .setOrders(orders.values().stream().mapToInt(Integer::intValue).sum())
            .setOpen(orders.getOrDefault(OrderOutcome.OPEN, 0))
            .setWaiting(orders.getOrDefault(OrderOutcome.WAITING, 0))
            .setCancelled(orders.getOrDefault(OrderOutcome.CANCELLED, 0))
            .setUsed(orders.getOrDefault(OrderOutcome.USED, 0))
            .setClosed(orders.getOrDefault(OrderOutcome.CLOSED, 0));
    if (cancellation.finishedAt() != null) {
      message
          .setState(PerformanceCancellationState.PERFORMANCE_CANCELLATION_STATE_DONE)
          .setFinishTime(WireTypes.timestamp(cancellation.finishedAt()));
    }
    for (var sum : progress.money()) {
      message
          .addRefunds(money(sum.owedMinor(), sum.currency()))
          .addRefunded(money(sum.refundedMinor(), sum.currency()));
    }
    return message.build();
  }

  static OrderCancellation toProto(OrderResult result) {
    var message =
        OrderCancellation.newBuilder()
            .setOrderId(result.orderId().toString())
            .setOutcome(
                OrderCancellationOutcome.valueOf("ORDER_CANCELLATION_OUTCOME_" + result.outcome()));
    if (result.orderCode() != null) {
      message.setOrderCode(OrderCode.display(result.orderCode()));
    }
    if (result.refund() != null) {
      message
          .setRefund(money(result.refund().amountMinor(), result.refund().currency()))
          .setRefundState(RefundState.valueOf("REFUND_STATE_" + result.refund().state()));
    }
    return message.build();
  }

  private static Money money(long amountMinor, String currency) {
    return Money.newBuilder().setAmountMinor(amountMinor).setCurrency(currency).build();
  }
}
