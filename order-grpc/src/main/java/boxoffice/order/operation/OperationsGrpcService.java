package boxoffice.order.operation;

import boxoffice.order.audit.Act;
import boxoffice.order.audit.KeyedPage;
import boxoffice.order.mail.UnsentMessages;
import boxoffice.order.purchase.AnswerTime;
import boxoffice.order.purchase.StuckOrders;
import boxoffice.order.v1.ListParkedWebhooksRequest;
import boxoffice.order.v1.ListParkedWebhooksResponse;
import boxoffice.order.v1.ListStuckOrdersRequest;
import boxoffice.order.v1.ListStuckOrdersResponse;
import boxoffice.order.v1.ListUnsentMessagesRequest;
import boxoffice.order.v1.ListUnsentMessagesResponse;
import boxoffice.order.v1.OperationsServiceGrpc.OperationsServiceImplBase;
import boxoffice.order.v1.ResolveMessageRequest;
import boxoffice.order.v1.ResolveMessageResponse;
import boxoffice.order.v1.ResolveOrderRequest;
import boxoffice.order.v1.ResolveOrderResponse;
import boxoffice.order.v1.ResolveWebhookRequest;
import boxoffice.order.v1.ResolveWebhookResponse;
import boxoffice.order.v1.RetryMessageRequest;
import boxoffice.order.v1.RetryMessageResponse;
import boxoffice.order.v1.RetryOrderRequest;
import boxoffice.order.v1.RetryOrderResponse;
import boxoffice.order.v1.RetryWebhookRequest;
import boxoffice.order.v1.RetryWebhookResponse;
import boxoffice.order.webhook.ParkedWebhooks;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;

/// The operators' face on the wire.
final class OperationsGrpcService extends OperationsServiceImplBase {
  private final StuckOrders orders;
  private final ParkedWebhooks webhooks;
  private final UnsentMessages messages;
  private final AnswerTime answerTime;

  OperationsGrpcService(
      StuckOrders orders, ParkedWebhooks webhooks, UnsentMessages messages, AnswerTime answerTime) {
    this.orders = orders;
    this.webhooks = webhooks;
    this.messages = messages;
    this.answerTime = answerTime;
  }

  @Override
  public void listStuckOrders(
      ListStuckOrdersRequest request, StreamObserver<ListStuckOrdersResponse> observer) {
    var page = orders.list(new KeyedPage.Asked(request.getPageSize(), request.getPageToken()));
    observer.onNext(
        ListStuckOrdersResponse.newBuilder()
            .addAllOrders(page.rows().stream().map(OperationMessages::order).toList())
            .setNextPageToken(page.next())
            .build());
    observer.onCompleted();
  }

  @Override
  public void retryOrder(RetryOrderRequest request, StreamObserver<RetryOrderResponse> observer) {
    var id = WireTypes.uuid(request.getOrderId());
    var act = Act.of(request.getRequestId(), "order-retried", id.toString(), request.getReason());
    var order = orders.retry(act, id, answerTime.ofCall());
    observer.onNext(
        RetryOrderResponse.newBuilder().setOrder(OperationMessages.order(order)).build());
    observer.onCompleted();
  }

  @Override
  public void resolveOrder(
      ResolveOrderRequest request, StreamObserver<ResolveOrderResponse> observer) {
    var id = WireTypes.uuid(request.getOrderId());
    var notTaken = request.getPaymentNotTaken();
    var action = notTaken ? "order-closed-as-not-paid" : "order-resolved";
    var act = Act.of(request.getRequestId(), action, id.toString(), request.getReason());
    observer.onNext(
        OperationMessages.resolved(orders.resolve(act, id, notTaken, answerTime.ofCall())));
    observer.onCompleted();
  }

  @Override
  public void listParkedWebhooks(
      ListParkedWebhooksRequest request, StreamObserver<ListParkedWebhooksResponse> observer) {
    var page = webhooks.list(new KeyedPage.Asked(request.getPageSize(), request.getPageToken()));
    observer.onNext(
        ListParkedWebhooksResponse.newBuilder()
            .addAllWebhooks(page.rows().stream().map(OperationMessages::webhook).toList())
            .setNextPageToken(page.next())
            .build());
    observer.onCompleted();
  }

  @Override
  public void retryWebhook(
      RetryWebhookRequest request, StreamObserver<RetryWebhookResponse> observer) {
    var id = request.getEventId();
    var act = Act.of(request.getRequestId(), "webhook-retried", id, request.getReason());
    var webhook = OperationMessages.webhook(webhooks.retry(act, id));
    observer.onNext(RetryWebhookResponse.newBuilder().setWebhook(webhook).build());
    observer.onCompleted();
  }

  @Override
  public void resolveWebhook(
      ResolveWebhookRequest request, StreamObserver<ResolveWebhookResponse> observer) {
    var id = request.getEventId();
    var act = Act.of(request.getRequestId(), "webhook-resolved", id, request.getReason());
    var webhook = OperationMessages.webhook(webhooks.resolve(act, id));
    observer.onNext(ResolveWebhookResponse.newBuilder().setWebhook(webhook).build());
    observer.onCompleted();
  }

  @Override
  public void listUnsentMessages(
      ListUnsentMessagesRequest request, StreamObserver<ListUnsentMessagesResponse> observer) {
    var page = messages.list(new KeyedPage.Asked(request.getPageSize(), request.getPageToken()));
    observer.onNext(
        ListUnsentMessagesResponse.newBuilder()
            .addAllMessages(page.rows().stream().map(OperationMessages::message).toList())
            .setNextPageToken(page.next())
            .build());
    observer.onCompleted();
  }

  @Override
  public void retryMessage(
      RetryMessageRequest request, StreamObserver<RetryMessageResponse> observer) {
    var id = request.getMessageId();
    var act = Act.of(request.getRequestId(), "message-retried", number(id), request.getReason());
    var message = OperationMessages.message(messages.retry(act, id));
    observer.onNext(RetryMessageResponse.newBuilder().setMessage(message).build());
    observer.onCompleted();
  }

  @Override
  public void resolveMessage(
      ResolveMessageRequest request, StreamObserver<ResolveMessageResponse> observer) {
    var id = request.getMessageId();
    var act = Act.of(request.getRequestId(), "message-given-up", number(id), request.getReason());
    var message = OperationMessages.message(messages.resolve(act, id));
    observer.onNext(ResolveMessageResponse.newBuilder().setMessage(message).build());
    observer.onCompleted();
  }

  private static String number(long id) {
    return Long.toString(id);
  }
}
