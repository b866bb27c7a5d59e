package boxoffice.order.purchase;

import boxoffice.order.inventory.Organisers;
import boxoffice.order.item.OrderCode;
import boxoffice.order.v1.CancelSaleRequest;
import boxoffice.order.v1.CancelSaleResponse;
import boxoffice.order.v1.CollectOrderRequest;
import boxoffice.order.v1.CollectOrderResponse;
import boxoffice.order.v1.ListSalesRequest;
import boxoffice.order.v1.ListSalesResponse;
import boxoffice.order.v1.NotCollectable;
import boxoffice.order.v1.NotCollectableReason;
import boxoffice.order.v1.PlaceComplimentaryOrderRequest;
import boxoffice.order.v1.PlaceComplimentaryOrderResponse;
import boxoffice.order.v1.SaleServiceGrpc.SaleServiceImplBase;
import boxoffice.wire.Caller;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The face on the wire of what organisers do with orders.
final class SaleGrpcService extends SaleServiceImplBase {
  private static final String STATE = "ORDER_STATE_";

  private final Organisers organisers;
  private final ReadOrders readOrders;
  private final Acts acts;
  private final AnswerTime answerTime;

  /// What changes orders.
  record Acts(PlaceOrder place, CollectOrder collect, CancelOrder cancel) {}

  SaleGrpcService(Organisers organisers, ReadOrders readOrders, Acts acts, AnswerTime answerTime) {
    this.organisers = organisers;
    this.readOrders = readOrders;
    this.acts = acts;
    this.answerTime = answerTime;
  }

  @Override
  public void listSales(ListSalesRequest request, StreamObserver<ListSalesResponse> observer) {
    var performanceId = WireTypes.uuid(request.getPerformanceId());
    organisers.checkPerformance(performanceId);
    var page =
        readOrders.sales(
            performanceId, state(request), request.getPageSize(), request.getPageToken());
    observer.onNext(
        ListSalesResponse.newBuilder()
            .addAllOrders(page.orders().stream().map(OrderMessages::order).toList())
            .setNextPageToken(page.next())
            .build());
    observer.onCompleted();
  }

  private static @Nullable OrderState state(ListSalesRequest request) {
    return switch (request.getState()) {
      case ORDER_STATE_UNSPECIFIED -> null;
      case ORDER_STATE_PENDING,
          ORDER_STATE_CONFIRMED,
          ORDER_STATE_REJECTED,
          ORDER_STATE_EXPIRED,
          ORDER_STATE_CANCELLED ->
          OrderState.valueOf(request.getState().name().substring(STATE.length()));
      case UNRECOGNIZED -> throw WireException.invalidField("state", "names no state");
    };
  }

  @Override
  public void placeComplimentaryOrder(
      PlaceComplimentaryOrderRequest request,
      StreamObserver<PlaceComplimentaryOrderResponse> observer) {
    var wanted =
        new PlaceOrder.Request(
            WireTypes.uuid(request.getRequestId()),
            List.of(request.getHoldName()),
            new Payment.Complimentary(request.getReason()));
    var outcome = acts.place().place(Caller.person(), wanted, answerTime.ofCall());
    observer.onNext(OrderMessages.givenAway(outcome));
    observer.onCompleted();
  }

  @Override
  public void collectOrder(
      CollectOrderRequest request, StreamObserver<CollectOrderResponse> observer) {
    var performanceId = WireTypes.uuid(request.getPerformanceId());
    organisers.checkPerformance(performanceId);
    var code =
        OrderCode.parse(request.getOrderCode()).orElseThrow(() -> WireException.notFound("order"));
    var wanted =
        new CollectOrder.Request(WireTypes.uuid(request.getRequestId()), performanceId, code);
    var response = CollectOrderResponse.newBuilder();
    switch (acts.collect().collect(Caller.person(), wanted, answerTime.ofCall())) {
      case CollectOrder.Result.Collected collected ->
          response.setOrder(OrderMessages.order(collected.order()));
      case CollectOrder.Result.Not not -> response.setNotCollectable(toProto(not));
    }
    observer.onNext(response.build());
    observer.onCompleted();
  }

  @Override
  public void cancelSale(CancelSaleRequest request, StreamObserver<CancelSaleResponse> observer) {
    var performanceId = WireTypes.uuid(request.getPerformanceId());
    organisers.checkPerformance(performanceId);
    var wanted =
        CancelOrder.Request.ofOrganiser(
            new Cancellation.Organiser(Caller.person().accountId(), request.getReason()),
            WireTypes.uuid(request.getRequestId()),
            performanceId,
            WireTypes.uuid(request.getOrderId()),
            request.getPositionsList());
    var outcome = acts.cancel().cancel(wanted, answerTime.ofCall());
    observer.onNext(OrderMessages.saleCancelled(outcome));
    observer.onCompleted();
  }

  private static NotCollectable toProto(CollectOrder.Result.Not not) {
    return NotCollectable.newBuilder()
        .setOrder(OrderMessages.order(not.order()))
        .setReason(NotCollectableReason.valueOf("NOT_COLLECTABLE_REASON_" + not.why()))
        .build();
  }
}
