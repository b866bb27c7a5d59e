package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.FreshDatabase;
import boxoffice.order.v1.CancelOrderResponse;
import boxoffice.order.v1.CancellationRefusedReason;
import boxoffice.order.v1.Fulfilment;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.PaymentState;
import boxoffice.order.v1.RefundState;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.Fault;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.parts.provider.Operation;
import boxoffice.parts.provider.PaymentProvider;
import boxoffice.parts.proxy.FaultProxy;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
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
class CancelledPurchaseTest {
  private static final int CANCELS = 100;
  private static final List<ErrorReason> NOTHING_HAPPENED =
      List.of(
          ErrorReason.OVERLOADED,
          ErrorReason.SERVICE_UNAVAILABLE,
          ErrorReason.INVENTORY_UNAVAILABLE);
  private static final long FEE = 250;
  private static final long TOTAL = 2L * SmallHouse.PRICE_MINOR;

  private final RunningUserGrpc user = RunningUserGrpc.start();
  private final SmallHouse house = new SmallHouse(user);
  private final PaymentProvider provider =
      PaymentProvider.start(PaymentProvider.Settings.temporary());
  private final FaultProxy toProvider = FaultProxy.to("127.0.0.1", provider.port());
  private final RunningOrderGrpc order = start("--boxoffice.order.cancel.fee-minor=" + FEE);

  @AfterEach
  void heal() {
    toProvider.heal();
  }

  @AfterAll
  void stop() {
    order.close();
    toProvider.close();
    provider.close();
    house.close();
    user.close();
  }

  @Test
  void givesBackAPaidOrderOnceHoweverManyCancelItS15() throws Exception {
    var buyer = user.buyer();
    user.inbox().clear();
    var hold = house.hold(buyer, 2);
    var request = UUID.randomUUID();
    var bought = by(buyer).place(request, hold, Buying.VISA).getOrder();
    assertThat(bought.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          IntStream.range(0, CANCELS)
              .mapToObj(_ -> threads.submit(() -> cancelled(buyer, bought)))
              .toList();
      for (var answer : answers) {
        assertThat(answer.get().getState()).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
      }
    }

    Eventually.is("given back", () -> Audit.refunds(id(bought)).equals(refund("SUCCEEDED")));
    assertThat(moved(bought, LedgerEntry.Type.REFUND)).containsExactly(TOTAL - FEE);
    assertThat(Audit.refunded(id(bought))).containsExactly(Long.toString(TOTAL - FEE));
    assertThat(Audit.transitions(id(bought)))
        .containsExactly(">PENDING", "PENDING>CONFIRMED", "CONFIRMED>CANCELLED");
    var after = by(buyer).order(id(bought));
    assertThat(after.getPaymentState()).isEqualTo(PaymentState.PAYMENT_STATE_PARTIALLY_REFUNDED);
    assertThat(after.getFulfilment()).isEqualTo(Fulfilment.FULFILMENT_UNFULFILLED);
    // it was bought all the same
    assertThat(by(buyer).place(request, hold, Buying.VISA).getOrder()).isEqualTo(after);
    assertThat(after.getRefundsList())
        .singleElement()
        .satisfies(refund -> {
          assertThat(refund.getState()).isEqualTo(RefundState.REFUND_STATE_SUCCEEDED);
          assertThat(refund.getAmount().getAmountMinor()).isEqualTo(TOTAL - FEE);
        });
    assertThat(by(buyer).tickets(bought))
        .hasSize(2)
        .allSatisfy(ticket -> assertThat(ticket.getState().name()).endsWith("VOID"));
    Eventually.is("free", () -> Audit.seatStates(id(bought)).isEmpty());
    var seats = hold.getSeatsList().stream().map(seat -> seat.getSeatId()).toList();
    var other = user.person("buyer");
    assertThat(by(other).place(house.hold(other, seats), Buying.VISA).getOrder().getState())
        .isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    Eventually.is(
        "mails",
        () ->
            user.inbox().messagesTo(buyer.email()).stream()
                .anyMatch(mail -> mail.text().contains("82.50 EUR")));
  }

  @Test
  void cancelsThePaymentOfAnOrderThatWaitsForItsOwner() {
    var buyer = user.person("buyer");
    var request = UUID.randomUUID();
    var hold = house.hold(buyer, 1);
    var waiting = by(buyer).place(request, hold, Buying.ASKS_ITS_OWNER).getOrder();
    assertThat(waiting.getState()).isEqualTo(OrderState.ORDER_STATE_PENDING);
    assertThat(waiting.getPaymentAction().getRedirectUrl()).isNotEmpty();

    var cancelled = by(buyer).cancel(waiting).getOrder();

    assertThat(cancelled.getState()).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    assertThat(moved(waiting, LedgerEntry.Type.CANCEL)).hasSize(1);
    assertThat(moved(waiting, LedgerEntry.Type.CHARGE)).isEmpty();
    Eventually.is("free", () -> Audit.seatStates(id(waiting)).isEmpty());
    assertThat(by(buyer).cancel(waiting).getOrder().getState())
        .isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    var again = by(buyer).place(request, hold, Buying.ASKS_ITS_OWNER);
    assertThat(again.getOrderStateConflict().getOrder().getState())
        .isEqualTo(OrderState.ORDER_STATE_CANCELLED);
  }

