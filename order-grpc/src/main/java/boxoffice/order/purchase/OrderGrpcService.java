package boxoffice.order.purchase;

import boxoffice.order.v1.CancelItemsRequest;
import boxoffice.order.v1.CancelItemsResponse;
import boxoffice.order.v1.CancelOrderRequest;
import boxoffice.order.v1.CancelOrderResponse;
import boxoffice.order.v1.GetOrderRequest;
import boxoffice.order.v1.GetOrderResponse;
import boxoffice.order.v1.ListOrdersRequest;
import boxoffice.order.v1.ListOrdersResponse;
import boxoffice.order.v1.OrderServiceGrpc.OrderServiceImplBase;
import boxoffice.order.v1.PayOrderRequest;
import boxoffice.order.v1.PayOrderResponse;
import boxoffice.order.v1.PlaceOrderRequest;
import boxoffice.order.v1.PlaceOrderResponse;
import boxoffice.wire.Caller;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The face of orders on the wire.
final class OrderGrpcService extends OrderServiceImplBase {
  private final PlaceOrder placeOrder;
  private final PayOrder payOrder;
  private final CancelOrder cancelOrder;
  private final ReadOrders readOrders;
  private final AnswerTime answerTime;

  OrderGrpcService(
      PlaceOrder placeOrder,
      PayOrder payOrder,
      CancelOrder cancelOrder,
      ReadOrders readOrders,
      AnswerTime answerTime) {
    this.placeOrder = placeOrder;
    this.payOrder = payOrder;
    this.cancelOrder = cancelOrder;
    this.readOrders = readOrders;
    this.answerTime = answerTime;
  }

  @Override
  public void placeOrder(PlaceOrderRequest request, StreamObserver<PlaceOrderResponse> observer) {
    var wanted =
        new PlaceOrder.Request(
            WireTypes.uuid(request.getRequestId()),
            request.getHoldName(),
            new Payment.Charged(request.getPaymentMethod(), expected(request)));
    var outcome = placeOrder.place(Caller.person(), wanted, answerTime.ofCall());
    observer.onNext(OrderMessages.placed(outcome));
    observer.onCompleted();
  }

  private static Payment.@Nullable Total expected(PlaceOrderRequest request) {
    var total = request.getExpectedTotal();
    return request.hasExpectedTotal()
        ? new Payment.Total(total.getAmountMinor(), total.getCurrency())
        : null;
  }

  @Override
  public void payOrder(PayOrderRequest request, StreamObserver<PayOrderResponse> observer) {
    var wanted =
        new PayOrder.Request(
            WireTypes.uuid(request.getRequestId()),
            WireTypes.uuid(request.getOrderId()),
            request.getPaymentMethod());
    var outcome = payOrder.pay(Caller.person().accountId(), wanted, answerTime.ofCall());
    observer.onNext(OrderMessages.paid(outcome));
    observer.onCompleted();
  }

  @Override
  public void cancelOrder(
      CancelOrderRequest request, StreamObserver<CancelOrderResponse> observer) {
    var wanted = cancelling(request.getRequestId(), request.getOrderId(), List.of());
    var outcome = cancelOrder.cancel(wanted, answerTime.ofCall());
    observer.onNext(OrderMessages.cancelled(outcome));
    observer.onCompleted();
  }

  @Override
  public void cancelItems(
      CancelItemsRequest request, StreamObserver<CancelItemsResponse> observer) {
    var wanted =
        cancelling(request.getRequestId(), request.getOrderId(), request.getPositionsList());
    var outcome = cancelOrder.cancel(wanted, answerTime.ofCall());
    observer.onNext(OrderMessages.itemsCancelled(outcome));
    observer.onCompleted();
  }

  private static CancelOrder.Request cancelling(
      String requestId, String orderId, List<Integer> positions) {
    return CancelOrder.Request.ofBuyer(
        Caller.person().accountId(), WireTypes.uuid(requestId), WireTypes.uuid(orderId), positions);
  }

  @Override
  public void getOrder(GetOrderRequest request, StreamObserver<GetOrderResponse> observer) {
    var order = readOrders.read(Caller.person().accountId(), WireTypes.uuid(request.getOrderId()));
    observer.onNext(GetOrderResponse.newBuilder().setOrder(OrderMessages.order(order)).build());
    observer.onCompleted();
  }

  @Override
  public void listOrders(ListOrdersRequest request, StreamObserver<ListOrdersResponse> observer) {
    var page =
        readOrders.list(Caller.person().accountId(), request.getPageSize(), request.getPageToken());
    observer.onNext(
        ListOrdersResponse.newBuilder()
            .addAllOrders(page.orders().stream().map(OrderMessages::order).toList())
            .setNextPageToken(page.next())
            .build());
    observer.onCompleted();
  }
}
