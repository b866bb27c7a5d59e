package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import boxoffice.db.FreshDatabase;
import boxoffice.inventory.v1.Hold;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.PlaceOrderResponse;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.Fault;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.parts.provider.Operation;
import boxoffice.parts.proxy.FaultProxy.Direction;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Purchases in which an answer is lost, a process dies, or inventory is away.
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class BrokenPurchaseTest {
  private static final Duration LATENCY = Duration.ofMillis(250);

  private final BrokenShop shop = new BrokenShop();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void heal() {
    shop.heal();
  }

  @AfterAll
  void stop() {
    threads.shutdownNow();
    shop.close();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"OTHER_AMOUNT", "OTHER_ORDER", "INVALID_JSON", "OVERSIZED", "ENDLESS_HEADERS"})
  void readsWhatAnAnswerThatCannotBeTrueIsAboutM14(Effect effect) {
    try (var order = shop.start()) {
      var buyer = shop.user.person("buyer");
      shop.provider.faults().add(Fault.of(Operation.CONFIRM, effect));

      var bought =
          BrokenShop.by(buyer, order).place(shop.house.hold(buyer, 1), Buying.VISA).getOrder();

      Eventually.is("confirmed", () -> BrokenShop.state(buyer, order, bought).equals("CONFIRMED"));
      assertThat(shop.count(LedgerEntry.Type.CHARGE, bought.getOrderId())).isEqualTo(1);
    }
  }

  @Test
  void findsOutWhetherAPaymentWhoseAnswerWasLostWentThrough() throws Exception {
    try (var order = shop.start()) {
      var buyer = shop.user.person("buyer");
      var answer = placeAndLoseTheAnswerOfTheCharge(buyer, order, Duration.ofSeconds(3));

      assertThat(answer.get().getOrder().getState()).isEqualTo(OrderState.ORDER_STATE_PENDING);
      shop.heal();

      var bought = answer.get().getOrder();
      Eventually.is("confirmed", () -> BrokenShop.state(buyer, order, bought).equals("CONFIRMED"));
      assertThat(shop.count(LedgerEntry.Type.CHARGE, bought.getOrderId())).isEqualTo(1);
      assertThat(BrokenShop.by(buyer, order).tickets(bought)).hasSize(2);
    }
  }

  @Test
  void anotherInstanceFinishesWhatACrashLeftBehind() throws Exception {
    var buyer = shop.user.person("buyer");
    var request = UUID.randomUUID();
    var hold = shop.house.hold(buyer, 2);
    var orderId = BrokenShop.orderId(buyer, request);
    try (var crashing = shop.start()) {
      loseTheAnswerOfTheCharge(buyer, crashing, request, hold);
    }
    shop.heal();

    try (var order = shop.start()) {
      Eventually.is(
          "confirmed", () -> BrokenShop.stateOf(buyer, order, orderId).equals("CONFIRMED"));

      var bought = BrokenShop.by(buyer, order).place(request, hold, Buying.VISA).getOrder();
      assertThat(bought.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
      assertThat(shop.count(LedgerEntry.Type.CHARGE, orderId)).isEqualTo(1);
      assertThat(BrokenShop.by(buyer, order).tickets(bought)).hasSize(2);
    }
  }

  @Test
  void expiresWhatACrashLeftWithoutSeatsWhenItsHoldIsOverK4() {
    var buyer = shop.user.person("buyer");
    var request = UUID.randomUUID();
    var hold = shop.house.hold(buyer, 2);
    var orderId = BrokenShop.orderId(buyer, request);
    // inventory lets this client reserve nothing
    try (var crashing =
        shop.start(
            "--boxoffice.guard.client.id=" + RunningUserGrpc.READER_CLIENT_ID,
            "--boxoffice.guard.client.secret=" + RunningUserGrpc.READER_CLIENT_SECRET)) {
      var placed =
          Buying.answered(() ->
              BrokenShop.by(buyer, crashing)
                  .within(Duration.ofSeconds(3))
                  .place(request, hold, Buying.VISA));
      assertThat(placed.getOrder().getState()).isEqualTo(OrderState.ORDER_STATE_PENDING);
    }
    shop.house.release(buyer, hold);

    try (var order = shop.start()) {
      Eventually.is("over", () -> !BrokenShop.stateOf(buyer, order, orderId).equals("PENDING"));

      assertThat(Audit.transitions(orderId)).containsExactly(">PENDING", "PENDING>EXPIRED");
      assertThat(BrokenShop.by(buyer, order).place(request, hold, Buying.VISA).hasHoldExpired())
          .isTrue();
      var expired = BrokenShop.by(buyer, order).order(orderId);
      assertThat(
              BrokenShop.by(buyer, order)
                  .pay(request, expired, Buying.VISA)
                  .hasOrderStateConflict())
          .isTrue();
      assertThat(shop.count(LedgerEntry.Type.CREATE, orderId)).isZero();
    }
  }

  @Test
  void booksThePaidSeatsWhenInventoryIsBack() throws Exception {
    try (var order = shop.start()) {
      var buyer = shop.user.person("buyer");
      var request = UUID.randomUUID();
      shop.toProvider.latency(LATENCY);
      var answer = placing(buyer, order, request, shop.house.hold(buyer, 1));
      Eventually.is(
          "payment begun",
          () -> shop.count(LedgerEntry.Type.CREATE, BrokenShop.orderId(buyer, request)) == 1);
      shop.toInventory.cut();

      var bought = answer.get().getOrder();
      assertThat(bought.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
      assertThat(Audit.seatStates(bought.getOrderId())).containsExactly("RESERVED");
      shop.toInventory.heal();

      Eventually.is("booked", () -> Audit.seatStates(bought.getOrderId()).contains("BOOKED"));
    }
  }

  @Test
  void opensTheBreakerWhileInventoryIsAwayAndClosesItAgain() {
    try (var order = shop.start("--boxoffice.channels.inventory.breaker.open-for=1s")) {
      var buyer = shop.user.person("buyer");
      var hold = shop.house.hold(buyer, 1);
      shop.toInventory.cut();
      for (var call = 0; call < 12; call++) {
        assertThatExceptionOfType(StatusRuntimeException.class)
            .isThrownBy(() -> Buying.by(buyer, order.once()).place(hold, Buying.VISA))
            .satisfies(failure ->
                assertThat(ErrorStatus.reason(failure))
                    .contains(ErrorReason.INVENTORY_UNAVAILABLE));
      }
      shop.toInventory.heal();

      Eventually.is("sold", () -> isSold(buyer, order, hold));
    }
  }

  private boolean isSold(Person buyer, RunningOrderGrpc order, Hold hold) {
    try {
      return Buying.by(buyer, order.once()).place(hold, Buying.VISA).hasOrder();
    } catch (StatusRuntimeException e) {
      assertThat(ErrorStatus.reason(e)).contains(ErrorReason.INVENTORY_UNAVAILABLE);
      return false;
    }
  }

  private Future<PlaceOrderResponse> placeAndLoseTheAnswerOfTheCharge(
      Person buyer, RunningOrderGrpc order, Duration patience) {
    var request = UUID.randomUUID();
    var hold = shop.house.hold(buyer, 2);
    shop.toProvider.latency(LATENCY);
    var answer =
        threads.submit(() ->
            Buying.answered(() ->
                BrokenShop.by(buyer, order).within(patience).place(request, hold, Buying.VISA)));
    Eventually.is(
        "charged",
        () -> shop.count(LedgerEntry.Type.CHARGE, BrokenShop.orderId(buyer, request)) == 1);
    shop.toProvider.silence(Direction.TO_CLIENT);
    return answer;
  }

  private void loseTheAnswerOfTheCharge(
      Person buyer, RunningOrderGrpc order, UUID request, Hold hold) {
    shop.toProvider.latency(LATENCY);
    var _ = placing(buyer, order, request, hold);
    Eventually.is(
        "charged",
        () -> shop.count(LedgerEntry.Type.CHARGE, BrokenShop.orderId(buyer, request)) == 1);
    shop.toProvider.silence(Direction.TO_CLIENT);
  }

  private Future<PlaceOrderResponse> placing(
      Person buyer, RunningOrderGrpc order, UUID request, Hold hold) {
    return threads.submit(() -> BrokenShop.by(buyer, order).place(request, hold, Buying.VISA));
  }
}
