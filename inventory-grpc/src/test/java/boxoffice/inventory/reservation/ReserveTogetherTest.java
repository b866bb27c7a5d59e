package boxoffice.inventory.reservation;

import static boxoffice.inventory.reservation.Desk.also;
import static boxoffice.inventory.reservation.Desk.best;
import static boxoffice.inventory.reservation.Desk.units;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Shows;
import boxoffice.inventory.Together;
import boxoffice.inventory.hold.WishingHall;
import boxoffice.inventory.v1.CreateTicketTypeRequest;
import boxoffice.inventory.v1.HeldProduct;
import boxoffice.inventory.v1.HeldSeat;
import boxoffice.inventory.v1.NotEnough;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.PurchaseLimit;
import boxoffice.inventory.v1.ReserveSeatsResponse;
import boxoffice.inventory.v1.ReserveSeatsResponse.OutcomeCase;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.inventory.v1.TicketTypeServiceGrpc;
import boxoffice.inventory.v1.UnavailableReason;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Reservations of everything that a hold has: seats, places and products, of several performances.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReserveTogetherTest {
  private Desk desk;
  private Person ada;
  private Person bob;

  @BeforeAll
  void start(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    desk = new Desk(users, inventory);
    ada = users.person("buyer");
    bob = users.person("buyer");
  }

  @AfterAll
  void stop() {
    desk.close();
  }

  private PlaceHoldRequest.Builder everything(Performance first, Performance second, String sku) {
    return best(first, 2)
        .addAreas(desk.places(3))
        .addProducts(units(sku, 2))
        .addAlso(also(second, 1));
  }

  @Test
  void reservesBooksAndFreesAllOfItS3() {
    var first = desk.hall.performance();
    var second = desk.hall.performance();
    var sku = desk.hall.product(5, 0);
    var order = UUID.randomUUID();
    var hold = desk.hold(ada, everything(first, second, sku));

    var reserved = desk.reserve(order, hold, ada);

    assertThat(reserved.getReserved().getSeatsList()).isEqualTo(hold.getSeatsList());
    assertThat(reserved.getReserved().getProductsList()).isEqualTo(hold.getProductsList());
    assertThat(desk.seats(order)).containsExactly("RESERVED 6");
    assertThat(desk.stock(sku)).isEqualTo("2 0");
    assertThat(area(first)).isEqualTo("120 3 0");
    assertThat(desk.reserve(order, hold, ada)).isEqualTo(reserved);

    assertThat(desk.book(order, hold).hasBooked()).isTrue();
    assertThat(desk.book(order, hold).hasBooked()).isTrue();
    assertThat(desk.seats(order)).containsExactly("BOOKED 6");
    assertThat(desk.stock(sku)).isEqualTo("0 2");
    assertThat(area(first)).isEqualTo("120 0 3");
    assertThat(desk.reserve(order, hold, ada)).isEqualTo(reserved);

    desk.free(order, hold);
    desk.free(order, hold);
    assertThat(desk.seats(order)).isEmpty();
    assertThat(desk.stock(sku)).isEqualTo("0 0");
    assertThat(area(first)).isEqualTo("120 0 0");
    assertThat(desk.seats(ada, first)).containsExactly("0");
    assertThat(desk.reserve(order, hold, ada).getOutcomeCase()).isEqualTo(OutcomeCase.FREED);
    var again = desk.hold(bob, everything(first, second, sku).setProducts(0, units(sku, 5)));
    assertThat(again.getSeatsCount()).isEqualTo(6);
  }

  @Test
  void hasARowOfTheHomePerformanceWithoutASeatThere() {
    var first = desk.hall.performance();
    var second = desk.hall.performance();
    var order = UUID.randomUUID();
    var hold = desk.hold(ada, WishingHall.wish(first).addAlso(also(second, 2)));

    assertThat(desk.reserve(order, hold, ada).getReserved().getSeatsList())
        .extracting(HeldSeat::getPerformanceId)
        .containsOnly(second.getPerformanceId());
    assertThat(
            desk.truth.rows(
                "select state, cardinality(seat_ids) from inventory.reservation"
                    + " where order_id = ? order by 2",
                order))
        .containsExactly("RESERVED 0", "RESERVED 2");
    desk.book(order, hold);
    assertThat(desk.seats(order)).containsExactly("BOOKED 2");
  }

  @Test
  void sellsProductsAlone() {
    var performance = desk.hall.performance();
    var sku = desk.hall.product(2, 0);
    var order = UUID.randomUUID();
    var hold = desk.hold(ada, WishingHall.wish(performance).addProducts(units(sku, 2)));

    assertThat(desk.reserve(order, hold, ada).getReserved().getProductsList())
        .extracting(HeldProduct::getQuantity)
        .containsExactly(2);
    assertThat(
            desk.hall
                .hold(bob.accessToken(), WishingHall.wish(performance).addProducts(units(sku, 1)))
                .getNotEnough())
        .returns(0, NotEnough::getAvailable)
        .returns(false, NotEnough::getMayReturn);
    desk.free(order, hold);
    assertThat(desk.hold(bob, WishingHall.wish(performance).addProducts(units(sku, 2))).getName())
        .isNotEmpty();
  }

  @Test
  void reservesNothingWhereThereIsNotEnoughS8() {
    var performance = desk.hall.performance();
    var sku = desk.hall.product(4, 0);
    var order = UUID.randomUUID();
    var hold = desk.hold(ada, best(performance, 2).addProducts(units(sku, 3)));
    desk.truth.execute("update inventory.stock set sold = 2 where sku = '" + sku + "'");

    var refused = desk.reserve(order, hold, ada);

    assertThat(refused.getNotEnough())
        .returns(sku, NotEnough::getSku)
        .returns(2, NotEnough::getAvailable);
    assertThat(desk.seats(order)).isEmpty();
    assertThat(desk.stock(sku)).isEqualTo("0 2");
    assertThat(desk.seats(ada, performance)).isEmpty();
    // Redis has learnt what there is, and got back what was pinned
    assertThat(desk.hold(bob, best(performance, 2).addProducts(units(sku, 2))).getSeatsList())
        .isEqualTo(hold.getSeatsList());
  }

  @Test
  void keepsTheLimitsOfProductsAndTicketTypesOverAllOrdersS9() {
    var performance = desk.hall.performance();
    var sku = desk.hall.product(9, 3);
    var order = UUID.randomUUID();
    var hold = desk.hold(ada, WishingHall.wish(performance).addProducts(units(sku, 2)));
    desk.reserve(order, hold, ada);
    var more = desk.hold(ada, WishingHall.wish(performance).addProducts(units(sku, 2)));
    assertThat(desk.reserve(UUID.randomUUID(), more, ada).getPurchaseLimit())
        .returns(3, PurchaseLimit::getLimit)
        .returns(2, PurchaseLimit::getOwned)
        .returns(sku, PurchaseLimit::getOf);
    desk.free(order, hold);
    var again = desk.hold(ada, WishingHall.wish(performance).addProducts(units(sku, 3)));
    assertThat(desk.reserve(UUID.randomUUID(), again, ada).hasReserved()).isTrue();

    var type = ticketType(performance, 2);
    var child = desk.hold(ada, seats(performance, type, 0, 1));
    desk.reserve(UUID.randomUUID(), child, ada);
    forget(performance, ada);
    var third = desk.hold(ada, seats(performance, type, 3));
    assertThat(desk.reserve(UUID.randomUUID(), third, ada).getPurchaseLimit())
        .returns(2, PurchaseLimit::getLimit)
        .returns(2, PurchaseLimit::getOwned)
        .returns(type, PurchaseLimit::getOf);
  }

  /// There are no coupons: a price that a buyer may have once is what comes nearest.
  @Test
  void sellsAPriceOnceToWhoOrdersFourTimesAtOnceZ19()
      throws InterruptedException, ExecutionException {
    var performance = desk.hall.performance();
    var type = ticketType(performance, 1);
    var pinned = new ArrayList<Reservation>();
    for (var ordinal : List.of(0, 3, 6, 9)) {
      forget(performance, ada);
      var hold = desk.hold(ada, seats(performance, type, ordinal));
      pinned.add(desk.pin(UUID.randomUUID(), hold, ada));
    }

    var answers =
        Together.all(
            pinned.stream().map(each -> Together.insisting(() -> desk.commit(each))).toList());

    assertThat(answers.stream().filter(ReserveTransaction.Reserved.Done.class::isInstance))
        .hasSize(1);
    assertThat(
            answers.stream().filter(ReserveTransaction.Reserved.OverBuyerLimit.class::isInstance))
        .hasSize(3);
  }

  @Test
  void refusesSeatsOfAnotherChannelAndBlockedOnesThatRedisOffered() {
    var performance = desk.hall.performance();
    var hold = desk.hold(ada, seats(performance, "", 0, 1, 2));
    desk.truth.execute(
        """
        insert into inventory.seat_channel values ('%1$s', '%2$s', 1);
        insert into inventory.performance_seat (performance_id, seat_id, ordinal, state, fence, updated_at)
          values ('%1$s', '%3$s', 1, 'BLOCKED', 1, now());
        """
            .formatted(performance.getPerformanceId(), desk.hall.seat(0), desk.hall.seat(1)));

    var refused = desk.reserve(UUID.randomUUID(), hold, ada).getSeatsUnavailable();

    assertThat(refused.getPerformanceId()).isEqualTo(performance.getPerformanceId());
    assertThat(refused.getSeatsList())
        .extracting(seat -> seat.getSeatId() + " " + seat.getReason())
        .containsExactlyInAnyOrder(
            desk.hall.seat(0) + " " + UnavailableReason.UNAVAILABLE_REASON_OTHER_CHANNEL,
            desk.hall.seat(1) + " " + UnavailableReason.UNAVAILABLE_REASON_BLOCKED);
  }

  @Test
  void neverSellsMoreUnitsThanThereAreToFiftyAtOnceS8()
      throws InterruptedException, ExecutionException {
    var performance = desk.hall.performance();
    var sku = desk.hall.product(20, 0);
    var pinned =
        desk.pin(
            UUID.randomUUID(),
            desk.hold(ada, WishingHall.wish(performance).addProducts(units(sku, 1))),
            ada);
    var calls =
        IntStream.range(0, 50)
            .mapToObj(_ -> ofAnotherOrder(pinned))
            .map(other -> Together.insisting(() -> desk.commit(other)))
            .toList();

    var answers = Together.all(calls);

    assertThat(answers.stream().filter(ReserveTransaction.Reserved.Done.class::isInstance))
        .hasSize(20);
    assertThat(answers.stream().filter(ReserveTransaction.Reserved.NotEnough.class::isInstance))
        .hasSize(30);
    assertThat(desk.stock(sku)).isEqualTo("20 0");
  }

  private static Reservation ofAnotherOrder(Reservation pinned) {
    return new Reservation(
        UUID.randomUUID(),
        pinned.homeId(),
        pinned.buyerId(),
        pinned.deadline(),
        pinned.parts(),
        pinned.units());
  }

  @Test
  void reservesTwoPerformancesInAnyOrderAtOnce() throws InterruptedException, ExecutionException {
    var first = desk.hall.performance();
    var second = desk.hall.performance();
    var sku = desk.hall.product(100, 0);
    var other = desk.hall.product(100, 0);
    var calls =
        IntStream.range(0, 4)
            .mapToObj(i ->
                i % 2 == 0
                    ? best(first, 2)
                        .addAlso(also(second, 2))
                        .addProducts(units(sku, 1))
                        .addProducts(units(other, 1))
                    : best(second, 2)
                        .addAlso(also(first, 2))
                        .addProducts(units(other, 1))
                        .addProducts(units(sku, 1)))
            .map(request -> {
              var order = UUID.randomUUID();
              return Together.insisting(() -> desk.reserve(order, desk.hold(bob, request), bob));
            })
            .toList();

    assertThat(Together.all(calls)).filteredOn(ReserveSeatsResponse::hasReserved).hasSize(4);
    assertThat(desk.stock(sku)).isEqualTo("4 0");
  }

  private PlaceHoldRequest.Builder seats(Performance performance, String type, int... ordinals) {
    return WishingHall.wish(performance)
        .addAllSeats(
            IntStream.of(ordinals)
                .mapToObj(i ->
                    SeatChoice.newBuilder()
                        .setSeatId(desk.hall.seat(i))
                        .setTicketTypeId(type)
                        .build())
                .toList());
  }

  private String ticketType(Performance performance, int perBuyer) {
    return TicketTypeServiceGrpc.newBlockingStub(desk.inventory.channel())
        .withCallCredentials(new BearerToken(desk.hall::organiser))
        .createTicketType(
            CreateTicketTypeRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setPerformanceId(performance.getPerformanceId())
                .setCategory("Stalls")
                .setDisplayName("Child")
                .setPrice(Shows.euros(1000))
                .setPerBuyerLimit(perBuyer)
                .build())
        .getTicketType()
        .getTicketTypeId();
  }

  /// Redis loses what the buyer has.
  private void forget(Performance performance, Person buyer) {
    try (var redis = RedisOf.inventory(desk.inventory)) {
      var key = "{p:" + performance.getPerformanceId() + "}:buyers";
      redis.hgetAll(key).keySet().stream()
          .filter(field -> field.startsWith(buyer.accountId().toString()))
          .forEach(field -> redis.hdel(key, field));
    }
  }

  /// total, reserved, sold
  private String area(Performance performance) {
    return desk.truth
        .rows(
            "select total, reserved, sold from audit.area where performance_id = ?",
            UUID.fromString(performance.getPerformanceId()))
        .getFirst();
  }
}
