package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.FreshDatabase;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.PaymentState;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.Event;
import boxoffice.parts.provider.Fault;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.parts.provider.Operation;
import boxoffice.user.RunningUserGrpc.Person;
import com.stripe.exception.StripeException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// No webhook tells anything here: what happens to payments of orders that are paid or closed is
/// found by asking the provider (M11), by two instances that share the asking.
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class MissedEventsTest {
  private static final String OFTEN = "--boxoffice.order.webhook.look-interval=200ms";

  private final Shop shop = new Shop(OFTEN);
  private final RunningOrderGrpc another = shop.another(OFTEN);
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
    another.close();
    shop.close();
  }

  @Test
  void takesInWhatWasGivenBackByHandM11() throws StripeException {
    var bought = buy();

    giveBackByHand(bought, 1, 3_000);

    Eventually.is(
        "taken in",
        () ->
            Audit.reasonedRefunds(bought.getOrderId()).equals(List.of("PROVIDER SUCCEEDED 3000")));
    Eventually.is("over", () -> !Audit.isWorkedOn(bought.getOrderId()));
    var after = shop.by(buyer).order(bought.getOrderId());
    assertThat(after.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(after.getPaymentState()).isEqualTo(PaymentState.PAYMENT_STATE_PARTIALLY_REFUNDED);
  }

  @Test
  void takesInMoreThanFitIntoAnAnswerM11() throws StripeException {
    var bought = buy();

    giveBackByHand(bought, 25, 100);

    var all = Collections.nCopies(25, "PROVIDER SUCCEEDED 100");
    Eventually.is("taken in", () -> Audit.reasonedRefunds(bought.getOrderId()).equals(all));
    Eventually.is("stored", () -> Set.copyOf(stored()).containsAll(refundEvents()));
    assertThat(refundEvents()).hasSizeGreaterThan(25);
  }

  @Test
  void givesBackWhatWasPaidForAClosedOrderM15() {
    var hold = shop.house.hold(buyer, 1);
    var order = shop.by(buyer).place(hold, Buying.ASKS_ITS_OWNER).getOrder();
    shop.provider
        .faults()
        .add(Fault.of(Operation.CANCEL, Effect.LIE_CANCELED).forOrder(order.getOrderId()));
    var _ = shop.by(buyer).cancel(order);
    Eventually.is("closed", () -> state(order) == OrderState.ORDER_STATE_CANCELLED);
    Eventually.is("over", () -> !Audit.isWorkedOn(order.getOrderId()));

    shop.provider.operator().pay(shop.intent(order));

    Eventually.is("given back", () -> shop.count(order, LedgerEntry.Type.REFUND) == 1);
    Eventually.is("over", () -> !Audit.isWorkedOn(order.getOrderId()));
    assertThat(state(order)).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    assertThat(Audit.reasonedRefunds(order.getOrderId()))
        .containsExactly("FOUND SUCCEEDED " + SmallHouse.PRICE_MINOR);
  }

  /// The answer that named the PaymentIntent never came, so nothing here knew its name.
  @Test
  void givesBackWhatWasPaidUnderANameThatWasLostM2M15() {
    shop.provider.faults().add(Fault.of(Operation.CREATE, Effect.DROP_AFTER).always());
    var hold = shop.house.hold(buyer, 1);
    var order = shop.by(buyer).within(Duration.ofSeconds(3)).place(hold, Buying.VISA).getOrder();
    var _ = shop.by(buyer).cancel(order);
    Eventually.is("closed", () -> state(order) == OrderState.ORDER_STATE_CANCELLED);
    Eventually.is("over", () -> !Audit.isWorkedOn(order.getOrderId()));
    shop.provider.faults().clear();

    shop.provider.operator().pay(shop.intent(order));

    var back = List.of("FOUND SUCCEEDED " + SmallHouse.PRICE_MINOR);
    Eventually.is("given back", () -> Audit.reasonedRefunds(order.getOrderId()).equals(back));
    assertThat(shop.count(order, LedgerEntry.Type.REFUND)).isOne();
  }

  @Test
  void takesInMoreRefundsThanAreListedAtOnceM11() throws StripeException {
    var bought = buy();

    giveBackByHand(bought, 101, 10);

    Eventually.is("taken in", () -> Audit.reasonedRefunds(bought.getOrderId()).size() == 101);
  }

  @Test
  void findsItOnceTheProviderAnswersAgainM11() throws StripeException {
    shop.provider.faults().add(Fault.of(Operation.LIST_EVENTS, Effect.FAIL_BEFORE).times(3));
    var bought = buy();

    giveBackByHand(bought, 1, 3_000);

    Eventually.is("asked in vain", () -> shop.provider.faults().active().isEmpty());
    Eventually.is(
        "taken in",
        () ->
            Audit.reasonedRefunds(bought.getOrderId()).equals(List.of("PROVIDER SUCCEEDED 3000")));
  }

  private Order buy() {
    return shop.by(buyer).place(shop.house.hold(buyer, 1), Buying.VISA).getOrder();
  }

  private OrderState state(Order of) {
    return shop.by(buyer).order(of.getOrderId()).getState();
  }

  private void giveBackByHand(Order bought, int times, long amountMinor) throws StripeException {
    for (var each = 0; each < times; each++) {
      var _ = shop.giveBackByHand(bought, amountMinor);
    }
  }

  private static List<String> stored() {
    return Audit.ask("select event_id from audit.webhook");
  }

  private Set<String> refundEvents() {
    return shop.provider.webhooks().events().stream()
        .filter(event -> event.type().contains("refund"))
        .map(Event::id)
        .collect(Collectors.toSet());
  }
}
