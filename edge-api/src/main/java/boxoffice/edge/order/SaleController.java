package boxoffice.edge.order;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.edge.problem.Refusals;
import boxoffice.edge.request.Fills;
import boxoffice.edge.request.RequestId;
import boxoffice.order.v1.ListSalesRequest;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.SaleServiceGrpc.SaleServiceBlockingStub;
import boxoffice.wire.BearerToken;
import boxoffice.wire.WireException;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Arrays;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What organisers do with the orders of their performances.
@Refusals("inventory-unavailable")
@RestController
class SaleController {
  private static final String STATE = "ORDER_STATE_";

  private final SaleServiceBlockingStub sales;
  private final OrderProblems problems;

  SaleController(SaleServiceBlockingStub sales, OrderProblems problems) {
    this.sales = sales;
    this.problems = problems;
  }

  /// Lists the orders of a performance, the newest first, for its organisers.
  ///
  /// @param state only orders in it; empty for all
  @GetMapping(path = "/v1/performances/{performance}/orders", produces = APPLICATION_JSON_VALUE)
  @Fills(ListSalesRequest.class)
  OrdersJson listSales(
      @PathVariable String performance,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "0") int pageSize,
      @RequestParam(defaultValue = "") String pageToken) {
    var request =
        ListSalesRequest.newBuilder()
            .setPerformanceId(performance)
            .setState(state(state))
            .setPageSize(pageSize)
            .setPageToken(pageToken);
    return OrdersJson.of(caller().listSales(request.build()));
  }

  private static OrderState state(String name) {
    if (name.isEmpty()) {
      return OrderState.ORDER_STATE_UNSPECIFIED;
    }
    return Arrays.stream(OrderState.values())
        .filter(state -> state != OrderState.ORDER_STATE_UNSPECIFIED)
        .filter(state -> state.name().equals(STATE + name))
        .findFirst()
        .orElseThrow(() -> WireException.invalidField("state", "names no state"));
  }

  /// Gives away what the caller holds, for the organisers of a performance.
  @ApiResponse(
      responseCode = "201",
      description = "given away; the tickets are issued",
      content = @Content(schema = @Schema(implementation = OrderJson.class)))
  @ApiResponse(
      responseCode = "202",
      description = "not there yet: read it again",
      content = @Content(schema = @Schema(implementation = OrderJson.class)))
  @PostMapping(
      path = "/v1/complimentaryOrders",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @Refusals({
    "hold-expired",
    "seat-unavailable",
    "purchase-limit",
    "order-state-conflict",
    "not-found"
  })
  ResponseEntity<Object> giveOrder(RequestId requestId, @RequestBody ComplimentaryOrderJson body) {
    var response = caller().placeComplimentaryOrder(body.toProto(requestId));
    return switch (response.getOutcomeCase()) {
      case ORDER -> OrderController.answer(response.getOrder(), HttpStatus.CREATED);
      case HOLD_EXPIRED -> problems.holdExpired();
      case SEATS_LOST -> problems.seatsLost(response.getSeatsLost());
      case BUYER_LIMIT -> problems.buyerLimit(response.getBuyerLimit());
      case ORDER_STATE_CONFLICT -> problems.stateConflict(response.getOrderStateConflict());
      case OUTCOME_NOT_SET ->
          throw new IllegalStateException("PlaceComplimentaryOrder answered without an outcome");
    };
  }

  /// Hands out the products of an order, at the desk.
  @ApiResponse(
      responseCode = "200",
      description = "its products can be handed out",
      content = @Content(schema = @Schema(implementation = OrderJson.class)))
  @PostMapping(
      path = "/v1/performances/{performance}/orders:collect",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @Refusals("order-state-conflict")
  ResponseEntity<Object> collectOrder(
      RequestId requestId, @PathVariable String performance, @RequestBody CollectOrderJson body) {
    var response = caller().collectOrder(body.toProto(requestId, performance));
    return switch (response.getOutcomeCase()) {
      case ORDER -> OrderController.answer(response.getOrder(), HttpStatus.OK);
      case NOT_COLLECTABLE -> problems.notCollectable(response.getNotCollectable());
      case OUTCOME_NOT_SET ->
          throw new IllegalStateException("CollectOrder answered without an outcome");
    };
  }

  /// Cancels an order of a performance, or items of it, for its organisers.
  @ApiResponse(
      responseCode = "200",
      description = "cancelled; what was paid for it goes back",
      content = @Content(schema = @Schema(implementation = OrderJson.class)))
  @ApiResponse(
      responseCode = "202",
      description = "its payment is still being stopped",
      content = @Content(schema = @Schema(implementation = OrderJson.class)))
  @PostMapping(
      path = "/v1/performances/{performance}/orders/{order}:cancel",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @Refusals({"order-state-conflict", "payment-unavailable"})
  ResponseEntity<Object> cancelSale(
      RequestId requestId,
      @PathVariable String performance,
      @PathVariable String order,
      @RequestBody CancelSaleJson body) {
    var response = caller().cancelSale(body.toProto(requestId, performance, order));
    return switch (response.getOutcomeCase()) {
      case ORDER -> OrderController.answer(response.getOrder(), HttpStatus.OK);
      case CANCELLATION_REFUSED -> problems.cancellationRefused(response.getCancellationRefused());
      case ORDER_STATE_CONFLICT -> problems.stateConflict(response.getOrderStateConflict());
      case OUTCOME_NOT_SET ->
          throw new IllegalStateException("CancelSale answered without an outcome");
    };
  }

  private SaleServiceBlockingStub caller() {
    return sales.withCallCredentials(BearerToken.ofCaller());
  }
}
