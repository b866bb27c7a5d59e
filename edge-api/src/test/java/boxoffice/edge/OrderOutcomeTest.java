package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.edge.RunningEdge.Answer;
import boxoffice.money.v1.Money;
import boxoffice.order.v1.CancelItemsResponse;
import boxoffice.order.v1.CancelOrderResponse;
import boxoffice.order.v1.CancelSaleResponse;
import boxoffice.order.v1.CancellationRefused;
import boxoffice.order.v1.CancellationRefusedReason;
import boxoffice.order.v1.CollectOrderResponse;
import boxoffice.order.v1.Fulfilment;
import boxoffice.order.v1.GetOrderResponse;
import boxoffice.order.v1.HoldExpired;
import boxoffice.order.v1.NotCollectable;
import boxoffice.order.v1.NotCollectableReason;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderServiceGrpc;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.PaymentDeclined;
import boxoffice.order.v1.PaymentState;
import boxoffice.order.v1.PerformanceCancellation;
import boxoffice.order.v1.PerformanceCancellationServiceGrpc;
import boxoffice.order.v1.PerformanceCancellationState;
import boxoffice.order.v1.PlaceOrderRequest;
import boxoffice.order.v1.PlaceOrderResponse;
import boxoffice.order.v1.PriceChanged;
import boxoffice.order.v1.Refund;
import boxoffice.order.v1.RefundState;
import boxoffice.order.v1.SaleServiceGrpc;
import boxoffice.order.v1.SeatsLost;
import boxoffice.order.v1.StartPerformanceCancellationResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the edge makes of the outcomes of an order.
final class OrderOutcomeTest {
  private static final String ORDER = "{\"holdName\":\"h\",\"paymentMethod\":\"pm_card_visa\"}";
  private static final Money PRICE =
      Money.newBuilder().setAmountMinor(4200).setCurrency("EUR").build();

  private static ScriptedPeer peer;
  private static RunningEdge edge;
  private static String ada;

  @BeforeAll
  static void start() {
    peer = new ScriptedPeer();
    ada = peer.signedIn("00000000-0000-4000-8000-00000000000a");
    edge = peer.edge();
  }

  @AfterAll
  static void stop() {
    edge.close();
    peer.close();
  }

  private static Answer post(String path, String key, String json) {
    return edge.send(edge.post(path, key, json).header("Authorization", ada));
  }

  private static Order order(OrderState state) {
    return Order.newBuilder()
        .setOrderId("o1")
        .setState(state)
        .setPaymentState(PaymentState.PAYMENT_STATE_NONE)
        .setFulfilment(Fulfilment.FULFILMENT_UNFULFILLED)
        .setTotal(PRICE)
        .build();
  }

  @Test
  void letsNoCacheKeepAnOrderH23() {
    peer.answer(
        OrderServiceGrpc.getGetOrderMethod(),
        request ->
            GetOrderResponse.newBuilder()
                .setOrder(order(OrderState.ORDER_STATE_CONFIRMED))
                .build());

    var read = edge.send(edge.request("/v1/orders/o1").header("Authorization", ada).GET());

    assertThat(read.status()).isEqualTo(200);
    assertThat(read.header("Cache-Control")).isEqualTo("private, no-store");
  }

  @Test
  void tellsNothingOfAnExceptionInsideH20() {
    peer.answer(
        OrderServiceGrpc.getPlaceOrderMethod(), request -> PlaceOrderResponse.getDefaultInstance());

    var answer = post("/v1/orders", "k", ORDER);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("internal-error");
    assertThat(answer.body()).doesNotContain("Exception", "IllegalState", "OUTCOME");
  }

