package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.FreshDatabase;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderState;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.Fault;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.parts.provider.Operation;
import boxoffice.user.RunningUserGrpc.Person;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// A PaymentIntent that was declined can still be paid by whoever has its client secret. No webhook
/// tells of anything here (M11).
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class DeclinedPaymentTest {
  private static final String BACK = "SUCCEEDED " + SmallHouse.PRICE_MINOR;

  private final Shop shop =
      new Shop(
          "--boxoffice.order.provider.timeout=1s", "--boxoffice.order.provider.breaker-open=1s");
  private Person buyer;

  @BeforeEach
  void newBuyer() {
    buyer = shop.user.person("buyer");
  }

  @AfterEach
  void heal() {
    shop.provider.faults().clear();
  }

  @AfterAll
  void stop() {
    shop.close();
  }

  @Test
  void cancelsWhatWasDeclinedWhileTheOrderWaitsForAnotherCard() {
    var declined = declined(shop.by(buyer));

    Eventually.is("cancelled", () -> shop.count(declined, LedgerEntry.Type.CANCEL) == 1);
    assertThat(state(declined)).isEqualTo(OrderState.ORDER_STATE_PENDING);
    assertThat(shop.by(buyer).pay(UUID.randomUUID(), declined, Buying.VISA).getOrder().getState())
        .isEqualTo(OrderState.ORDER_STATE_CONFIRMED);

    Eventually.is("over", () -> !Audit.isWorkedOn(declined.getOrderId()));
    assertThat(shop.count(declined, LedgerEntry.Type.CANCEL)).isOne();
    assertThat(Audit.payments(declined.getOrderId()))
        .containsExactly("DECLINED 0", "PAID " + SmallHouse.PRICE_MINOR);
  }

  @Test
  void givesBackWhatIsPaidWithTheSecretOfWhatWasDeclinedM11() {
    holdCancels();
    var declined = declined(shop.by(buyer));
    payWithTheSecret(declined);
    shop.provider.faults().clear();

    Eventually.is("given back", () -> Audit.refunds(declined.getOrderId()).equals(List.of(BACK)));

    assertThat(state(declined)).isEqualTo(OrderState.ORDER_STATE_PENDING);
    assertThat(shop.by(buyer).pay(UUID.randomUUID(), declined, Buying.VISA).getOrder().getState())
        .isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(shop.charged(declined)).isEqualTo(2 * SmallHouse.PRICE_MINOR);
    assertThat(Audit.refunds(declined.getOrderId())).containsExactly(BACK);
  }

  @Test
  void cancelsAnOrderOnceNothingCanBePaidOfItK7() {
    holdCancels();
    var declined = declined(shop.by(buyer));

    var request = UUID.randomUUID();
    var answer =
        Buying.answered(
                () -> shop.by(buyer).within(Duration.ofSeconds(3)).cancel(request, declined))
            .getOrder();

    assertThat(answer.getState()).isEqualTo(OrderState.ORDER_STATE_PENDING);
    assertThat(answer.getCancellationWanted()).isTrue();
    assertThat(Audit.seatStates(declined.getOrderId())).containsExactly("RESERVED");
    payWithTheSecret(declined);
    shop.provider.faults().clear();
    Eventually.is("cancelled", () -> state(declined) == OrderState.ORDER_STATE_CANCELLED);
    Eventually.is("given back", () -> Audit.refunds(declined.getOrderId()).equals(List.of(BACK)));
    Eventually.is("free", () -> Audit.seatStates(declined.getOrderId()).isEmpty());
  }

  @Test
  void letsNoOrderExpireOfWhichSomethingCanBePaidK7() {
    try (var impatient =
        shop.another(
            "--boxoffice.order.payment-time=6s",
            "--boxoffice.order.provider.timeout=1s",
            "--boxoffice.order.provider.breaker-open=1s")) {
      holdCancels();
      var declined = declined(Buying.by(buyer, impatient.channel()));
      payWithTheSecret(declined);
      shop.provider.faults().clear();

      Eventually.is("expired", () -> state(declined) == OrderState.ORDER_STATE_EXPIRED);
      Eventually.is("given back", () -> Audit.refunds(declined.getOrderId()).equals(List.of(BACK)));
      assertThat(Audit.transitions(declined.getOrderId()))
          .containsExactly(">PENDING", "PENDING>EXPIRED");
      assertThat(Audit.refunded(declined.getOrderId()))
          .containsExactly(Long.toString(SmallHouse.PRICE_MINOR));
    }
  }

  /// Until they are let go.
  private void holdCancels() {
    shop.provider.faults().add(Fault.of(Operation.CANCEL, Effect.HOLD_BEFORE).times(0));
  }

  private Order declined(Buying by) {
    return by.place(shop.house.hold(buyer, 1), Buying.DECLINED).getPaymentDeclined().getOrder();
  }

  /// While cancelling it is under way.
  private void payWithTheSecret(Order declined) {
    Eventually.is("cancelling", () -> !shop.provider.faults().held().isEmpty());
    shop.provider.operator().pay(shop.intent(declined));
  }

  private OrderState state(Order of) {
    return shop.by(buyer).order(of.getOrderId()).getState();
  }
}
