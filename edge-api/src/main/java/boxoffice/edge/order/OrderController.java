package boxoffice.edge.order;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.edge.problem.Refusals;
import boxoffice.edge.request.Fills;
import boxoffice.edge.request.RequestId;
import boxoffice.order.v1.CancelOrderRequest;
import boxoffice.order.v1.GetOrderRequest;
import boxoffice.order.v1.GetReceiptRequest;
import boxoffice.order.v1.ListOrdersRequest;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderServiceGrpc.OrderServiceBlockingStub;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.ReceiptServiceGrpc.ReceiptServiceBlockingStub;
import boxoffice.wire.BearerToken;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Orders. An order that is still being paid is answered with 202: read it until it is not PENDING.
@Refusals("inventory-unavailable")
@RestController
class OrderController {
  private static final String POLL_SECONDS = "1";

  private final OrderServiceBlockingStub orders;
  private final ReceiptServiceBlockingStub receipts;
  private final OrderProblems problems;

  OrderController(
      OrderServiceBlockingStub orders,
      ReceiptServiceBlockingStub receipts,
      OrderProblems problems) {
    this.orders = orders;
    this.receipts = receipts;
    this.problems = problems;
  }

  /// Buys what the caller holds.
  ///
  /// A declined card leaves the order PENDING with its seats: pay it with another one.
  @ApiResponse(
      responseCode = "201",
      description = "paid; the tickets are issued",
      content = @Content(schema = @Schema(implementation = OrderJson.class)))
  @ApiResponse(
      responseCode = "202",
      description = "still being paid: read it again",
      content = @Content(schema = @Schema(implementation = OrderJson.class)))
  @PostMapping(
      path = "/v1/orders",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @Refusals({
    "payment-declined",
    "hold-expired",
    "seat-unavailable",
    "purchase-limit",
    "price-changed",
    "order-state-conflict",
    "not-found",
    "payment-unavailable"
  })
  ResponseEntity<Object> placeOrder(RequestId requestId, @RequestBody PlaceOrderJson body) {
    var response = caller().placeOrder(body.toProto(requestId));
    return switch (response.getOutcomeCase()) {
      case ORDER -> answer(response.getOrder(), HttpStatus.CREATED);
      case PAYMENT_DECLINED -> problems.paymentDeclined(response.getPaymentDeclined());
      case HOLD_EXPIRED -> problems.holdExpired();
      case SEATS_LOST -> problems.seatsLost(response.getSeatsLost());
      case BUYER_LIMIT -> problems.buyerLimit(response.getBuyerLimit());
      case ORDER_STATE_CONFLICT -> problems.stateConflict(response.getOrderStateConflict());
      case PRICE_CHANGED -> problems.priceChanged(response.getPriceChanged());
      case OUTCOME_NOT_SET ->
          throw new IllegalStateException("PlaceOrder answered without an outcome");
    };
  }

  /// Pays a pending order with another payment method.
  @ApiResponse(
      responseCode = "200",
      description = "paid; the tickets are issued",
      content = @Content(schema = @Schema(implementation = OrderJson.class)))
  @ApiResponse(
      responseCode = "202",
      description = "still being paid: read it again",
      content = @Content(schema = @Schema(implementation = OrderJson.class)))
  @PostMapping(
      path = "/v1/orders/{order}:pay",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @Refusals({"payment-declined", "order-state-conflict", "payment-unavailable"})
  ResponseEntity<Object> payOrder(
      RequestId requestId, @PathVariable String order, @RequestBody PayOrderJson body) {
    var response = caller().payOrder(body.toProto(requestId, order));
    return switch (response.getOutcomeCase()) {
      case ORDER -> answer(response.getOrder(), HttpStatus.OK);
      case PAYMENT_DECLINED -> problems.paymentDeclined(response.getPaymentDeclined());
      case ORDER_STATE_CONFLICT -> problems.stateConflict(response.getOrderStateConflict());
      case OUTCOME_NOT_SET ->
          throw new IllegalStateException("PayOrder answered without an outcome");
    };
  }

  /// Cancels an order, as long as its terms allow that.
  @ApiResponse(
      responseCode = "200",
      description = "cancelled; what was paid goes back, less a fee",
      content = @Content(schema = @Schema(implementation = OrderJson.class)))
  @ApiResponse(
      responseCode = "202",
      description = "its payment is still being stopped: read it again",
      content = @Content(schema = @Schema(implementation = OrderJson.class)))
  @PostMapping(path = "/v1/orders/{order}:cancel", produces = APPLICATION_JSON_VALUE)
  @Refusals({"order-state-conflict", "payment-unavailable"})
  @Fills(CancelOrderRequest.class)
  ResponseEntity<Object> cancelOrder(
      RequestId requestId,
      @PathVariable String order,
      @RequestBody(required = false) @Nullable CancelOrderJson nothing) {
    var request =
        CancelOrderRequest.newBuilder().setRequestId(requestId.text()).setOrderId(order).build();
    var response = caller().cancelOrder(request);
    return switch (response.getOutcomeCase()) {
      case ORDER -> answer(response.getOrder(), HttpStatus.OK);
      case CANCELLATION_REFUSED -> problems.cancellationRefused(response.getCancellationRefused());
      case ORDER_STATE_CONFLICT -> problems.stateConflict(response.getOrderStateConflict());
      case OUTCOME_NOT_SET ->
          throw new IllegalStateException("CancelOrder answered without an outcome");
    };
  }

  /// Cancels items of an order, as long as its terms allow that.
  @ApiResponse(
      responseCode = "200",
      description = "the items are cancelled; what they came to goes back, less a fee",
      content = @Content(schema = @Schema(implementation = OrderJson.class)))
  @PostMapping(
      path = "/v1/orders/{order}:cancelItems",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @Refusals({"order-state-conflict", "payment-unavailable"})
  ResponseEntity<Object> cancelItems(
      RequestId requestId, @PathVariable String order, @RequestBody CancelItemsJson body) {
    var response = caller().cancelItems(body.toProto(requestId, order));
    return switch (response.getOutcomeCase()) {
      case ORDER -> answer(response.getOrder(), HttpStatus.OK);
      case CANCELLATION_REFUSED -> problems.cancellationRefused(response.getCancellationRefused());
      case ORDER_STATE_CONFLICT -> problems.stateConflict(response.getOrderStateConflict());
      case OUTCOME_NOT_SET ->
          throw new IllegalStateException("CancelItems answered without an outcome");
    };
  }

  /// Shows an order of the caller's.
  @GetMapping(path = "/v1/orders/{order}", produces = APPLICATION_JSON_VALUE)
  @Fills(GetOrderRequest.class)
  OrderJson readOrder(@PathVariable String order) {
    var request = GetOrderRequest.newBuilder().setOrderId(order).build();
    return OrderJson.of(caller().getOrder(request).getOrder());
  }

  /// Shows the receipt of the caller's order, once it is paid.
  @GetMapping(path = "/v1/orders/{order}/receipt", produces = APPLICATION_JSON_VALUE)
  @Fills(GetReceiptRequest.class)
  ReceiptJson readReceipt(@PathVariable String order) {
    var request = GetReceiptRequest.newBuilder().setOrderId(order).build();
    return ReceiptJson.of(
        receipts.withCallCredentials(BearerToken.ofCaller()).getReceipt(request).getReceipt());
  }

  /// Lists the caller's orders, the newest first.
  @GetMapping(path = "/v1/orders", produces = APPLICATION_JSON_VALUE)
  @Fills(ListOrdersRequest.class)
  OrdersJson listOrders(
      @RequestParam(defaultValue = "0") int pageSize,
      @RequestParam(defaultValue = "") String pageToken) {
    return OrdersJson.of(
        caller()
            .listOrders(
                ListOrdersRequest.newBuilder()
                    .setPageSize(pageSize)
                    .setPageToken(pageToken)
                    .build()));
  }

  private OrderServiceBlockingStub caller() {
    return orders.withCallCredentials(BearerToken.ofCaller());
  }

  static ResponseEntity<Object> answer(Order order, HttpStatus settled) {
    var answer = OrderJson.of(order);
    var location = URI.create("/v1/orders/" + answer.orderId());
    if (order.getState() == OrderState.ORDER_STATE_PENDING) {
      return ResponseEntity.accepted()
          .location(location)
          .header(HttpHeaders.RETRY_AFTER, POLL_SECONDS)
          .body(answer);
    }
    return ResponseEntity.status(settled).location(location).body(answer);
  }
}
