package boxoffice.inventory.hold;

import static boxoffice.inventory.hold.WishingHall.newId;
import static boxoffice.inventory.hold.WishingHall.wish;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.Eventually;
import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Shows;
import boxoffice.inventory.Together;
import boxoffice.inventory.v1.AreaChoice;
import boxoffice.inventory.v1.BestAvailable;
import boxoffice.inventory.v1.CreateTicketTypeRequest;
import boxoffice.inventory.v1.GetHoldRequest;
import boxoffice.inventory.v1.HeldSeat;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.NotEnough;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.inventory.v1.ReleaseHoldRequest;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.inventory.v1.TicketType;
import boxoffice.inventory.v1.TicketTypeServiceGrpc;
import boxoffice.inventory.v1.UnavailableReason;
import boxoffice.inventory.v1.WithdrawTicketTypeRequest;
import boxoffice.user.RunningUserGrpc;
import boxoffice.wire.BearerToken;
import boxoffice.wire.WireTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is chosen in the moment of the claim, over the wire.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WishesTest {
  private static final int TOGETHER = 160;

  private RunningInventoryGrpc inventory;
  private RunningUserGrpc users;
  private WishingHall hall;
  private String ada;
  private String bob;

  @BeforeAll
  void start(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.inventory = inventory;
    this.users = users;
    ada = users.person("buyer").accessToken();
    bob = users.person("buyer").accessToken();
    hall = new WishingHall(inventory, users.organiser().accessToken());
  }

  @Test
  void choosesTheMiddleOfTheFrontRow() {
    var hold = best(ada, hall.performance(), 4).getHeld();

    // of eleven, of which the last three are not for everybody; A4 to A7 would leave A8 alone
    assertThat(places(hold)).containsExactly("A5", "A6", "A7", "A8");
    assertThat(hold.getSeatsList()).allSatisfy(WishesTest::costs2500);
    assertThat(hold.getTotal().getAmountMinor()).isEqualTo(10_000);
  }

  private static void costs2500(HeldSeat seat) {
    assertThat(seat.getPrice().getAmountMinor()).isEqualTo(2500);
    assertThat(seat.getSection()).isEqualTo("Stalls");
  }

  @Test
  void leavesNoSingleSeatWhereItCan() {
    var performance = hall.performance();
    best(ada, performance, 4);

    // of A1 to A4, A2 and A3 would leave two
    assertThat(places(best(bob, performance, 2).getHeld())).containsExactly("A3", "A4");
  }

  @Test
  void goesToTheNextRowWhenTheFrontOneHasNoSuchBlock() {
    var performance = hall.performance();
    best(ada, performance, 5);

    assertThat(places(best(bob, performance, best(4).setSection("Stalls")).getHeld()))
        .allMatch(seat -> seat.startsWith("B"));
  }

  @Test
  void looksWhereTheBuyerWants() {
    var performance = hall.performance();

    assertThat(places(best(ada, performance, best(2).setCategory("Circle")).getHeld()))
        .containsExactly("C1", "C2");
    assertThat(places(best(ada, performance, best(1).setSection("Circle")).getHeld()))
        .allMatch(seat -> seat.startsWith("C"));
    assertThat(places(best(bob, performance, best(1).setMaxPriceMinor(2499)).getHeld()))
        .allMatch(seat -> seat.startsWith("C"));
    assertThat(Shows.reason(() -> best(ada, performance, best(1).setSection("Cellar"))))
        .isEqualTo("VALIDATION_FAILED");
    // never sold out: the hall has none
    assertThat(Shows.reason(() -> best(ada, performance, best(1).setMaxPriceMinor(1))))
        .isEqualTo("VALIDATION_FAILED");
  }

  @Test
  void keepsAccessibleSeatsForThoseWhoNeedThemWhileOthersAreFree() {
    var performance = hall.performance();
    var stalls = best(1).setSection("Stalls");

    var needed = best(ada, performance, best(3).setAccessible(true)).getHeld();
    assertThat(places(needed)).containsExactly("A9", "A10", "A11");
    inventory.holds(ada).releaseHold(releasing(needed));

    best(ada, performance, best(8).setSection("Stalls"));
    best(ada, performance, best(7).setSection("Stalls"));
    assertThat(best(bob, performance, best(2).setSection("Stalls")).getNotEnough().getAvailable())
        .isEqualTo(1); // one other is free, so the accessible ones are not to be had
    best(ada, performance, stalls);
    assertThat(places(best(bob, performance, best(2).setSection("Stalls")).getHeld()))
        .isSubsetOf("A9", "A10", "A11");
  }

  @Test
  void saysHowManyAreLeftTogetherAndWhetherMoreMayReturn() {
    var performance = hall.performance();
    best(ada, performance, best(3).setSection("Circle"));

    var refused = best(bob, performance, best(2).setSection("Circle")).getNotEnough();

    assertThat(refused)
        .returns(0, NotEnough::getBest)
        .returns(1, NotEnough::getAvailable)
        .returns(true, NotEnough::getMayReturn)
        .returns(performance.getPerformanceId(), NotEnough::getPerformanceId);
  }

  @Test
  void takesPlacesOfAnArea() {
    var performance = hall.performance();

    var hold = area(ada, performance, 10).getHeld();

    assertThat(hold.getSeatsList())
        .hasSize(10)
        .allSatisfy(place -> assertThat(place.getAreaId()).isEqualTo(hall.areaId()))
        .extracting(HeldSeat::getSeatId)
        .doesNotHaveDuplicates();
    assertThat(hold.getTotal().getAmountMinor()).isEqualTo(10_000);
    for (int i = 1; i < 12; i++) {
      assertThat(area(ada, performance, 10).hasHeld()).isTrue();
    }
    assertThat(area(bob, performance, 1).getNotEnough())
        .returns(hall.areaId(), NotEnough::getAreaId)
        .returns(0, NotEnough::getAvailable)
        .returns(true, NotEnough::getMayReturn);
    inventory.holds(ada).releaseHold(releasing(hold));
    assertThat(area(bob, performance, 10).hasHeld()).isTrue();
  }

  @Test
  void holdsSeatsBestSeatsAndPlacesTogetherOrNothing() {
    var performance = hall.performance();
    var all =
        wish(performance)
            .addSeats(SeatChoice.newBuilder().setSeatId(hall.seat(11)))
            .addBest(best(2))
            .addBest(best(2).setSection("Circle"))
            .addAreas(AreaChoice.newBuilder().setAreaId(hall.areaId()).setCount(3));

    var hold = hall.hold(ada, all).getHeld();
    assertThat(hold.getSeatsList()).hasSize(8);
    assertThat(hold.getTotal().getAmountMinor()).isEqualTo(3 * 2500 + 2 * 1500 + 3 * 1000);

    var refused = hall.hold(bob, all.clone().setRequestId(newId()));
    assertThat(refused.getSeatsUnavailable().getSeats(0).getReason())
        .isEqualTo(UnavailableReason.UNAVAILABLE_REASON_TAKEN);
    var tooMany =
        wish(performance)
            .addAreas(AreaChoice.newBuilder().setAreaId(hall.areaId()).setCount(4))
            .addBest(best(3).setSection("Circle"));
    assertThat(hall.hold(bob, tooMany).getNotEnough().getAvailable()).isEqualTo(2);
    assertThat(inventory.holds(ada).getHold(get(hold)).getHold()).isEqualTo(hold);
  }

  @Test
  void refusesAChoiceThatLeavesASingleSeat() {
    var performance = hall.performance(hall.request().setOrphansAllowed(false));

    var refused = seats(ada, performance, 1, 2).getSeatsUnavailable();

    assertThat(refused.getSeatsList())
        .singleElement()
        .returns(hall.seat(1), seat -> seat.getSeatId())
        .returns(UnavailableReason.UNAVAILABLE_REASON_LEAVES_ORPHAN, seat -> seat.getReason());
    assertThat(seats(ada, performance, 0, 1).hasHeld()).isTrue();
    assertThat(seats(ada, performance, 2, 3, 4).hasHeld()).isTrue();
    assertThat(seats(bob, performance, 6).hasSeatsUnavailable()).isTrue();
    assertThat(seats(bob, performance, 5, 6).hasHeld()).isTrue(); // of three, it cannot be helped
  }

  @Test
  void quotesTicketTypesAndKeepsTheirLimits() {
    var performance = hall.performance();
    var child = ticketType(performance, "Child", 1200, 2, 3, null);

    var hold = seatsOf(ada, performance, child, 11, 12).getHeld();
    assertThat(hold.getTotal().getAmountMinor()).isEqualTo(2400);
    assertThat(hold.getSeatsList())
        .allSatisfy(seat -> assertThat(seat.getTicketTypeId()).isEqualTo(child.getTicketTypeId()));

    assertThat(seatsOf(bob, performance, child, 13, 14, 15).getPurchaseLimit())
        .returns(2, limit -> limit.getLimit())
        .returns(child.getTicketTypeId(), limit -> limit.getOf());
    assertThat(seatsOf(ada, performance, child, 13, 14).getPurchaseLimit())
        .returns(3, limit -> limit.getLimit())
        .returns(2, limit -> limit.getOwned());
    assertThat(seatsOf(ada, performance, child, 13).hasHeld()).isTrue();
    inventory.holds(ada).releaseHold(releasing(hold));
    assertThat(seatsOf(ada, performance, child, 11, 12).hasHeld()).isTrue();
    assertThat(Shows.reason(() -> seatsOf(ada, performance, child, 19)))
        .isEqualTo("VALIDATION_FAILED");
    assertThat(Shows.reason(() -> best(ada, performance, best(1).setTicketTypeId(newId()))))
        .isEqualTo("VALIDATION_FAILED");
  }

  @Test
  void sellsTicketTypesInTheirWindow() {
    var performance = hall.performance();
    var early = ticketType(performance, "Late", 900, 0, 0, Instant.now().plus(Duration.ofDays(1)));

    assertThat(seatsOf(ada, performance, early, 11).getSaleNotOpen())
        .returns(early.getTicketTypeId(), sale -> sale.getOf())
        .returns(false, sale -> sale.getClosed())
        .returns(true, sale -> sale.hasOnSaleTime());
  }

  @Test
  void findsTheHoldOfTheSameRequestWhenItsTicketTypeSellsNoMore() {
    var performance = hall.performance();
    var child = ticketType(performance, "Child", 1200, 0, 0, null);
    var request = withType(performance, child, 11);
    var held = inventory.holds(ada).placeHold(request).getHeld();
    var withdraw =
        WithdrawTicketTypeRequest.newBuilder()
            .setRequestId(newId())
            .setTicketTypeId(child.getTicketTypeId())
            .setEtag(child.getEtag());
    ticketTypes().withdrawTicketType(withdraw.build());
    Eventually.is("withdrawn", () -> seatsOf(bob, performance, child, 13).hasSaleNotOpen());

    assertThat(inventory.holds(ada).placeHold(request).getHeld()).isEqualTo(held);
    var other = withType(performance, child, 15).toBuilder().setRequestId(request.getRequestId());
    assertThat(Shows.reason(() -> inventory.holds(ada).placeHold(other.build())))
        .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    inventory.holds(ada).releaseHold(releasing(held));
    assertThat(inventory.holds(ada).placeHold(request).hasSaleNotOpen()).isTrue();
  }

  @Test
  void givesOneHundredAndSixtyAtOnceABlockEach()
      throws InterruptedException, ExecutionException, IOException {
    var performance = concertHall();
    assertThat(best(ada, performance, 2).hasHeld()).isTrue(); // the pool is there from now on
    var buyers = IntStream.range(0, 8).mapToObj(_ -> users.person("buyer").accessToken()).toList();
    var calls =
        IntStream.range(0, TOGETHER)
            .<Callable<PlaceHoldResponse>>mapToObj(
                i -> () -> best(buyers.get(i % buyers.size()), performance, 2 + i % 3))
            .toList();

    var answers = Together.all(calls);

    assertThat(answers).allMatch(PlaceHoldResponse::hasHeld);
    assertThat(answers.stream().flatMap(answer -> answer.getHeld().getSeatsList().stream()))
        .hasSize(IntStream.range(0, TOGETHER).map(i -> 2 + i % 3).sum())
        .extracting(HeldSeat::getSeatId)
        .doesNotHaveDuplicates();
    assertThat(answers)
        .allSatisfy(answer ->
            assertThat(
                    answer.getHeld().getSeatsList().stream()
                        .map(seat -> seat.getSection() + seat.getRow())
                        .distinct())
                .hasSize(1));
  }

  private Performance concertHall() throws IOException {
    var organiser = users.organiser().accessToken();
    try (var file = WishesTest.class.getResourceAsStream("/halls/concert-hall.json")) {
      var plan = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      var seatMap = inventory.importSeatMap(organiser, UUID.randomUUID(), plan);
      var request =
          hall.request()
              .setSeatMapId(seatMap.getSeatMapId())
              .setEventId(inventory.catalogue(organiser).eventId())
              .setSeatsPerBuyer(1000)
              .clearPrices();
      seatMap.getCategoriesList().forEach(name -> request.addPrices(Shows.price(name, 1000)));
      return inventory.performances(organiser).createPerformance(request.build()).getPerformance();
    }
  }

  private static BestAvailable.Builder best(int count) {
    return BestAvailable.newBuilder().setCount(count);
  }

  private PlaceHoldResponse best(String buyer, Performance performance, int count) {
    return best(buyer, performance, best(count));
  }

  private PlaceHoldResponse best(
      String buyer, Performance performance, BestAvailable.Builder best) {
    return hall.hold(buyer, wish(performance).addBest(best));
  }

  private PlaceHoldResponse area(String buyer, Performance performance, int count) {
    return hall.hold(
        buyer,
        wish(performance)
            .addAreas(AreaChoice.newBuilder().setAreaId(hall.areaId()).setCount(count)));
  }

  private PlaceHoldResponse seats(String buyer, Performance performance, int... ordinals) {
    return seatsOf(buyer, performance, TicketType.getDefaultInstance(), ordinals);
  }

  private PlaceHoldRequest withType(Performance performance, TicketType type, int ordinal) {
    return wish(performance)
        .setRequestId(newId())
        .addSeats(
            SeatChoice.newBuilder()
                .setSeatId(hall.seat(ordinal))
                .setTicketTypeId(type.getTicketTypeId()))
        .build();
  }

  private PlaceHoldResponse seatsOf(
      String buyer, Performance performance, TicketType type, int... ordinals) {
    var request = wish(performance);
    for (int ordinal : ordinals) {
      request.addSeats(
          SeatChoice.newBuilder()
              .setSeatId(hall.seat(ordinal))
              .setTicketTypeId(type.getTicketTypeId()));
    }
    return hall.hold(buyer, request);
  }

  private TicketType ticketType(
      Performance performance,
      String name,
      long price,
      int perOrder,
      int perBuyer,
      @Nullable Instant onSale) {
    var request =
        CreateTicketTypeRequest.newBuilder()
            .setRequestId(newId())
            .setPerformanceId(performance.getPerformanceId())
            .setCategory("Stalls")
            .setDisplayName(name)
            .setPrice(Shows.euros(price))
            .setPerOrderLimit(perOrder)
            .setPerBuyerLimit(perBuyer);
    if (onSale != null) {
      request.setOnSaleTime(WireTypes.timestamp(onSale));
    }
    return ticketTypes().createTicketType(request.build()).getTicketType();
  }

  private TicketTypeServiceGrpc.TicketTypeServiceBlockingStub ticketTypes() {
    return TicketTypeServiceGrpc.newBlockingStub(inventory.channel())
        .withCallCredentials(new BearerToken(hall::organiser));
  }

  private static List<String> places(Hold hold) {
    return hold.getSeatsList().stream().map(seat -> seat.getRow() + seat.getNumber()).toList();
  }

  private static ReleaseHoldRequest releasing(Hold hold) {
    return ReleaseHoldRequest.newBuilder().setRequestId(newId()).setName(hold.getName()).build();
  }

  private static GetHoldRequest get(Hold hold) {
    return GetHoldRequest.newBuilder().setName(hold.getName()).build();
  }
}
