package boxoffice.order.operation;

import boxoffice.order.mail.UnsentMessages;
import boxoffice.order.purchase.StuckOrders;
import boxoffice.order.purchase.StuckOrders.Resolved;
import boxoffice.order.v1.MessageState;
import boxoffice.order.v1.OrderNotStuck;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.OrderUnfinished;
import boxoffice.order.v1.ParkedWebhook;
import boxoffice.order.v1.ResolveOrderResponse;
import boxoffice.order.v1.StuckOrder;
import boxoffice.order.v1.UnsentMessage;
import boxoffice.order.v1.WebhookState;
import boxoffice.order.webhook.ParkedWebhooks;
import boxoffice.wire.WireTypes;

/// What operators see, as messages.
final class OperationMessages {
  private OperationMessages() {}

  static StuckOrder order(StuckOrders.Stuck stuck) {
    var message =
        StuckOrder.newBuilder()
            .setOrderId(stuck.orderId().toString())
            .setOrderCode(stuck.code())
            .setPerformanceId(stuck.performanceId().toString())
            .setState(OrderState.valueOf("ORDER_STATE_" + stuck.state()))
            .setStateTime(WireTypes.timestamp(stuck.since()))
            .setStuck(stuck.stuck())
            .setNextStep(stuck.nextStep())
            .setTries(stuck.tries());
    if (stuck.deadline() != null) {
      message.setDeadlineTime(WireTypes.timestamp(stuck.deadline()));
    }
    if (stuck.due() != null) {
      message.setDueTime(WireTypes.timestamp(stuck.due()));
    }
    return message.build();
  }

  static ResolveOrderResponse resolved(Resolved resolved) {
    var response = ResolveOrderResponse.newBuilder();
    return switch (resolved) {
      case Resolved.Done done -> response.setResolved(order(done.order())).build();
      case Resolved.NotStuck not ->
          response.setNotStuck(OrderNotStuck.newBuilder().setOrder(order(not.order()))).build();
      case Resolved.Unfinished late ->
          response
              .setUnfinished(OrderUnfinished.newBuilder().setOrder(order(late.order())))
              .build();
    };
  }

  static ParkedWebhook webhook(ParkedWebhooks.Parked parked) {
    var message =
        ParkedWebhook.newBuilder()
            .setEventId(parked.eventId())
            .setType(parked.type())
            .setState(WebhookState.valueOf("WEBHOOK_STATE_" + parked.state()))
            .setReceiveTime(WireTypes.timestamp(parked.received()));
    if (parked.why() != null) {
      message.setWhy(parked.why());
    }
    if (parked.intent() != null) {
      message.setPaymentIntent(parked.intent());
    }
    if (parked.orderId() != null) {
      message.setOrderId(parked.orderId().toString());
    }
    return message.build();
  }

  static UnsentMessage message(UnsentMessages.Message mail) {
    var message =
        UnsentMessage.newBuilder()
            .setMessageId(mail.id())
            .setOrderId(mail.orderId().toString())
            .setType(mail.type())
            .setState(MessageState.valueOf("MESSAGE_STATE_" + mail.state()))
            .setTries(mail.tries())
            .setCreateTime(WireTypes.timestamp(mail.created()));
    if (mail.failure() != null) {
      message.setFailure(mail.failure());
    }
    if (mail.state() == UnsentMessages.State.WAITING) {
      message.setDueTime(WireTypes.timestamp(mail.due()));
    }
    return message.build();
  }
}
