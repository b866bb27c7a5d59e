package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.FreshDatabase;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.money.v1.Money;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderCancellation;
import boxoffice.order.v1.RefundState;
import boxoffice.user.RunningUserGrpc.Person;
import com.stripe.exception.StripeException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is said of the money of a performance that is called off, where somebody has given some of
/// it back at the provider.
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class CancelledPerformanceMoneyTest {
  private static final long TOTAL = 2L * SmallHouse.PRICE_MINOR;
  private static final long BY_HAND = 3_000;

  private final Shop shop = new Shop("--boxoffice.order.work-interval=200ms");
  private final Telling telling = new Telling(shop.provider, shop.order.channel());
  private final CallingOff off = new CallingOff(shop.order.channel(), shop.house.organiser());
  private final Person buyer = shop.user.person("buyer");

  @AfterAll
  void stop() {
    shop.close();
  }

  @Test
  void doesWhatItsPreviewSaysBesideRefundsMadeByHandS4() throws StripeException {
    var performance = shop.house.newPerformance();
    var whole = buy(performance, 0);
    var part = buy(performance, 2);
    var none = buy(performance, 4);
    var _ = shop.giveBackByHand(part, BY_HAND);
    var _ = shop.giveBackByHand(none, TOTAL);
    tellAll(part);
    tellAll(none);
    Eventually.is("taken in", () -> isRefunded(part, BY_HAND) && isRefunded(none, TOTAL));

    var preview = off.preview(performance);
    var id = off.start(performance);
    Eventually.is("done", () -> off.isDone(performance, id));
    Eventually.is("given back", () -> isRefunded(whole, TOTAL) && isRefunded(part, TOTAL));

    assertThat(preview.getConfirmedOrders()).isEqualTo(3);
    assertThat(preview.getRefundsList()).containsExactly(euros(2 * TOTAL - BY_HAND));
    var after = off.get(performance, id);
    assertThat(after.getRefundedList()).isEqualTo(preview.getRefundsList());
    assertThat(after.getRefundsList()).isEqualTo(preview.getRefundsList());
    assertThat(result(performance, id, whole).getRefund()).isEqualTo(euros(TOTAL));
    assertThat(result(performance, id, part).getRefund()).isEqualTo(euros(TOTAL - BY_HAND));
    assertThat(result(performance, id, none).hasRefund()).isFalse();
    assertThat(List.of(whole, part, none)).extracting(shop::givenBack).containsOnly(TOTAL);
  }

  @Test
  void reportsAllThatGoesBackHoweverManyRefundsThatTakesS4() throws StripeException {
    var performance = shop.house.newPerformance();
    var part = buy(performance, 0);
    var none = buy(performance, 2);
    var byHand = shop.giveBackByHand(part, BY_HAND);
    var _ = shop.giveBackByHand(none, TOTAL);

    var id = off.start(performance);
    Eventually.is("given back", () -> isRefunded(part, TOTAL) && isRefunded(none, TOTAL));
    Eventually.is("done", () -> off.isDone(performance, id));

    assertReported(performance, id, part, TOTAL - BY_HAND);
    assertThat(result(performance, id, none).hasRefund()).isFalse();

    var ours = givenBackByUs(part);
    shop.provider.operator().failRefund(byHand);
    tellAll(part);
    Eventually.is("given back by us", () -> isGivenBackByUs(part, 2));
    assertReported(performance, id, part, TOTAL);

    shop.provider.operator().failRefund(ours);
    tellAll(part);
    Eventually.is("given back again", () -> refunds(part, "FAILED") == 3);
    Eventually.is("given back again", () -> isGivenBackByUs(part, 2));
    assertReported(performance, id, part, TOTAL);
    assertThat(shop.givenBack(part)).isEqualTo(TOTAL);
  }

  @Test
  void owesWhatFailedForGoodAsFarAsItDidNotGoBackOtherwiseL3() throws StripeException {
    var performance = shop.house.newPerformance();
    var bought = buy(performance, 0);
    var id = off.start(performance);
    for (var times = 1; times <= 3; times++) {
      var failed = times;
      Eventually.is("given back", () -> isGivenBackByUs(bought, 1));
      shop.provider.operator().failRefund(givenBackByUs(bought));
      tellAll(bought);
      Eventually.is("failed", () -> refunds(bought, "CANCELLED FAILED") == failed);
    }
    assertOwed(performance, id, bought, TOTAL);

    var _ = shop.giveBackByHand(bought, BY_HAND);
    tellAll(bought);
    Eventually.is("taken in", () -> isRefunded(bought, BY_HAND));

    assertOwed(performance, id, bought, TOTAL - BY_HAND);
  }

  private void assertOwed(String performance, String id, Order of, long minor) {
    var reported = off.get(performance, id);
    assertThat(reported.getRefundedList()).containsExactly(euros(0));
    assertThat(reported.getRefundsList()).containsExactly(euros(minor));
    var result = result(performance, id, of);
    assertThat(result.getRefund()).isEqualTo(euros(minor));
    assertThat(result.getRefundState()).isEqualTo(RefundState.REFUND_STATE_FAILED);
  }

  private static String givenBackByUs(Order of) {
    return Audit.ask(
            "select provider_ref from audit.refund where order_id = ?::uuid"
                + " and reason = 'CANCELLED' and state = 'SUCCEEDED'",
            of.getOrderId())
        .getFirst();
  }

  private void assertReported(String performance, String id, Order of, long minor) {
    var reported = off.get(performance, id);
    assertThat(reported.getRefundedList()).containsExactly(euros(minor));
    assertThat(reported.getRefundsList()).containsExactly(euros(minor));
    var result = result(performance, id, of);
    assertThat(result.getRefund()).isEqualTo(euros(minor));
    assertThat(result.getRefundState()).isEqualTo(RefundState.REFUND_STATE_SUCCEEDED);
  }

  private OrderCancellation result(String performance, String id, Order of) {
    return off.results(performance, id).stream()
        .filter(result -> result.getOrderId().equals(of.getOrderId()))
        .findFirst()
        .orElseThrow();
  }

  private Order buy(String performance, int firstSeat) {
    var seats = PlaceHoldRequest.newBuilder().addAllSeats(shop.house.seats(firstSeat, 2));
    return shop.by(buyer).place(shop.house.hold(buyer, performance, seats), Buying.VISA).getOrder();
  }

  private void tellAll(Order bought) {
    telling.eventsOf(bought.getOrderId()).forEach(telling::deliver);
  }

  private static boolean isRefunded(Order of, long minor) {
    return Audit.refunded(of.getOrderId()).contains(Long.toString(minor))
        && !Audit.isWorkedOn(of.getOrderId());
  }

  private static boolean isGivenBackByUs(Order of, int times) {
    return refunds(of, "CANCELLED SUCCEEDED") == times && isRefunded(of, TOTAL);
  }

  private static long refunds(Order of, String what) {
    return Audit.reasonedRefunds(of.getOrderId()).stream()
        .filter(refund -> refund.contains(what))
        .count();
  }

  private static Money euros(long minor) {
    return Money.newBuilder().setAmountMinor(minor).setCurrency("EUR").build();
  }
}
