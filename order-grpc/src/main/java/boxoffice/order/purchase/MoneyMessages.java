package boxoffice.order.purchase;

import boxoffice.order.v1.CancellationRefused;
import boxoffice.order.v1.CancellationRefusedReason;
import boxoffice.order.v1.PaymentAction;
import boxoffice.order.v1.RefundState;
import boxoffice.wire.WireTypes;
import org.jspecify.annotations.Nullable;

/// What is asked of whoever pays, and what goes back, in its form on the wire.
final class MoneyMessages {
  private MoneyMessages() {}

  static void addTo(boxoffice.order.v1.Order.Builder message, Order order) {
    order
        .liveAttempt()
        .map(attempt -> attempt.asked().action())
        .ifPresent(action -> message.setPaymentAction(action(action)));
    order.refunds().forEach(refund -> message.addRefunds(refund(refund)));
    message.setCancellationWanted(order.wanted().isPresent());
    var currency = order.terms().currency();
    var cancelled = order.terms().totalMinor() - order.totalMinor(order.left());
    message.setCancelled(OrderMessages.money(cancelled, currency));
    message.setCancellationFees(OrderMessages.money(CancellationFees.minor(order), currency));
  }

  static CancellationRefused refused(Outcome.CancellationRefused refused) {
    var verdict = refused.cancellation().verdict();
    var message =
        CancellationRefused.newBuilder()
            .setOrder(OrderMessages.order(refused.order()))
            .setReason(reason(verdict.refusal()))
            .addAllPositions(refused.used());
    if (verdict.until() != null) {
      message.setUntilTime(WireTypes.timestamp(verdict.until()));
    }
    return message.build();
  }

  private static CancellationRefusedReason reason(Cancellation.@Nullable Refusal refusal) {
    return switch (refusal) {
      case TOO_LATE -> CancellationRefusedReason.CANCELLATION_REFUSED_REASON_TOO_LATE;
      case USED -> CancellationRefusedReason.CANCELLATION_REFUSED_REASON_USED;
      case CLOSED -> throw new IllegalStateException("a confirmed order is not closed");
      case null -> throw new IllegalStateException("a refusal without a reason");
    };
  }

  private static PaymentAction action(boxoffice.order.payment.PaymentAction action) {
    var message = PaymentAction.newBuilder();
    if (action.redirectUrl() != null) {
      message.setRedirectUrl(action.redirectUrl());
    }
    if (action.clientSecret() != null) {
      message.setClientSecret(action.clientSecret());
    }
    return message.build();
  }

  private static boxoffice.order.v1.Refund refund(Refund refund) {
    var claim = refund.claim();
    return boxoffice.order.v1.Refund.newBuilder()
        .setRefundId(refund.id().toString())
        .setState(RefundState.valueOf("REFUND_STATE_" + refund.state()))
        .setAmount(OrderMessages.money(claim.amountMinor(), claim.currency()))
        .setCreateTime(WireTypes.timestamp(refund.createdAt()))
        .build();
  }
}
