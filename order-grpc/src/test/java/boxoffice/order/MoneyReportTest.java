package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.FreshDatabase;
import boxoffice.db.MigratedPostgres;
import boxoffice.inventory.v1.BestAvailable;
import boxoffice.inventory.v1.Charges;
import boxoffice.inventory.v1.PerformanceChoice;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.ProductChoice;
import boxoffice.order.v1.MoneyDay;
import boxoffice.order.v1.Order;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.user.RunningUserGrpc.Person;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// The money reports of all performances together come to what the provider has.
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class MoneyReportTest {
  private static final long FEE = 333;
  private static final long PRICE = SmallHouse.PRICE_MINOR;
  private static final Charges CHARGES =
      Charges.newBuilder().setBookingFeeMinor(50).setTaxBasisPoints(700).build();

  private final Shop shop = new Shop("--boxoffice.order.cancel.fee-minor=" + FEE);
  private final SmallHouse house = shop.house;
  private final Person buyer = shop.user.person("buyer");
  private final String first = house.performanceId();
  private final String second = house.newPerformance();

  @AfterAll
  void stop() {
    shop.close();
  }

  @Test
  void splitsAMixedHistoryByPerformanceDayAndCurrencyS4() {
    var taken = shop.moved(LedgerEntry.Type.CHARGE);
    var given = shop.moved(LedgerEntry.Type.REFUND);
    var goods =
        PlaceHoldRequest.newBuilder()
            .addAllSeats(house.next(2))
            .addProducts(
                ProductChoice.newBuilder().setSku(house.newProduct(3, CHARGES)).setQuantity(2));
    var there = house.hold(buyer, second, PlaceHoldRequest.newBuilder().addBest(best()));
    var both = List.of(house.hold(buyer, goods), there);
    assertThat(shop.by(buyer).placeAll(both, Buying.VISA).hasOrder()).isTrue();
    var cancelled = shop.by(buyer).place(house.hold(buyer, overBoth()), Buying.VISA).getOrder();
    var alone = shop.by(buyer).place(house.hold(buyer, 1), Buying.VISA).getOrder();
    assertThat(shop.by(buyer).place(house.hold(buyer, 1), Buying.DECLINED).hasPaymentDeclined())
        .isTrue();
    giveBack(cancelled, 3 * PRICE - FEE);
    giveBack(alone, PRICE - FEE);

    var here = only(shop.moneyReport(first));
    var beside = only(shop.moneyReport(second));

    assertThat(here.getOrders()).isEqualTo(3);
    assertThat(here.getSold().getAmountMinor()).isEqualTo(5 * PRICE + 2 * (800 + 50));
    assertThat(here.getFees().getAmountMinor()).isEqualTo(2 * 50);
    assertThat(here.getTax().getAmountMinor()).isEqualTo(111); // 7 of 107 parts of 17.00
    assertThat(here.getRefunded().getAmountMinor())
        .isEqualTo((3 * PRICE - FEE) / 3 * 2 + PRICE - FEE);
    assertThat(here.getOnAccount().getAmountMinor()).isZero();
    assertThat(beside.getOrders()).isEqualTo(2);
    assertThat(beside.getSold().getAmountMinor()).isEqualTo(2 * PRICE);
    assertThat(beside.getRefunded().getAmountMinor()).isEqualTo((3 * PRICE - FEE) / 3);
    assertThat(sum(MoneyDay::getSold)).isEqualTo(shop.moved(LedgerEntry.Type.CHARGE) - taken);
    assertThat(sum(MoneyDay::getRefunded)).isEqualTo(shop.moved(LedgerEntry.Type.REFUND) - given);

    change(
        "update orders.refund set updated_at = updated_at + interval '1 day' where order_id = ?::uuid",
        alone);
    assertThat(shop.moneyReport(first))
        .extracting(day -> day.getOrders() + " " + day.getRefunded().getAmountMinor())
        .containsExactly("3 " + (3 * PRICE - FEE) / 3 * 2, "0 " + (PRICE - FEE));
    assertThat(sum(MoneyDay::getRefunded)).isEqualTo(shop.moved(LedgerEntry.Type.REFUND) - given);
  }

  @Test
  void countsForTheHomePerformanceWhatIsOfNone() {
    var home = house.newPerformance();
    var other = house.newPerformance();
    var seat = PlaceHoldRequest.newBuilder().addBest(best());
    var unpaid =
        shop.by(buyer)
            .place(house.hold(buyer, home, seat.clone()), Buying.DECLINED)
            .getPaymentDeclined()
            .getOrder();
    var both = List.of(house.hold(buyer, home, seat.clone()), house.hold(buyer, other, seat));
    var cancelled = shop.by(buyer).placeAll(both, Buying.VISA).getOrder();
    giveBack(cancelled, 2 * PRICE - FEE);

    // the provider takes money that pays no order; a refund is from before there were shares
    change(
        "update orders.payment_attempt set paid_minor = amount_minor where order_id = ?::uuid",
        unpaid);
    change(
        "delete from orders.refund_share where refund_id in"
            + " (select refund_id from orders.refund where order_id = ?::uuid)",
        cancelled);

    assertThat(only(shop.moneyReport(home)))
        .returns(1, MoneyDay::getOrders)
        .returns(2 * PRICE, day -> day.getSold().getAmountMinor())
        .returns(2 * PRICE - FEE, day -> day.getRefunded().getAmountMinor());
    assertThat(only(shop.moneyReport(other)))
        .returns(1, MoneyDay::getOrders)
        .returns(PRICE, day -> day.getSold().getAmountMinor())
        .returns(0L, day -> day.getRefunded().getAmountMinor());
  }

  private static BestAvailable best() {
    return BestAvailable.newBuilder().setCategory("Stalls").setCount(1).build();
  }

  /// Two seats here and one there.
  private PlaceHoldRequest.Builder overBoth() {
    return PlaceHoldRequest.newBuilder()
        .addAllSeats(house.next(2))
        .addAlso(PerformanceChoice.newBuilder().setPerformanceId(second).addBest(best()));
  }

  private void giveBack(Order bought, long amountMinor) {
    var _ = shop.by(buyer).cancel(bought);
    Eventually.is(
        "given back",
        () -> Audit.refunds(bought.getOrderId()).equals(List.of("SUCCEEDED " + amountMinor)));
  }

  /// Makes the rows of an order what no call would make of them here.
  private static void change(String command, Order of) {
    var _ =
        Audit.askAs(
            MigratedPostgres.owner(),
            MigratedPostgres.ownerPassword(),
            command + " returning 1",
            of.getOrderId());
  }

  private static MoneyDay only(List<MoneyDay> days) {
    assertThat(days).hasSize(1);
    return days.getFirst();
  }

  private long sum(Function<MoneyDay, boxoffice.money.v1.Money> amount) {
    return Stream.of(first, second)
        .flatMap(performance -> shop.moneyReport(performance).stream())
        .mapToLong(day -> amount.apply(day).getAmountMinor())
        .sum();
  }
}