  @Test
  void answersOrderByItsState() {
    var method = OrderServiceGrpc.getPlaceOrderMethod();
    peer.answer(method, request -> placed(order(OrderState.ORDER_STATE_CONFIRMED)));
    var confirmed = post("/v1/orders", "k", ORDER);
    peer.answer(method, request -> placed(order(OrderState.ORDER_STATE_PENDING)));
    var pending = post("/v1/orders", "k", ORDER);

    assertThat(confirmed.status()).isEqualTo(201);
    assertThat(confirmed.header("Location")).isEqualTo("/v1/orders/o1");
    assertThat(pending.status()).isEqualTo(202);
    assertThat(pending.header("Location")).isEqualTo("/v1/orders/o1");
    assertThat(pending.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void ordersFromSeveralHolds() {
    var asked = new AtomicReference<PlaceOrderRequest>();
    peer.answer(
        OrderServiceGrpc.getPlaceOrderMethod(),
        request -> {
          asked.set(request);
          return placed(
              order(OrderState.ORDER_STATE_CONFIRMED).toBuilder()
                  .addAllHoldNames(request.getHoldNamesList())
                  .build());
        });

    var placed =
        post("/v1/orders", "k", "{\"holdNames\":[\"g\",\"h\"],\"paymentMethod\":\"pm_card_visa\"}");

    assertThat(placed.status()).isEqualTo(201);
    assertThat(asked.get().getHoldName()).isEmpty();
    assertThat(asked.get().getHoldNamesList()).containsExactly("g", "h");
    assertThat(placed.json().path("holdNames").valueStream().map(JsonNode::asString))
        .containsExactly("g", "h");
  }

  private static PlaceOrderResponse placed(Order order) {
    return PlaceOrderResponse.newBuilder().setOrder(order).build();
  }

  @Test
  void tellsHowToGoOnAfterRefusedOrder() {
    var method = OrderServiceGrpc.getPlaceOrderMethod();
    var declined =
        PaymentDeclined.newBuilder()
            .setOrder(order(OrderState.ORDER_STATE_PENDING))
            .setDeclineCode("insufficient_funds")
            .setAttemptsLeft(4);
    peer.answer(
        method, request -> PlaceOrderResponse.newBuilder().setPaymentDeclined(declined).build());
    var decline = post("/v1/orders", "k", ORDER);
    peer.answer(
        method,
        request ->
            PlaceOrderResponse.newBuilder()
                .setHoldExpired(HoldExpired.getDefaultInstance())
                .build());
    var expired = post("/v1/orders", "k", ORDER);
    peer.answer(
        method,
        request ->
            PlaceOrderResponse.newBuilder()
                .setSeatsLost(SeatsLost.newBuilder().addSeatIds("s1"))
                .build());
    var lost = post("/v1/orders", "k", ORDER);

    assertThat(decline.status()).isEqualTo(402);
    assertThat(decline.code()).isEqualTo("payment-declined");
    assertThat(decline.json().path("orderId").asString()).isEqualTo("o1");
    assertThat(decline.json().path("attemptsLeft").asInt()).isEqualTo(4);
    assertThat(decline.json().path("declineCode").asString()).isEqualTo("insufficient_funds");
    assertThat(expired.status()).isEqualTo(409);
    assertThat(expired.code()).isEqualTo("hold-expired");
    assertThat(lost.status()).isEqualTo(409);
    assertThat(lost.code()).isEqualTo("seat-unavailable");
    assertThat(lost.json().path("seats").path(0).path("seatId").asString()).isEqualTo("s1");
  }

  @Test
  void answersACancelledOrderByItsState() {
    var method = OrderServiceGrpc.getCancelOrderMethod();
    var refund =
        Refund.newBuilder()
            .setRefundId("r1")
            .setState(RefundState.REFUND_STATE_SENT)
            .setAmount(PRICE);
    peer.answer(
        method,
        request ->
            CancelOrderResponse.newBuilder()
                .setOrder(order(OrderState.ORDER_STATE_CANCELLED).toBuilder().addRefunds(refund))
                .build());
    var cancelled = post("/v1/orders/o1:cancel", "k", "{}");
    peer.answer(
        method,
        request ->
            CancelOrderResponse.newBuilder()
                .setOrder(
                    order(OrderState.ORDER_STATE_PENDING).toBuilder().setCancellationWanted(true))
                .build());
    var pending = post("/v1/orders/o1:cancel", "k", "{}");

    // whoever names items means another call
    assertThat(post("/v1/orders/o1:cancel", "k", "{\"positions\":[0]}").status()).isEqualTo(400);
    assertThat(post("/v1/orders/o1:cancel", "k", "{\"positions\":null}").status()).isEqualTo(400);
    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.json().path("refunds").path(0).path("state").asString()).isEqualTo("SENT");
    assertThat(pending.status()).isEqualTo(202);
    assertThat(pending.json().path("cancellationWanted").asBoolean()).isTrue();
  }

  @Test
  void tellsWhyAPaidOrderIsNotCancelled() {
    var refused =
        CancellationRefused.newBuilder()
            .setOrder(order(OrderState.ORDER_STATE_CONFIRMED))
            .setReason(CancellationRefusedReason.CANCELLATION_REFUSED_REASON_TOO_LATE);
    peer.answer(
        OrderServiceGrpc.getCancelOrderMethod(),
        request -> CancelOrderResponse.newBuilder().setCancellationRefused(refused).build());

    var answer = post("/v1/orders/o1:cancel", "k", "{}");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("order-state-conflict");
    assertThat(answer.json().path("reason").asString()).isEqualTo("TOO_LATE");
  }

  @Test
  void tellsTheTotalWhenItIsNotTheOneExpected() {
    var expected =
        ORDER.replace("}", ",\"expectedTotal\":{\"amountMinor\":1,\"currency\":\"EUR\"}}");
    peer.answer(
        OrderServiceGrpc.getPlaceOrderMethod(),
        request ->
            request.getExpectedTotal().getAmountMinor() == 1
                ? PlaceOrderResponse.newBuilder()
                    .setPriceChanged(PriceChanged.newBuilder().setTotal(PRICE))
                    .build()
                : placed(order(OrderState.ORDER_STATE_CONFIRMED)));

    var changed = post("/v1/orders", "k", expected);

    assertThat(changed.status()).isEqualTo(409);
    assertThat(changed.code()).isEqualTo("price-changed");
    assertThat(changed.json().path("total").path("amountMinor").asLong()).isEqualTo(4200);
    assertThat(post("/v1/orders", "k", ORDER).status()).isEqualTo(201);
    assertThat(post("/v1/orders", "k", expected.replace("1,", "1.5,")).status()).isEqualTo(400);
    // not whatever it costs
    assertRefusesNull(
        "/v1/orders", ORDER.replace("}", ",\"expectedTotal\":null}"), "expectedTotal");
  }

  @Test
  void saysWhyThereIsNothingToHandOut() {
    peer.answer(
        SaleServiceGrpc.getCollectOrderMethod(),
        request ->
            CollectOrderResponse.newBuilder()
                .setNotCollectable(
                    NotCollectable.newBuilder()
                        .setOrder(order(OrderState.ORDER_STATE_CONFIRMED))
                        .setReason(NotCollectableReason.NOT_COLLECTABLE_REASON_COLLECTED))
                .build());

    var refused = post("/v1/performances/p/orders:collect", "k", "{\"orderCode\":\"K7QD2-MXA9F\"}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("order-state-conflict");
    assertThat(refused.json().path("reason").asString()).isEqualTo("COLLECTED");
  }

  @Test
  void cancelsItemsAndSaysWhichStandInTheWay() {
    var method = OrderServiceGrpc.getCancelItemsMethod();
    peer.answer(
        method,
        request ->
            request.getPositionsList().equals(List.of(0, 2))
                ? CancelItemsResponse.newBuilder()
                    .setOrder(
                        order(OrderState.ORDER_STATE_CONFIRMED).toBuilder().setCancelled(PRICE))
                    .build()
                : CancelItemsResponse.newBuilder()
                    .setCancellationRefused(
                        CancellationRefused.newBuilder()
                            .setOrder(order(OrderState.ORDER_STATE_CONFIRMED))
                            .setReason(CancellationRefusedReason.CANCELLATION_REFUSED_REASON_USED)
                            .addPositions(1))
                    .build());

    var done = post("/v1/orders/o1:cancelItems", "k", "{\"positions\":[0,2]}");
    var refused = post("/v1/orders/o1:cancelItems", "k", "{\"positions\":[1]}");

    assertThat(done.status()).isEqualTo(200);
    assertThat(done.json().path("cancelled").path("amountMinor").asLong()).isEqualTo(4200);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("reason").asString()).isEqualTo("USED");
    assertThat(refused.json().path("positions").path(0).asInt()).isEqualTo(1);
    assertThat(post("/v1/orders/o1:cancelItems", "k", "{}").status()).isEqualTo(400);
    assertThat(post("/v1/orders/o1:cancelItems", "k", "{\"positions\":[null]}").status())
        .isEqualTo(400);
    assertRefusesNull("/v1/orders/o1:cancelItems", "{\"positions\":null}", "positions");
  }

  @Test
  void cancelsForAnOrganiser() {
    peer.answer(
        SaleServiceGrpc.getCancelSaleMethod(),
        request ->
            CancelSaleResponse.newBuilder()
                .setOrder(
                    order(
                        request.getReason().equals("ill") && request.getPositionsCount() == 0
                            ? OrderState.ORDER_STATE_CANCELLED
                            : OrderState.ORDER_STATE_CONFIRMED))
                .build());

    var path = "/v1/performances/p/orders/o1:cancel";
    var all = post(path, "k", "{\"reason\":\"ill\"}");
    var some = post(path, "k", "{\"reason\":\"ill\",\"positions\":[1]}");

    assertThat(all.json().path("state").asString()).isEqualTo("CANCELLED");
    assertThat(some.json().path("state").asString()).isEqualTo("CONFIRMED");
    assertThat(post(path, "k", "{}").status()).isEqualTo(400);
    assertThat(post(path, "k", "{\"reason\":\"ill\",\"positions\":[]}").status()).isEqualTo(400);
    assertThat(post(path, "k", "{\"reason\":\"ill\",\"positions\":[null]}").status())
        .isEqualTo(400);
    assertRefusesNull(path, "{\"reason\":\"ill\",\"positions\":null}", "positions");
  }

  /// What may be left out is not null: without it more is meant.
  private static void assertRefusesNull(String path, String json, String field) {
    var refused = post(path, "k", json);

    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo("validation-failed");
    assertThat(refused.json().path("field").asString()).isEqualTo(field);
  }

  @Test
  void startsToCancelAPerformanceAndSaysWhereToLook() {
    peer.answer(
        PerformanceCancellationServiceGrpc.getStartPerformanceCancellationMethod(),
        request ->
            StartPerformanceCancellationResponse.newBuilder()
                .setCancellation(
                    PerformanceCancellation.newBuilder()
                        .setPerformanceCancellationId("c1")
                        .setPerformanceId(request.getPerformanceId())
                        .setReason(request.getReason())
                        .setState(
                            PerformanceCancellationState.PERFORMANCE_CANCELLATION_STATE_RUNNING)
                        .setOrders(3)
                        .addRefunds(PRICE))
                .build());

    var started = post("/v1/performances/p/cancellations", "k", "{\"reason\":\"ill\"}");

    assertThat(started.status()).isEqualTo(202);
    assertThat(started.header("Location")).isEqualTo("/v1/performances/p/cancellations/c1");
    assertThat(started.json().path("state").asString()).isEqualTo("RUNNING");
    assertThat(started.json().path("orders").asInt()).isEqualTo(3);
    assertThat(started.json().path("refunds").path(0).path("currency").asString()).isEqualTo("EUR");
  }
}
