package boxoffice.inventory.hold;

import static boxoffice.inventory.hold.WishingHall.newId;
import static boxoffice.inventory.hold.WishingHall.wish;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Shows;
import boxoffice.inventory.Together;
import boxoffice.inventory.v1.BestAvailable;
import boxoffice.inventory.v1.ExtendHoldRequest;
import boxoffice.inventory.v1.GetHoldRequest;
import boxoffice.inventory.v1.HeldProduct;
import boxoffice.inventory.v1.HeldSeat;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.HoldState;
import boxoffice.inventory.v1.NotEnough;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PerformanceChoice;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.inventory.v1.ProductChoice;
import boxoffice.inventory.v1.ReleaseHoldRequest;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.user.RunningUserGrpc;
import boxoffice.wire.WireTypes;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Holds over several pools, and how long any lasts.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HoldTogetherTest {
  private RunningInventoryGrpc inventory;
  private WishingHall hall;
  private String ada;
  private String bob;

  @BeforeAll
  void start(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.inventory = inventory;
    ada = users.person("buyer").accessToken();
    bob = users.person("buyer").accessToken();
    hall = new WishingHall(inventory, users.organiser().accessToken());
  }

  @Test
  void holdsSeatsAndProductsTogether() {
    var performance = hall.performance();
    var sku = hall.product(3, 0);

    var hold = hall.hold(ada, best(performance, 2).addProducts(of(sku, 2))).getHeld();

    assertThat(hold.getProductsList())
        .singleElement()
        .returns(sku, HeldProduct::getSku)
        .returns(2, HeldProduct::getQuantity)
        .returns("Programme", HeldProduct::getDisplayName)
        .returns(800L, product -> product.getPrice().getAmountMinor());
    assertThat(hold.getSeatsList()).hasSize(2);
    assertThat(hold.getTotal().getAmountMinor()).isEqualTo(2 * 2500 + 2 * 800);
    assertThat(read(ada, hold)).isEqualTo(hold);
    assertThat(hall.hold(ada, best(performance, 2).setRequestId(newId())).hasHeld()).isTrue();
  }

  @Test
  void holdsNothingWhereOneOfThemRefuses() {
    var performance = hall.performance();
    var sku = hall.product(3, 0);
    hall.hold(ada, best(performance, 2).addProducts(of(sku, 2)));

    var refused = hall.hold(bob, best(performance, 4).addProducts(of(sku, 2)));

    assertThat(refused.getNotEnough())
        .returns(sku, NotEnough::getSku)
        .returns(1, NotEnough::getAvailable)
        .returns(true, NotEnough::getMayReturn);
    var all = best(performance, 8);
    all.getBestBuilder(0).setSection("Stalls");
    assertThat(hall.hold(bob, all).hasHeld()).isTrue(); // the row behind: nobody has any of it
    var noSeats =
        wish(performance)
            .addSeats(SeatChoice.newBuilder().setSeatId(hall.seat(11)))
            .addProducts(of(sku, 1));
    assertThat(hall.hold(ada, noSeats).hasSeatsUnavailable()).isTrue();
    assertThat(hall.hold(bob, wish(performance).addProducts(of(sku, 1))).hasHeld()).isTrue();
  }

  @Test
  void givesProductsBackWithTheSeats() {
    var performance = hall.performance();
    var sku = hall.product(2, 0);
    var hold = hall.hold(ada, best(performance, 1).addProducts(of(sku, 2))).getHeld();

    assertThat(release(ada, hold)).isTrue();
    assertThat(release(ada, hold)).isTrue();

    assertThat(read(ada, hold).getState()).isEqualTo(HoldState.HOLD_STATE_ENDED);
    assertThat(hall.hold(bob, wish(performance).addProducts(of(sku, 2))).hasHeld()).isTrue();
  }

  @Test
  void findsTheSameHoldWhenRepeatedAndRefusesAnotherBody() {
    var performance = hall.performance();
    var other = hall.performance();
    var sku = hall.product(5, 0);
    var request = best(performance, 2).addProducts(of(sku, 1)).addAlso(also(other, 1));
    var first = hall.hold(ada, request).getHeld();

    assertThat(hall.hold(ada, request).getHeld()).isEqualTo(first);
    assertThat(Shows.reason(() -> hall.hold(ada, request.clone().setProducts(0, of(sku, 2)))))
        .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    release(ada, first);
    assertThat(hall.hold(ada, request).getHeld().getState()).isEqualTo(HoldState.HOLD_STATE_ENDED);
    assertThat(hall.hold(bob, wish(performance).addProducts(of(sku, 5))).hasHeld()).isTrue();
  }

  @Test
  void neverHoldsMoreUnitsThanThereAre() throws InterruptedException, ExecutionException {
    var performance = hall.performance();
    var sku = hall.product(20, 0);
    var calls =
        IntStream.range(0, 50)
            .<Callable<PlaceHoldResponse>>mapToObj(
                _ -> () -> hall.hold(ada, wish(performance).addProducts(of(sku, 1))))
            .toList();

    var answers = Together.all(calls);

    assertThat(answers.stream().filter(PlaceHoldResponse::hasHeld)).hasSize(20);
    assertThat(answers.stream().filter(PlaceHoldResponse::hasNotEnough)).hasSize(30);
  }

  @Test
  void keepsWhatOneBuyerMayHoldOfAProduct() {
    var performance = hall.performance();
    var sku = hall.product(9, 2);
    hall.hold(ada, wish(performance).addProducts(of(sku, 2)));

    assertThat(hall.hold(ada, wish(performance).addProducts(of(sku, 1))).getPurchaseLimit())
        .returns(2, limit -> limit.getLimit())
        .returns(2, limit -> limit.getOwned())
        .returns(sku, limit -> limit.getOf());
  }

  @Test
  void holdsSeatsOfSeveralPerformancesOrNone() {
    var first = hall.performance();
    var second = hall.performance();

    var hold = hall.hold(ada, best(first, 2).addAlso(also(second, 3))).getHeld();

    assertThat(hold.getSeatsList())
        .extracting(HeldSeat::getPerformanceId)
        .containsExactly(
            first.getPerformanceId(),
            first.getPerformanceId(),
            second.getPerformanceId(),
            second.getPerformanceId(),
            second.getPerformanceId());
    var taken =
        wish(first)
            .addSeats(SeatChoice.newBuilder().setSeatId(hall.seat(0)))
            .addAlso(
                PerformanceChoice.newBuilder()
                    .setPerformanceId(second.getPerformanceId())
                    .addSeats(SeatChoice.newBuilder().setSeatId(hold.getSeats(2).getSeatId())));
    var refused = hall.hold(bob, taken);
    assertThat(refused.getSeatsUnavailable().getPerformanceId())
        .isEqualTo(second.getPerformanceId());
    assertThat(
            hall.hold(bob, wish(first).addSeats(SeatChoice.newBuilder().setSeatId(hall.seat(0))))
                .hasHeld())
        .isTrue();
    assertThat(release(ada, hold)).isTrue();
    assertThat(hall.hold(bob, taken.clone().setRequestId(newId()).clearSeats()).hasHeld()).isTrue();
  }

  @Test
  void givesMoreTimeOnceAndNeverBeyondTheLongest() {
    var performance = hall.performance();
    var hold =
        hall.hold(ada, best(performance, 1).addProducts(of(hall.product(1, 0), 1))).getHeld();

    var extended = extend(ada, hold);

    assertThat(extended.getExtended()).isTrue();
    assertThat(WireTypes.instant(extended.getExpireTime()))
        .isAfter(WireTypes.instant(hold.getExpireTime()))
        .isBeforeOrEqualTo(WireTypes.instant(hold.getLatestExpireTime()));
    assertThat(extend(ada, hold)).isEqualTo(extended);
    assertThat(Shows.reason(() -> extend(bob, hold))).isEqualTo("NOT_FOUND");
    release(ada, hold);
    assertThat(inventory.holds(ada).extendHold(extending(hold)).hasOver()).isTrue();
  }

  @Test
  void refusesWhatDoesNotBelongTogether() {
    var performance = hall.performance();
    var sku = hall.product(1, 0);

    assertThat(
            Shows.reason(() -> hall.hold(ada, best(performance, 1).addAlso(also(performance, 1)))))
        .isEqualTo("VALIDATION_FAILED");
    assertThat(
            Shows.reason(() -> hall.hold(ada, wish(performance).addProducts(of("no-such-sku", 1)))))
        .isEqualTo("NOT_FOUND");
    assertThat(
            Shows.reason(
                () -> hall.hold(ada, wish(inventory.performance(3)).addProducts(of(sku, 1)))))
        .isEqualTo("VALIDATION_FAILED");
    assertThat(Shows.reason(() -> hall.hold(ada, wish(performance))))
        .isEqualTo("VALIDATION_FAILED");
  }

  private static PlaceHoldRequest.Builder best(Performance performance, int count) {
    return wish(performance).addBest(BestAvailable.newBuilder().setCount(count));
  }

  private static PerformanceChoice also(Performance performance, int count) {
    return PerformanceChoice.newBuilder()
        .setPerformanceId(performance.getPerformanceId())
        .addBest(BestAvailable.newBuilder().setCount(count))
        .build();
  }

  private static ProductChoice of(String sku, int quantity) {
    return ProductChoice.newBuilder().setSku(sku).setQuantity(quantity).build();
  }

  private Hold read(String buyer, Hold hold) {
    return inventory
        .holds(buyer)
        .getHold(GetHoldRequest.newBuilder().setName(hold.getName()).build())
        .getHold();
  }

  private Hold extend(String buyer, Hold hold) {
    return inventory.holds(buyer).extendHold(extending(hold)).getHold();
  }

  private static ExtendHoldRequest extending(Hold hold) {
    return ExtendHoldRequest.newBuilder().setRequestId(newId()).setName(hold.getName()).build();
  }

  private boolean release(String buyer, Hold hold) {
    return inventory
        .holds(buyer)
        .releaseHold(
            ReleaseHoldRequest.newBuilder().setRequestId(newId()).setName(hold.getName()).build())
        .hasReleased();
  }
}