  @Test
  void answersWithTheCancelledOrderWhoRepeatsWhatWasBought() {
    var buyer = user.person("buyer");
    var request = UUID.randomUUID();
    var hold = house.hold(buyer, 1);
    var bought = by(buyer).place(request, hold, Buying.VISA).getOrder();
    var _ = by(buyer).cancel(bought);

    assertThat(by(buyer).place(request, hold, Buying.VISA).getOrder().getState())
        .isEqualTo(OrderState.ORDER_STATE_CANCELLED);
  }

  @Test
  void keepsTheSeatsUntilTheProviderHasSaidThatNoMoneyMovesK7() {
    var buyer = user.person("buyer");
    var waiting = by(buyer).place(house.hold(buyer, 1), Buying.ASKS_ITS_OWNER).getOrder();
    toProvider.cut();

    var request = UUID.randomUUID();
    var answer =
        Buying.answered(() -> by(buyer).within(Duration.ofSeconds(3)).cancel(request, waiting))
            .getOrder();

    assertThat(answer.getState()).isEqualTo(OrderState.ORDER_STATE_PENDING);
    assertThat(answer.getCancellationWanted()).isTrue();
    assertThat(Audit.seatStates(id(waiting))).containsExactly("RESERVED");
    toProvider.heal();
    Eventually.is(
        "cancelled",
        () -> by(buyer).order(id(waiting)).getState() == OrderState.ORDER_STATE_CANCELLED);
    Eventually.is("free", () -> Audit.seatStates(id(waiting)).isEmpty());
  }

  @Test
  void refusesWhenItIsTooLate() {
    try (var strict = start("--boxoffice.order.cancel.until-before-start=72h")) {
      var buyer = user.person("buyer");
      var paid = Buying.by(buyer, strict.channel()).place(house.hold(buyer, 1), Buying.VISA);

      var refusal = Buying.by(buyer, strict.channel()).cancel(paid.getOrder());

      assertThat(refusal.getOutcomeCase())
          .isEqualTo(CancelOrderResponse.OutcomeCase.CANCELLATION_REFUSED);
      assertThat(refusal.getCancellationRefused().getReason())
          .isEqualTo(CancellationRefusedReason.CANCELLATION_REFUSED_REASON_TOO_LATE);
      assertThat(by(buyer).order(id(paid.getOrder())).getState())
          .isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
      assertThat(Audit.refunds(id(paid.getOrder()))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FAIL_BEFORE", "FAIL_AFTER", "DROP_BEFORE", "DROP_AFTER", "RATE_LIMITED"})
  void givesBackOnceWhateverBecomesOfTheCallM16(Effect effect) {
    var buyer = user.person("buyer");
    var bought = by(buyer).place(house.hold(buyer, 2), Buying.VISA).getOrder();
    provider.faults().add(Fault.of(Operation.REFUND, effect).forOrder(id(bought)));

    assertThat(by(buyer).cancel(bought).getOrder().getState())
        .isEqualTo(OrderState.ORDER_STATE_CANCELLED);

    Eventually.is("given back", () -> Audit.refunds(id(bought)).equals(refund("SUCCEEDED")));
    assertThat(moved(bought, LedgerEntry.Type.REFUND)).containsExactly(TOTAL - FEE);
  }

  /// Whoever hears that nothing happened, for there was too much at once, asks again; so does who
  /// hears nothing in time.
  private Order cancelled(Person buyer, Order bought) {
    var request = UUID.randomUUID();
    while (true) {
      try {
        return by(buyer).cancel(request, bought).getOrder();
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Status.Code.DEADLINE_EXCEEDED) {
          assertThat(ErrorStatus.reason(e)).isPresent().get().isIn(NOTHING_HAPPENED);
        }
      }
    }
  }

  private List<String> refund(String state) {
    return List.of(state + " " + (TOTAL - FEE));
  }

  private RunningOrderGrpc start(String more) {
    return RunningOrderGrpc.start(
        new RunningOrderGrpc.Peers(
            user,
            "static://127.0.0.1:" + house.port(),
            "http://127.0.0.1:" + toProvider.port(),
            provider.secretKey()),
        "--boxoffice.order.provider.timeout=2s",
        "--boxoffice.order.provider.breaker-open=1s",
        more);
  }

  private Buying by(Person buyer) {
    return Buying.by(buyer, order.channel());
  }

  private static String id(Order order) {
    return order.getOrderId();
  }

  private List<Long> moved(Order order, LedgerEntry.Type type) {
    return provider.ledger().stream()
        .filter(entry -> entry.type() == type)
        .filter(entry -> id(order).equals(entry.order()))
        .map(LedgerEntry::amount)
        .toList();
  }
}
