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
import boxoffice.wire.WireException;
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
            holdNames(request),
            payment(Caller.required(), request));
    var outcome = placeOrder.place(Caller.required(), wanted, answerTime.ofCall());
    observer.onNext(OrderMessages.placed(outcome));
    observer.onCompleted();
  }

  /// A person pays, a partner settles by statement and says whom it sells to.
  private static Payment payment(Caller caller, PlaceOrderRequest request) {
    var method = request.getPaymentMethod();
    if (caller.isPerson()) {
      check(!method.isEmpty(), "payment_method", "a person's order needs one");
      check(!request.hasHolder(), "holder", "only a partner's order has one");
      return new Payment.Charged(method, expected(request));
    }
    check(method.isEmpty(), "payment_method", "a partner's order has none: it is on account");
    check(request.hasHolder(), "holder", "a partner's order needs one");
    var holder = new Holder(request.getHolder().getName(), request.getHolder().getEmail());
    return new Payment.OnAccount(holder, expected(request));
  }

  private static void check(boolean holds, String field, String text) {
    if (!holds) {
      throw WireException.invalidField(field, text);
    }
  }

  private static List<String> holdNames(PlaceOrderRequest request) {
    return request.getHoldNamesCount() == 0
        ? List.of(request.getHoldName())
        : request.getHoldNamesList();
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
        Caller.required().ownerId(), WireTypes.uuid(requestId), WireTypes.uuid(orderId), positions);
  }

  @Override
  public void getOrder(GetOrderRequest request, StreamObserver<GetOrderResponse> observer) {
    var order = readOrders.read(Caller.required().ownerId(), WireTypes.uuid(request.getOrderId()));
    observer.onNext(GetOrderResponse.newBuilder().setOrder(OrderMessages.order(order)).build());
    observer.onCompleted();
  }

  @Override
  public void listOrders(ListOrdersRequest request, StreamObserver<ListOrdersResponse> observer) {
    var page =
        readOrders.list(Caller.required().ownerId(), request.getPageSize(), request.getPageToken());
    observer.onNext(
        ListOrdersResponse.newBuilder()
            .addAllOrders(page.orders().stream().map(OrderMessages::order).toList())
            .setNextPageToken(page.next())
            .build());
    observer.onCompleted();
  }
}
