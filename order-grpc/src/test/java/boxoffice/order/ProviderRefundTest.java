package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.FreshDatabase;
import boxoffice.inventory.v1.BestAvailable;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.order.v1.GetMoneyReportRequest;
import boxoffice.order.v1.MoneyReportServiceGrpc;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.PaymentState;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.Fault;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.parts.provider.Operation;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import com.stripe.exception.StripeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Somebody gives money back at the provider, and this system did not ask for it.
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class ProviderRefundTest {
  private static final long TOTAL = 2L * SmallHouse.PRICE_MINOR;
  private static final long BY_HAND = 3_000;
  private static final long FEE = 500;

  private final Shop shop = new Shop();
  private final Telling telling = new Telling(shop.provider, shop.order.channel());
  private final String performance = shop.house.newPerformance();
  private final Person buyer = shop.user.person("buyer");

  @AfterAll
  void stop() {
    shop.close();
  }

  @Test
  void takesItInOnceInWhateverOrderEventsComeS15S16() throws StripeException {
    var bought = buy();
    var _ = shop.giveBackByHand(bought, BY_HAND);
    var events = new ArrayList<>(telling.eventsOf(bought.getOrderId()));
    events.addAll(telling.eventsOf(bought.getOrderId()));
    Collections.shuffle(events, new Random(7));

    events.forEach(telling::deliver);

    Eventually.is(
        "taken in",
        () ->
            Audit.reasonedRefunds(bought.getOrderId()).equals(List.of("PROVIDER SUCCEEDED 3000")));
    Eventually.is("over", () -> !Audit.isWorkedOn(bought.getOrderId()));
    var after = shop.by(buyer).order(bought.getOrderId());
    assertThat(after.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(after.getPaymentState()).isEqualTo(PaymentState.PAYMENT_STATE_PARTIALLY_REFUNDED);
    assertThat(shop.by(buyer).tickets(bought))
        .allSatisfy(ticket -> assertThat(ticket.getState().name()).endsWith("ISSUED"));
    assertReportIsLedger();

    assertThat(shop.by(buyer).cancel(bought).getOrder().getState())
        .isEqualTo(OrderState.ORDER_STATE_CANCELLED);

    Eventually.is(
        "given back",
        () ->
            Audit.reasonedRefunds(bought.getOrderId())
                .equals(List.of("PROVIDER SUCCEEDED 3000", "CANCELLED SUCCEEDED 5500")));
    assertThat(shop.by(buyer).order(bought.getOrderId()).getPaymentState())
        .isEqualTo(PaymentState.PAYMENT_STATE_REFUNDED);
    assertReportIsLedger();
  }

  @Test
  void givesBackWhatIsLeftThoughNobodyToldM11() throws StripeException {
    var bought = buy();
    var _ = shop.giveBackByHand(bought, BY_HAND);

    var _ = shop.by(buyer).cancel(bought);

    Eventually.is("given back", () -> Audit.refunded(bought.getOrderId()).contains("8500"));
    assertThat(Audit.reasonedRefunds(bought.getOrderId()))
        .containsExactlyInAnyOrder(
            "CANCELLED FAILED 8500", "PROVIDER SUCCEEDED 3000", "CANCELLED SUCCEEDED 5500");
    assertReportIsLedger();
  }

  @Test
  void owesNothingOfWhatWasAllGivenBackByHandM11() throws StripeException {
    var bought = buy();
    var _ = shop.giveBackByHand(bought, TOTAL);

    var _ = shop.by(buyer).cancel(bought);

    Eventually.is("given back", () -> Audit.refunded(bought.getOrderId()).contains("8500"));
    Eventually.is("over", () -> !Audit.isWorkedOn(bought.getOrderId()));
    assertThat(Audit.reasonedRefunds(bought.getOrderId()))
        .containsExactlyInAnyOrder("CANCELLED FAILED 8500", "PROVIDER SUCCEEDED 8500");
    var after = shop.by(buyer).order(bought.getOrderId());
    assertThat(after.getState()).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    assertThat(after.getPaymentState()).isEqualTo(PaymentState.PAYMENT_STATE_REFUNDED);
    assertReportIsLedger();
  }

  @Test
  void keepsNoMoreOfAFeeThanTheProviderHasS4() throws StripeException {
    var bought = buy();
    try (var dear = shop.another("--boxoffice.order.cancel.fee-minor=" + FEE)) {
      var cancelled = Buying.by(buyer, dear.channel()).cancel(bought).getOrder();
      assertThat(cancelled.getCancellationFees().getAmountMinor()).isEqualTo(FEE);
    }
    Eventually.is(
        "given back",
        () ->
            Audit.reasonedRefunds(bought.getOrderId()).equals(List.of("CANCELLED SUCCEEDED 8000")));

    var _ = shop.giveBackByHand(bought, 200);
    tellAll(bought);
    Eventually.is("taken in", () -> Audit.refunded(bought.getOrderId()).contains("8200"));
    assertThat(fees(bought)).isEqualTo(FEE - 200);

    var _ = shop.giveBackByHand(bought, FEE - 200);
    tellAll(bought);
    Eventually.is("all of it", () -> Audit.refunded(bought.getOrderId()).contains("8500"));
    assertThat(fees(bought)).isZero();
    assertReportIsLedger();
  }

  private long fees(Order of) {
    return shop.by(buyer).order(of.getOrderId()).getCancellationFees().getAmountMinor();
  }

  @Test
  void isPaidAgainWhenWhatWasGivenBackByHandComesBackS16() throws StripeException {
    var bought = buy();
    var byHand = shop.giveBackByHand(bought, BY_HAND);
    tellAll(bought);
    Eventually.is(
        "taken in",
        () ->
            Audit.reasonedRefunds(bought.getOrderId()).equals(List.of("PROVIDER SUCCEEDED 3000")));

    shop.provider.operator().failRefund(byHand);
    tellAll(bought);

    Eventually.is(
        "come back",
        () -> Audit.reasonedRefunds(bought.getOrderId()).equals(List.of("PROVIDER FAILED 3000")));
    assertThat(shop.by(buyer).order(bought.getOrderId()).getPaymentState())
        .isEqualTo(PaymentState.PAYMENT_STATE_PAID);
    assertReportIsLedger();
  }

  @Test
  void givesBackAllThatIsOwedWhenWhatWasGivenBackByHandComesBackS4() throws StripeException {
    var bought = buy();
    var byHand = shop.giveBackByHand(bought, BY_HAND);
    tellAll(bought);
    Eventually.is(
        "taken in",
        () ->
            Audit.reasonedRefunds(bought.getOrderId()).equals(List.of("PROVIDER SUCCEEDED 3000")));
    var _ = shop.by(buyer).cancel(bought);
    Eventually.is("given back", () -> Audit.refunded(bought.getOrderId()).contains("8500"));

    shop.provider.operator().failRefund(byHand);
    tellAll(bought);

    Eventually.is(
        "given back by us",
        () ->
            Audit.reasonedRefunds(bought.getOrderId())
                .equals(
                    List.of(
                        "PROVIDER FAILED 3000",
                        "CANCELLED SUCCEEDED 5500",
                        "CANCELLED SUCCEEDED 3000")));
    assertThat(shop.by(buyer).order(bought.getOrderId()).getPaymentState())
        .isEqualTo(PaymentState.PAYMENT_STATE_REFUNDED);
    assertReportIsLedger();
  }

  @Test
  void givesBackAgainWhatComesBackFromTheBuyersBankS4() {
    var bought = buy();
    var _ = shop.by(buyer).cancel(bought);
    Eventually.is(
        "given back",
        () ->
            Audit.reasonedRefunds(bought.getOrderId()).equals(List.of("CANCELLED SUCCEEDED 8500")));

    shop.provider.operator().failRefund(providersOnlyRefund(bought));
    tellAll(bought);

    Eventually.is(
        "given back again",
        () ->
            Set.copyOf(Audit.reasonedRefunds(bought.getOrderId()))
                .equals(Set.of("CANCELLED FAILED 8500", "CANCELLED SUCCEEDED 8500")));
    assertReportIsLedger();
  }

  /// One of ours is on its way when somebody gives so much back by hand that it has to give way.
  /// What was given back by hand comes back, and ours arrives after the one in its place (M11,
  /// S16).
  @Test
  void takesInARefundThatGaveWayAndArrivesAfterAllS4S16() throws StripeException {
    var bought = buy();
    shop.provider
        .faults()
        .add(Fault.of(Operation.REFUND, Effect.HOLD_BEFORE).forOrder(bought.getOrderId()));
    var _ = shop.by(buyer).cancelItems(bought, 0);
    Eventually.is("on its way", () -> !shop.provider.faults().held().isEmpty());
    var byHand = shop.giveBackByHand(bought, 6_000);
    tellAll(bought);
    Eventually.is(
        "given way", () -> isOver(bought, "CANCELLED FAILED 4250", "CANCELLED SUCCEEDED 2500"));
    shop.provider.operator().failRefund(byHand);
    tellAll(bought);
    Eventually.is("all that is owed", () -> isOver(bought, "CANCELLED SUCCEEDED 1750"));

    var _ = shop.provider.faults().release(shop.provider.faults().held().getFirst().id());
    Eventually.is("arrived", () -> shop.givenBack(bought) == TOTAL);
    tellAll(bought);

    Eventually.is("taken in", () -> isOver(bought, "PROVIDER SUCCEEDED 4250"));
    assertThat(Audit.refunded(bought.getOrderId())).containsExactly(Long.toString(TOTAL));
    var after = shop.by(buyer).order(bought.getOrderId());
    assertThat(after.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(after.getPaymentState()).isEqualTo(PaymentState.PAYMENT_STATE_REFUNDED);
    assertReportIsLedger();
  }

  private static boolean isOver(Order of, String... refunds) {
    return Audit.reasonedRefunds(of.getOrderId()).containsAll(List.of(refunds))
        && !Audit.isWorkedOn(of.getOrderId());
  }

  private void tellAll(Order bought) {
    telling.eventsOf(bought.getOrderId()).forEach(telling::deliver);
  }

  private static String providersOnlyRefund(Order of) {
    return Audit.ask(
            "select provider_ref from audit.refund where order_id = ?::uuid", of.getOrderId())
        .getFirst();
  }

  private Order buy() {
    var best = BestAvailable.newBuilder().setCategory("Stalls").setCount(2);
    var hold = shop.house.hold(buyer, performance, PlaceHoldRequest.newBuilder().addBest(best));
    return shop.by(buyer).place(hold, Buying.VISA).getOrder();
  }

  private void assertReportIsLedger() {
    var days =
        MoneyReportServiceGrpc.newBlockingStub(shop.order.channel())
            .withCallCredentials(new BearerToken(shop.house.organiser()::accessToken))
            .getMoneyReport(
                GetMoneyReportRequest.newBuilder().setPerformanceId(performance).build())
            .getDaysList();
    assertThat(days.stream().mapToLong(day -> day.getSold().getAmountMinor()).sum())
        .isEqualTo(shop.moved(LedgerEntry.Type.CHARGE));
    assertThat(days.stream().mapToLong(day -> day.getRefunded().getAmountMinor()).sum())
        .isEqualTo(
            shop.moved(LedgerEntry.Type.REFUND) - shop.moved(LedgerEntry.Type.REFUND_RETURNED));
  }
}
