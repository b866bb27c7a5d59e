package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import boxoffice.db.FreshDatabase;
import boxoffice.db.MigratedPostgres;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.PlaceOrderResponse;
import boxoffice.order.v1.ReceiveWebhookResponse.OutcomeCase;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.Event;
import boxoffice.parts.provider.Fault;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.parts.provider.Operation;
import boxoffice.parts.provider.PaymentProvider;
import boxoffice.parts.provider.Signature;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.DerivedId;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Events of the provider over the real wire: rows W1 to W7, M8 to M10, M13, S16, S17.
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class WebhookTest {
  private static final OutcomeCase TAKEN = OutcomeCase.TAKEN;
  private static final OutcomeCase REFUSED = OutcomeCase.NOT_AUTHENTIC;

  private final RunningUserGrpc user = RunningUserGrpc.start();
  private final SmallHouse house = new SmallHouse(user);
  private final PaymentProvider provider =
      PaymentProvider.start(PaymentProvider.Settings.temporary());
  private final RunningOrderGrpc order =
      RunningOrderGrpc.start(
          new RunningOrderGrpc.Peers(
              user, "static://127.0.0.1:" + house.port(), provider.url(), provider.secretKey()),
          "--boxoffice.order.webhook.account=acct_ours");
  private final Telling telling = new Telling(provider, order.channel());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private Person buyer;

  /// A buyer may have few seats.
  @BeforeEach
  void newBuyer() {
    buyer = user.person("buyer");
  }

  @AfterEach
  void heal() {
    provider.faults().clear();
  }

  @AfterAll
  void stop() {
    threads.shutdownNow();
    order.close();
    provider.close();
    house.close();
    user.close();
  }

  @Test
  void w1w2RefusesWhatTheProviderDidNotSignJustNow() {
    var pending = declined();
    var event = eventOf(pending, "payment_intent.payment_failed");
    var before = moneyAndEvents();

    for (var signature : EnumSet.complementOf(EnumSet.of(Signature.RIGHT, Signature.TWO))) {
      assertThat(deliver(event.json(), signature)).as("%s", signature).isEqualTo(REFUSED);
    }
    var notText = ByteString.copyFrom(new byte[] {(byte) 0xC0, (byte) 0xAF});
    assertThat(telling.send(notText, Telling.signed(Signature.RIGHT, "??"))).isEqualTo(REFUSED);

    assertThat(moneyAndEvents()).isEqualTo(before); // S17
  }

  @Test
  void w4BelievesOneOfTwoSignatures() {
    var event = eventOf(declined(), "payment_intent.payment_failed");

    assertThat(deliver(event.json(), Signature.TWO)).isEqualTo(TAKEN);

    assertThat(applied(event.id())).isTrue();
  }

  @Test
  void w3m8TakesManyCopiesAtOnceAsOne() throws Exception {
    var bought = by().place(house.hold(buyer, 1), Buying.VISA).getOrder();
    var event = eventOf(bought, "payment_intent.succeeded");
    Callable<OutcomeCase> copy = () -> deliver(event.json(), Signature.RIGHT);

    for (var answer : threads.invokeAll(Collections.nCopies(10, copy))) {
      assertThat(answer.get()).isEqualTo(TAKEN);
    }

    assertThat(Audit.ask("select event_id from audit.webhook where event_id = ?", event.id()))
        .hasSize(1);
    assertThat(charges(bought.getOrderId())).isOne();
    assertThat(Audit.transitions(bought.getOrderId()))
        .containsExactly(">PENDING", "PENDING>CONFIRMED");
  }

  @Test
  void m9s16EndsTheSameInWhateverOrderEventsCome() {
    for (var seed = 0; seed < 3; seed++) {
      var first = declined();
      var bought = by().pay(UUID.randomUUID(), first, Buying.VISA).getOrder();
      var events = new ArrayList<>(eventsOf(bought));
      events.addAll(eventsOf(bought));
      Collections.shuffle(events, new Random(seed));

      events.forEach(event -> assertThat(deliver(event.json(), Signature.RIGHT)).isEqualTo(TAKEN));

      Eventually.is("booked", () -> Audit.seatStates(bought.getOrderId()).contains("BOOKED"));
      assertThat(stateOf(bought.getOrderId())).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
      assertThat(Audit.payments(bought.getOrderId())).containsExactly("DECLINED 0", "PAID 4250");
      assertThat(charges(bought.getOrderId())).isOne();
    }
  }

  @Test
  void m10TakesWhatComesBeforeTheAnswer() throws Exception {
    provider.faults().add(Fault.of(Operation.CONFIRM, Effect.HOLD_AFTER));
    var request = UUID.randomUUID();
    var answer = threads.submit(() -> place(request));
    Eventually.is("held", () -> !provider.faults().held().isEmpty());
    var event = eventOf(orderId(request), "payment_intent.succeeded");

    assertThat(deliver(event.json(), Signature.RIGHT)).isEqualTo(TAKEN);
    assertThat(applied(event.id())).isTrue();
    provider.faults().clear();

    assertThat(answer.get().getOrder().getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(charges(orderId(request))).isOne();
  }

  @Test
  void m10TakesWhatComesBeforeThePaymentHasAName() throws Exception {
    provider.faults().add(Fault.of(Operation.CREATE, Effect.HOLD_AFTER));
    var request = UUID.randomUUID();
    var answer = threads.submit(() -> place(request));
    Eventually.is("held", () -> !provider.faults().held().isEmpty());
    provider.operator().pay(intent(orderId(request)));
    var event = eventOf(orderId(request), "payment_intent.succeeded");

    assertThat(deliver(event.json(), Signature.RIGHT)).isEqualTo(TAKEN);
    assertThat(applied(event.id())).isTrue();
    provider.faults().clear();

    var _ = answer.get();
    Eventually.is("confirmed", () -> stateOf(orderId(request)) == OrderState.ORDER_STATE_CONFIRMED);
    assertThat(charges(orderId(request))).isOne();
  }

  @Test
  void w5ParksEventsOfOtherAccountsAndModes() {
    var pending = declined();
    var event = eventOf(pending, "payment_intent.payment_failed");
    var foreign =
        copyOf(event, "\"object\":\"event\"", "\"object\":\"event\",\"account\":\"acct_x\"");
    var live = copyOf(event, "\"livemode\":false,\"pending", "\"livemode\":true,\"pending");
    var own =
        copyOf(event, "\"object\":\"event\"", "\"object\":\"event\",\"account\":\"acct_ours\"");

    assertThat(parked(foreign)).isEqualTo("OTHER_ACCOUNT");
    assertThat(parked(live)).isEqualTo("OTHER_MODE");
    assertThat(parked(own)).isEqualTo("APPLIED");
  }

  @Test
  void w6ParksEventsThatContradictThePaymentAndConfirmsNothing() {
    var pending = declined();
    var event = eventOf(pending, "payment_intent.payment_failed");
    var paid = event.json().replace("payment_intent.payment_failed", "payment_intent.succeeded");
    var more = copyOf(paid, event.id(), "\"amount\":4250", "\"amount\":4251");
    var dollars = copyOf(paid, event.id(), "\"currency\":\"eur\"", "\"currency\":\"usd\"");
    var unknown =
        copyOf(paid, event.id(), "\"metadata\":{", "\"metadata\":{\"order_id\":\"x\"},\"old\":{")
            .replace("\"id\":\"pi_", "\"id\":\"pi_other");
    var otherPayment = copyOf(paid, event.id(), "\"id\":\"pi_", "\"id\":\"pi_other");

    assertThat(parked(more)).isEqualTo("OTHER_AMOUNT");
    assertThat(parked(dollars)).isEqualTo("OTHER_AMOUNT");
    assertThat(parked(unknown)).isEqualTo("UNKNOWN_PAYMENT");
    assertThat(parked(otherPayment)).isEqualTo("OTHER_PAYMENT");

    assertThat(stateOf(pending.getOrderId())).isEqualTo(OrderState.ORDER_STATE_PENDING);
    assertThat(Audit.payments(pending.getOrderId())).containsExactly("DECLINED 0");
  }

  @Test
  void w7IgnoresUnknownTypesAndTakesNewFields() {
    var event = eventOf(declined(), "payment_intent.payment_failed");
    var unknown = copyOf(event, "payment_intent.payment_failed", "payment_intent.levitated");
    var newer = copyOf(event, "\"object\":\"event\"", "\"object\":\"event\",\"mood\":{\"a\":[1]}");
    var endless = copyOf(event, "\"amount\":4250", "\"amount\":9223372036854775808");

    assertThat(deliver(unknown, Signature.RIGHT)).isEqualTo(TAKEN);
    assertThat(stored(idOf(unknown))).isEmpty();
    assertThat(parked(newer)).isEqualTo("APPLIED");
    assertThat(parked(endless)).isEqualTo("APPLIED");
  }

  @Test
  void refusesWhatIsSignedAndNoEvent() {
    for (var nonsense : List.of("[]", "{", "{\"id\":7}", "{\"id\":\"evt_1\",\"type\":\"A b\"}")) {
      assertThatExceptionOfType(StatusRuntimeException.class)
          .isThrownBy(() -> deliver(nonsense, Signature.RIGHT))
          .satisfies(failure ->
              assertThat(ErrorStatus.reason(failure)).contains(ErrorReason.VALIDATION_FAILED));
    }
  }

  private Buying by() {
    return Buying.by(buyer, order.channel());
  }

  private Order declined() {
    return by().place(house.hold(buyer, 1), Buying.DECLINED).getPaymentDeclined().getOrder();
  }

  private PlaceOrderResponse place(UUID request) {
    return by().place(request, house.hold(buyer, 1), Buying.VISA);
  }

  private OrderState stateOf(String orderId) {
    return by().order(orderId).getState();
  }

  private String orderId(UUID request) {
    return DerivedId.of("order", buyer.accountId().toString(), request.toString()).toString();
  }

  private Event eventOf(Order of, String type) {
    return eventOf(of.getOrderId(), type);
  }

  private Event eventOf(String orderId, String type) {
    return telling.eventOf(orderId, type);
  }

  private List<Event> eventsOf(Order of) {
    return telling.eventsOf(of.getOrderId());
  }

  /// Another event, with another id, that differs in one thing.
  private static String copyOf(Event event, String what, String by) {
    return copyOf(event.json(), event.id(), what, by);
  }

  private static String copyOf(String json, String id, String what, String by) {
    assertThat(json).contains(what);
    return json.replace(id, "evt_" + UUID.randomUUID().toString().replace("-", ""))
        .replace(what, by);
  }

  private static String idOf(String json) {
    return json.replaceFirst(".*?\"id\":\"(evt_\\w+)\".*", "$1");
  }

  /// @return why the event is parked, or that it is not
  private String parked(String json) {
    assertThat(deliver(json, Signature.RIGHT)).isEqualTo(TAKEN);
    return stored(idOf(json)).getFirst();
  }

  private OutcomeCase deliver(String json, Signature signature) {
    return telling.deliver(json, signature);
  }

  private static boolean applied(String eventId) {
    return !Audit.ask(
            "select 1 from audit.webhook where applied_at is not null and event_id = ?", eventId)
        .isEmpty();
  }

  private static List<String> moneyAndEvents() {
    var all = new ArrayList<String>();
    all.addAll(Audit.ask("select event_id from audit.webhook order by 1"));
    all.addAll(Audit.ask("select p::text from audit.payment p order by 1"));
    all.addAll(Audit.ask("select order_id || state from audit.\"order\" order by 1"));
    return all;
  }

  private static List<String> stored(String eventId) {
    try (var connection =
            DriverManager.getConnection(
                MigratedPostgres.jdbcUrl(), "order_grpc", MigratedPostgres.orderGrpcPassword());
        var statement =
            connection.prepareStatement(
                "select coalesce(reason, state) from orders.webhook where event_id = ?")) {
      statement.setString(1, eventId);
      var found = new ArrayList<String>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Others' declined ones are cancelled meanwhile.
  private String intent(String orderId) {
    return provider.ledger().stream()
        .filter(entry -> orderId.equals(entry.order()))
        .findFirst()
        .orElseThrow()
        .paymentIntent();
  }

  private long charges(String orderId) {
    return provider.ledger().stream()
        .filter(entry -> entry.type() == LedgerEntry.Type.CHARGE)
        .filter(entry -> orderId.equals(entry.order()))
        .count();
  }
}
