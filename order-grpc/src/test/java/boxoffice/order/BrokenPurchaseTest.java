package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import boxoffice.db.FreshDatabase;
import boxoffice.inventory.v1.Hold;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.PlaceOrderResponse;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.Fault;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.parts.provider.Operation;
import boxoffice.parts.provider.PaymentProvider;
import boxoffice.parts.proxy.FaultProxy;
import boxoffice.parts.proxy.FaultProxy.Direction;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.DerivedId;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.Channel;
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

@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class BrokenPurchaseTest {
  private static final Duration LATENCY = Duration.ofMillis(250);

  private final RunningUserGrpc user = RunningUserGrpc.start();
  private final SmallHouse house = new SmallHouse(user);
  private final PaymentProvider provider =
      PaymentProvider.start(PaymentProvider.Settings.temporary());
  private final FaultProxy toProvider = FaultProxy.to("127.0.0.1", provider.port());
  private final FaultProxy toInventory = FaultProxy.to("127.0.0.1", house.port());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void heal() {
    toProvider.latency(Duration.ZERO);
    toProvider.heal();
    toInventory.heal();
  }

  @AfterAll
  void stop() {
    threads.shutdownNow();
    toProvider.close();
    toInventory.close();
    provider.close();
    house.close();
    user.close();
  }

  @Test
  void freesTheSeatsOfAnOrderThatIsNotPaidInTime() {
    try (var order = start("--boxoffice.order.payment-time=8s")) {
      var buyer = user.person("buyer");
      var hold = house.hold(buyer, 2);

      var declined = by(buyer, order).place(hold, Buying.DECLINED).getPaymentDeclined().getOrder();
      Eventually.is("expired", () -> state(buyer, order, declined).equals("EXPIRED"));
      Eventually.is("free", () -> Audit.seatStates(declined.getOrderId()).isEmpty());

      assertThat(Audit.transitions(declined.getOrderId()))
          .containsExactly(">PENDING", "PENDING>EXPIRED");
      var other = user.person("buyer");
      var seats = hold.getSeatsList().stream().map(seat -> seat.getSeatId()).toList();
      var again = by(other, order).place(house.hold(other, seats), Buying.VISA).getOrder();
      assertThat(again.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
      assertThat(by(buyer, order).pay(UUID.randomUUID(), declined, Buying.VISA))
          .satisfies(answer -> assertThat(answer.hasOrderStateConflict()).isTrue());
      assertThat(count(LedgerEntry.Type.CHARGE, declined.getOrderId())).isZero();
    }
  }

  @Test
  void cancelsAPaymentThatItsOwnerNeverConfirmed() {
    try (var order = start("--boxoffice.order.payment-time=8s")) {
      var buyer = user.person("buyer");
      var request = UUID.randomUUID();
      var hold = house.hold(buyer, 1);

      var waiting = by(buyer, order).place(request, hold, Buying.ASKS_ITS_OWNER).getOrder();
      assertThat(waiting.getState()).isEqualTo(OrderState.ORDER_STATE_PENDING);
      Eventually.is("expired", () -> state(buyer, order, waiting).equals("EXPIRED"));
      var again = by(buyer, order).place(request, hold, Buying.ASKS_ITS_OWNER);
      assertThat(again.getOrderStateConflict().getOrder().getState())
          .isEqualTo(OrderState.ORDER_STATE_EXPIRED);

      assertThat(count(LedgerEntry.Type.CANCEL, waiting.getOrderId())).isEqualTo(1);
      assertThat(Audit.payments(waiting.getOrderId())).containsExactly("CANCELLED 0");
    }
  }

  @Test
  void goesOnWhenTheOwnerHasConfirmed() {
    try (var order = start()) {
      var buyer = user.person("buyer");
      var waiting = by(buyer, order).place(house.hold(buyer, 1), Buying.ASKS_ITS_OWNER).getOrder();
      assertThat(waiting.getPaymentAction().getRedirectUrl()).contains("/authenticate/");

      provider.operator().pay(intent(waiting));

      Eventually.is("confirmed", () -> state(buyer, order, waiting).equals("CONFIRMED"));
      assertThat(by(buyer, order).order(waiting.getOrderId()).hasPaymentAction()).isFalse();
      assertThat(by(buyer, order).tickets(waiting)).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"OTHER_AMOUNT", "OTHER_ORDER", "INVALID_JSON", "OVERSIZED", "ENDLESS_HEADERS"})
  void readsWhatAnAnswerThatCannotBeTrueIsAboutM14(Effect effect) {
    try (var order = start()) {
      var buyer = user.person("buyer");
      provider.faults().add(Fault.of(Operation.CONFIRM, effect));

      var bought = by(buyer, order).place(house.hold(buyer, 1), Buying.VISA).getOrder();

      Eventually.is("confirmed", () -> state(buyer, order, bought).equals("CONFIRMED"));
      assertThat(count(LedgerEntry.Type.CHARGE, bought.getOrderId())).isEqualTo(1);
    }
  }

  private String intent(Order order) {
    return provider.ledger().stream()
        .filter(entry -> order.getOrderId().equals(entry.order()))
        .findFirst()
        .orElseThrow()
        .paymentIntent();
  }

  @Test
  void findsOutWhetherAPaymentWhoseAnswerWasLostWentThrough() throws Exception {
    try (var order = start()) {
      var buyer = user.person("buyer");
      var answer = placeAndLoseTheAnswerOfTheCharge(buyer, order, Duration.ofSeconds(3));

      assertThat(answer.get().getOrder().getState()).isEqualTo(OrderState.ORDER_STATE_PENDING);
      heal();

      var bought = answer.get().getOrder();
      Eventually.is("confirmed", () -> state(buyer, order, bought).equals("CONFIRMED"));
      assertThat(count(LedgerEntry.Type.CHARGE, bought.getOrderId())).isEqualTo(1);
      assertThat(by(buyer, order).tickets(bought)).hasSize(2);
    }
  }

  @Test
  void anotherInstanceFinishesWhatACrashLeftBehind() throws Exception {
    var buyer = user.person("buyer");
    var request = UUID.randomUUID();
    var hold = house.hold(buyer, 2);
    var orderId = orderId(buyer, request);
    try (var crashing = start()) {
      loseTheAnswerOfTheCharge(buyer, crashing, request, hold);
    }
    heal();

    try (var order = start()) {
      Eventually.is("confirmed", () -> stateOf(buyer, order, orderId).equals("CONFIRMED"));

      var bought = by(buyer, order).place(request, hold, Buying.VISA).getOrder();
      assertThat(bought.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
      assertThat(count(LedgerEntry.Type.CHARGE, orderId)).isEqualTo(1);
      assertThat(by(buyer, order).tickets(bought)).hasSize(2);
    }
  }

  @Test
  void expiresWhatACrashLeftWithoutSeatsWhenItsHoldIsOverK4() {
    var buyer = user.person("buyer");
    var request = UUID.randomUUID();
    var hold = house.hold(buyer, 2);
    var orderId = orderId(buyer, request);
    // inventory lets this client reserve nothing
    try (var crashing =
        start(
            "--boxoffice.guard.client.id=" + RunningUserGrpc.READER_CLIENT_ID,
            "--boxoffice.guard.client.secret=" + RunningUserGrpc.READER_CLIENT_SECRET)) {
      var placed =
          Buying.answered(() ->
              by(buyer, crashing).within(Duration.ofSeconds(3)).place(request, hold, Buying.VISA));
      assertThat(placed.getOrder().getState()).isEqualTo(OrderState.ORDER_STATE_PENDING);
    }
    house.release(buyer, hold);

    try (var order = start()) {
      Eventually.is("over", () -> !stateOf(buyer, order, orderId).equals("PENDING"));

      assertThat(Audit.transitions(orderId)).containsExactly(">PENDING", "PENDING>EXPIRED");
      assertThat(by(buyer, order).place(request, hold, Buying.VISA).hasHoldExpired()).isTrue();
      var expired = by(buyer, order).order(orderId);
      assertThat(by(buyer, order).pay(request, expired, Buying.VISA).hasOrderStateConflict())
          .isTrue();
      assertThat(count(LedgerEntry.Type.CREATE, orderId)).isZero();
    }
  }

  @Test
  void booksThePaidSeatsWhenInventoryIsBack() throws Exception {
    try (var order = start()) {
      var buyer = user.person("buyer");
      var request = UUID.randomUUID();
      toProvider.latency(LATENCY);
      var answer = placing(buyer, order, request, house.hold(buyer, 1));
      Eventually.is(
          "payment begun", () -> count(LedgerEntry.Type.CREATE, orderId(buyer, request)) == 1);
      toInventory.cut();

      var bought = answer.get().getOrder();
      assertThat(bought.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
      assertThat(Audit.seatStates(bought.getOrderId())).containsExactly("RESERVED");
      toInventory.heal();

      Eventually.is("booked", () -> Audit.seatStates(bought.getOrderId()).contains("BOOKED"));
    }
  }

  @Test
  void opensTheBreakerWhileInventoryIsAwayAndClosesItAgain() {
    try (var order = start("--boxoffice.channels.inventory.breaker.open-for=1s")) {
      var buyer = user.person("buyer");
      var hold = house.hold(buyer, 1);
      toInventory.cut();
      for (var call = 0; call < 12; call++) {
        assertThatExceptionOfType(StatusRuntimeException.class)
            .isThrownBy(() -> Buying.by(buyer, order.once()).place(hold, Buying.VISA))
            .satisfies(failure ->
                assertThat(ErrorStatus.reason(failure))
                    .contains(ErrorReason.INVENTORY_UNAVAILABLE));
      }
      toInventory.heal();

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
    var hold = house.hold(buyer, 2);
    toProvider.latency(LATENCY);
    var answer =
        threads.submit(() ->
            Buying.answered(
                () -> by(buyer, order).within(patience).place(request, hold, Buying.VISA)));
    Eventually.is("charged", () -> count(LedgerEntry.Type.CHARGE, orderId(buyer, request)) == 1);
    toProvider.silence(Direction.TO_CLIENT);
    return answer;
  }

  private void loseTheAnswerOfTheCharge(
      Person buyer, RunningOrderGrpc order, UUID request, Hold hold) {
    toProvider.latency(LATENCY);
    var _ = placing(buyer, order, request, hold);
    Eventually.is("charged", () -> count(LedgerEntry.Type.CHARGE, orderId(buyer, request)) == 1);
    toProvider.silence(Direction.TO_CLIENT);
  }

  private Future<PlaceOrderResponse> placing(
      Person buyer, RunningOrderGrpc order, UUID request, Hold hold) {
    return threads.submit(() -> by(buyer, order).place(request, hold, Buying.VISA));
  }

  private RunningOrderGrpc start(String... more) {
    var arguments = new String[more.length + 2];
    arguments[0] = "--boxoffice.order.lease=4s";
    arguments[1] = "--boxoffice.order.provider.timeout=4s";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return RunningOrderGrpc.start(
        new RunningOrderGrpc.Peers(
            user,
            "static://127.0.0.1:" + toInventory.port(),
            "http://127.0.0.1:" + toProvider.port(),
            provider.secretKey()),
        arguments);
  }

  private static Buying by(Person buyer, RunningOrderGrpc order) {
    Channel channel = order.channel();
    return Buying.by(buyer, channel);
  }

  private static String state(Person buyer, RunningOrderGrpc order, Order placed) {
    return stateOf(buyer, order, placed.getOrderId());
  }

  private static String stateOf(Person buyer, RunningOrderGrpc order, String orderId) {
    return by(buyer, order).order(orderId).getState().name().replace("ORDER_STATE_", "");
  }

  private static String orderId(Person buyer, UUID request) {
    return DerivedId.of("order", buyer.accountId().toString(), request.toString()).toString();
  }

  private long count(LedgerEntry.Type type, String orderId) {
    return provider.ledger().stream()
        .filter(entry -> entry.type() == type)
        .filter(entry -> orderId.equals(entry.order()))
        .count();
  }
}
