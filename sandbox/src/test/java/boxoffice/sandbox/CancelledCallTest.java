package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.v1.BestAvailable;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.HoldServiceGrpc.HoldServiceBlockingStub;
import boxoffice.inventory.v1.ListHoldsRequest;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.order.v1.ListOrdersRequest;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderServiceGrpc;
import boxoffice.order.v1.OrderServiceGrpc.OrderServiceBlockingStub;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.PlaceOrderRequest;
import boxoffice.wire.BearerToken;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Callers who go away at any moment, and come back with the same `request_id`: rows G15, G16, S23.
@ExtendWith(SharedLocalSystem.class)
class CancelledCallTest {
  private static final String VISA = "pm_card_visa";
  private static final int ROUNDS = 24;

  /// About twice what a call takes.
  private static final int LONGEST_HOLD_MICROS = 20_000;

  private static final int LONGEST_ORDER_MICROS = 200_000;

  private final LocalSystem system;
  private final ManagedChannel inventory;
  private final ManagedChannel orders;
  private final String performance;
  private final Random random = new Random(16);
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  CancelledCallTest(LocalSystem system) {
    this.system = system;
    inventory = connect(system.ports().inventory());
    orders = connect(system.ports().order());
    try (var edge = new EdgeClient(system.edgeUrl(), () -> UUID.randomUUID().toString())) {
      var performances = new PatientEdge(edge).get("/v1/performances", null).ok();
      performance = performances.path("performances").get(1).path("performanceId").asString();
    }
  }

  @AfterEach
  void stop() {
    timer.shutdownNow();
    inventory.shutdownNow();
    orders.shutdownNow();
  }

  @Test
  void g15g16s23HoldsOnceOrNotAtAllWhenItsCallerGoesAway() {
    for (var buyer : system.people().buyers(ROUNDS)) {
      var request = hold();

      goAway(
          LONGEST_HOLD_MICROS,
          micros -> holds(buyer.token()).withDeadlineAfter(micros, TimeUnit.MICROSECONDS),
          stub -> stub.placeHold(request));
      assertThat(list(buyer.token()).size()).isLessThanOrEqualTo(1);

      var held = place(request, buyer.token());
      assertThat(list(buyer.token())).extracting(Hold::getName).containsExactly(held.getName());
      assertThat(held.getSeatsList()).hasSize(2);
    }
  }

  @Test
  void g15g16s23OrdersAndChargesOnceWhenItsCallerGoesAway() {
    for (var buyer : system.people().buyers(ROUNDS / 2)) {
      var request =
          PlaceOrderRequest.newBuilder()
              .setRequestId(UUID.randomUUID().toString())
              .setHoldName(place(hold(), buyer.token()).getName())
              .setPaymentMethod(VISA)
              .build();

      goAway(
          LONGEST_ORDER_MICROS,
          micros -> orders(buyer.token()).withDeadlineAfter(micros, TimeUnit.MICROSECONDS),
          stub -> stub.placeOrder(request));

      var order = confirmed(request, buyer.token());
      assertThat(all(buyer.token())).hasSize(1);
      var found = system.audit().find(UUID.fromString(order.getOrderId()));
      assertThat(found.charges()).isEqualTo(1);
      assertThat(found.charged()).isEqualTo(order.getTotal().getAmountMinor());
      assertThat(found.ticketStates()).containsExactly("ISSUED", "ISSUED");
    }
  }

  private interface Stubs<S> {
    S endingAfter(long micros);
  }

  private interface Call<S> {
    Object of(S stub);
  }

  /// Either cancels the call, or gives it so little time.
  private <S> void goAway(int longestMicros, Stubs<S> stubs, Call<S> call) {
    var micros = random.nextInt(longestMicros);
    var cancels = random.nextBoolean();
    var caller = Context.current().withCancellation();
    if (cancels) {
      var _ = timer.schedule(() -> caller.cancel(null), micros, TimeUnit.MICROSECONDS);
    }
    caller.run(() -> {
      try {
        var _ = call.of(stubs.endingAfter(cancels ? TimeUnit.SECONDS.toMicros(10) : micros));
      } catch (StatusRuntimeException e) {
        assertThat(e.getStatus().getCode())
            .isIn(
                Status.Code.CANCELLED,
                Status.Code.DEADLINE_EXCEEDED,
                Status.Code.UNAVAILABLE,
                Status.Code.ABORTED);
      }
    });
    caller.cancel(null);
  }

  private PlaceHoldRequest hold() {
    return PlaceHoldRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setPerformanceId(performance)
        .addBest(BestAvailable.newBuilder().setCount(2))
        .build();
  }

  private Hold place(PlaceHoldRequest request, String token) {
    var answer = PatientRpc.answer(() -> holds(token).placeHold(request));
    assertThat(answer.hasHeld()).as("%s", answer).isTrue();
    return answer.getHeld();
  }

  private List<Hold> list(String token) {
    return PatientRpc.answer(() -> holds(token).listHolds(ListHoldsRequest.getDefaultInstance()))
        .getHoldsList();
  }

  private List<Order> all(String token) {
    return PatientRpc.answer(() -> orders(token).listOrders(ListOrdersRequest.getDefaultInstance()))
        .getOrdersList();
  }

  private Order confirmed(PlaceOrderRequest request, String token) {
    return Patience.await(
        "confirmation of the order",
        () -> PatientRpc.answer(() -> orders(token).placeOrder(request)).getOrder(),
        order -> order.getState() == OrderState.ORDER_STATE_CONFIRMED);
  }

  private HoldServiceBlockingStub holds(String token) {
    return as(token, HoldServiceGrpc.newBlockingStub(inventory));
  }

  private OrderServiceBlockingStub orders(String token) {
    return as(token, OrderServiceGrpc.newBlockingStub(orders));
  }

  private static <S extends AbstractStub<S>> S as(String token, S stub) {
    return stub.withCallCredentials(new BearerToken(() -> token))
        .withDeadlineAfter(10, TimeUnit.SECONDS);
  }

  private static ManagedChannel connect(int port) {
    return Grpc.newChannelBuilder("localhost:" + port, InsecureChannelCredentials.create()).build();
  }
}
