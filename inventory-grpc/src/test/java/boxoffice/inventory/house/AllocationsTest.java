package boxoffice.inventory.house;

import static boxoffice.inventory.Shows.newId;
import static boxoffice.inventory.Shows.reason;
import static boxoffice.inventory.Shows.refusal;
import static boxoffice.inventory.house.HouseCalls.allocate;
import static boxoffice.inventory.house.HouseCalls.block;
import static boxoffice.inventory.house.HouseCalls.named;
import static boxoffice.inventory.house.HouseCalls.places;
import static boxoffice.inventory.house.HouseCalls.release;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.Eventually;
import boxoffice.inventory.Partner;
import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Together;
import boxoffice.inventory.Truth;
import boxoffice.inventory.channel.SeatChannels;
import boxoffice.inventory.v1.AllOfChannel;
import boxoffice.inventory.v1.AllocateSeatsResponse;
import boxoffice.inventory.v1.AllocatedSeat;
import boxoffice.inventory.v1.AllocatedSeatState;
import boxoffice.inventory.v1.Allocation;
import boxoffice.inventory.v1.AreaChoice;
import boxoffice.inventory.v1.BestAvailable;
import boxoffice.inventory.v1.BookSeatsRequest;
import boxoffice.inventory.v1.Channel;
import boxoffice.inventory.v1.GetAllocationRequest;
import boxoffice.inventory.v1.GetAllocationResponse;
import boxoffice.inventory.v1.GetAvailabilityRequest;
import boxoffice.inventory.v1.ListAllocationsRequest;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PerformanceState;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.inventory.v1.ReleaseHoldRequest;
import boxoffice.inventory.v1.SeatMapHeader;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.DerivedId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Allocating seats to a partner's channel and releasing them, over the wire.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AllocationsTest {
  private RunningInventoryGrpc inventory;
  private HouseCalls house;
  private Truth truth;
  private Person ann;
  private Person otto;
  private Person buyer;
  private String ada;
  private String orders;
  private Partner agency;
  private Channel channel;
  private Partner other;
  private Channel otherChannel;

  @BeforeAll
  void start(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.inventory = inventory;
    house = new HouseCalls(inventory);
    truth = new Truth();
    ann = users.organiser();
    otto = users.organiser();
    buyer = users.person("buyer");
    ada = buyer.accessToken();
    orders = users.clientToken();
    agency = Partner.create(users);
    other = Partner.create(users);
    channel = house.channel(ann, agency.clientId());
    otherChannel = house.channel(ann, other.clientId());
  }

  @AfterAll
  void stop() {
    truth.close();
  }

  @Test
  void letsAPartnerSellItsOwnSeatsAndNobodyElseThem() {
    var performance = house.performance(ann, 10);

    var answer = give(performance, channel, 3, 2);
    give(performance, otherChannel, 7);

    assertThat(answer.getAllocated().getSeatIdsList()).isEqualTo(house.ids(performance, 2, 3));
    assertThat(house.hold(ada, performance, 2)).isEqualTo("2 OTHER_CHANNEL");
    assertThat(house.hold(ada, performance, 1)).isEqualTo("held");
    assertThat(house.hold(agency.accessToken(), performance, 5)).isEqualTo("5 OTHER_CHANNEL");
    assertThat(house.hold(agency.accessToken(), performance, 3, 7)).isEqualTo("7 OTHER_CHANNEL");
    assertThat(house.hold(agency.accessToken(), performance, 2, 3)).isEqualTo("held");
    assertThat(house.hold(other.accessToken(), performance, 2)).isEqualTo("2 TAKEN");
    assertThat(
            truth.rows(
                "select action, before, after->>'channel_id', jsonb_array_length(after->'seats')"
                    + " from inventory.audit_entry where subject = ? and action like 'seats-%'",
                performance.getPerformanceId()))
        .containsExactly(
            "seats-allocated {} " + channel.getChannelId() + " 2",
            "seats-allocated {} " + otherChannel.getChannelId() + " 1");
  }

  @Test
  void choosesTheBestOfWhatTheCallerMayHave() {
    var performance = house.performance(ann, 10);
    give(performance, channel, 0, 1);

    assertThat(best(agency.accessToken(), performance, 3).getNotEnough().getAvailable())
        .isEqualTo(2);
    assertThat(seats(best(agency.accessToken(), performance, 2)))
        .isEqualTo(house.ids(performance, 0, 1));
    assertThat(best(ada, performance, 8).hasHeld()).isTrue();
    assertThat(best(other.accessToken(), performance, 1).hasNotEnough()).isTrue();
  }

  @Test
  void allocatesAllOrNone() {
    var performance = house.performance(ann, 10);
    give(performance, otherChannel, 1);
    var _ = house.blocks(ann).blockSeats(block(performance, house.seats(performance, 2)));
    house.reserve(orders, buyer, performance, 3);
    house.hold(ada, performance, 4);

    var answer = give(performance, channel, 0, 1, 2, 3);
    var held = give(performance, channel, 0, 4);

    assertThat(house.refused(performance, answer.getRefused()))
        .containsExactlyInAnyOrder("1 OTHER_CHANNEL", "2 BLOCKED", "3 TAKEN");
    assertThat(house.refused(performance, held.getRefused())).containsExactly("4 TAKEN");
    assertThat(house.hold(ada, performance, 0)).isEqualTo("held");
    assertThat(allocation(performance, channel).getAllocatedCount()).isZero();
  }

  @Test
  void givesWhatAPartnersBuyerLeavesBackToTheChannel() {
    var performance = house.performance(ann, 10);
    give(performance, channel, 2, 3);
    var hold = inventory.hold(agency.accessToken(), performance, 2, 3).getHeld();
    var _ =
        inventory
            .holds(agency.accessToken())
            .releaseHold(
                ReleaseHoldRequest.newBuilder()
                    .setRequestId(newId())
                    .setName(hold.getName())
                    .build());

    assertThat(house.hold(ada, performance, 2)).isEqualTo("2 OTHER_CHANNEL");
    assertThat(house.hold(agency.accessToken(), performance, 2, 3)).isEqualTo("held");
  }

  @Test
  void givesReleasedSeatsToEverybody() {
    var performance = house.performance(ann, 10);
    give(performance, channel, 2, 3, 4);
    give(performance, otherChannel, 5);
    house.hold(agency.accessToken(), performance, 4);

    var refused =
        house
            .allocations(ann)
            .releaseAllocation(
                release(performance, channel).setSeats(house.seats(performance, 3, 5, 6)).build());
    var held =
        house
            .allocations(ann)
            .releaseAllocation(
                release(performance, channel).setSeats(house.seats(performance, 3, 4)).build());
    var released =
        house
            .allocations(ann)
            .releaseAllocation(
                release(performance, channel).setSeats(house.seats(performance, 3)).build());

    assertThat(house.refused(performance, refused.getRefused()))
        .containsExactlyInAnyOrder("5 OTHER_CHANNEL", "6 NOT_ALLOCATED");
    assertThat(house.refused(performance, held.getRefused())).containsExactly("4 TAKEN");
    assertThat(released.getReleased().getSeatIdsList()).isEqualTo(house.ids(performance, 3));
    assertThat(house.hold(agency.accessToken(), performance, 3)).isEqualTo("3 OTHER_CHANNEL");
    assertThat(house.hold(ada, performance, 3)).isEqualTo("held");
    assertThat(house.hold(agency.accessToken(), performance, 2)).isEqualTo("held");
  }

  @Test
  void releasesAllThatNobodyHas() {
    var performance = house.performance(ann, 10);
    give(performance, channel, 1, 2, 3, 4, 6);
    house.hold(agency.accessToken(), performance, 2);
    var all = release(performance, channel).setAll(AllOfChannel.getDefaultInstance()).build();

    var released = house.allocations(ann).releaseAllocation(all);

    assertThat(released.getReleased().getSeatCount()).isEqualTo(4);
    assertThat(released.getReleased().getSeatIdsList())
        .isEqualTo(house.ids(performance, 1, 3, 4, 6));
    assertThat(house.hold(ada, performance, 1, 3, 4, 6)).isEqualTo("held");
    assertThat(allocation(performance, channel).getAllocatedCount()).isEqualTo(1);
    assertThat(house.allocations(ann).releaseAllocation(all)).isEqualTo(released);
    var nothing =
        release(performance, otherChannel).setAll(AllOfChannel.getDefaultInstance()).build();
    assertThat(house.allocations(ann).releaseAllocation(nothing).getReleased().getSeatCount())
        .isZero();
  }

  @Test
  void releasesMoreThanIsSetAsideAtOnce() {
    var plan = new HousePlan(inventory, ann);
    var hall = plan.withArea(2, 2500);
    var performance = plan.performance(hall, PerformanceState.PERFORMANCE_STATE_OPEN);
    var area = hall.getAreas(0).getAreaId();
    for (int count : List.of(1000, 1000, 500)) {
      assertThat(
              house
                  .allocations(ann)
                  .allocateSeats(allocate(performance, channel, places(area, count)))
                  .hasAllocated())
          .isTrue();
    }
    area(agency.accessToken(), performance, area, 3);
    assertThat(area(ada, performance, area, 1).hasNotEnough()).isTrue();
    var all = release(performance, channel).setAll(AllOfChannel.getDefaultInstance()).build();

    var released = house.allocations(ann).releaseAllocation(all).getReleased();

    assertThat(released.getSeatCount()).isEqualTo(2497);
    assertThat(released.getSeatIdsList()).hasSize(1000);
    assertThat(allocation(performance, channel).getAllocatedCount()).isEqualTo(3);
    assertThat(area(ada, performance, area, 10).hasHeld()).isTrue();
    assertThat(area(agency.accessToken(), performance, area, 1).hasNotEnough()).isTrue();
  }

  @Test
  void saysWhatAChannelHasAndSold() {
    var performance = house.performance(ann, 10);
    give(performance, channel, 1, 2, 3);
    var partner = new Person(DerivedId.of("client", agency.clientId()), "", agency.accessToken());
    house.reserve(orders, partner, performance, 1);
    var order = house.reserve(orders, partner, performance, 2);
    var _ =
        inventory
            .reservations(orders)
            .bookSeats(
                BookSeatsRequest.newBuilder()
                    .setRequestId(newId())
                    .setOrderId(order)
                    .setPerformanceId(performance.getPerformanceId())
                    .build());

    var counts = allocation(performance, channel);
    var first = get(performance, channel, 2, "");
    var second = get(performance, channel, 2, first.getNextPageToken());
    var seats = new ArrayList<>(first.getSeatsList());
    seats.addAll(second.getSeatsList());

    assertThat(counts.getAllocatedCount()).isEqualTo(3);
    assertThat(counts.getFreeCount()).isEqualTo(1);
    assertThat(counts.getReservedCount()).isEqualTo(1);
    assertThat(counts.getSoldCount()).isEqualTo(1);
    assertThat(first.getSeatsList()).hasSize(2);
    assertThat(second.getNextPageToken()).isEmpty();
    assertThat(seats).extracting(AllocatedSeat::getNumber).containsExactlyInAnyOrder("2", "3", "4");
    assertThat(seats)
        .extracting(AllocatedSeat::getState)
        .containsExactlyInAnyOrder(
            AllocatedSeatState.ALLOCATED_SEAT_STATE_FREE,
            AllocatedSeatState.ALLOCATED_SEAT_STATE_RESERVED,
            AllocatedSeatState.ALLOCATED_SEAT_STATE_SOLD);
    assertThat(reason(() -> get(performance, channel, 2, "eA"))).isEqualTo("VALIDATION_FAILED");
  }

  @Test
  void allocatesPlacesOfAnArea() {
    var plan = new HousePlan(inventory, ann);
    var hall = plan.withArea(2, 6);
    var performance = plan.performance(hall, PerformanceState.PERFORMANCE_STATE_OPEN);
    var area = hall.getAreas(0).getAreaId();

    var four =
        house.allocations(ann).allocateSeats(allocate(performance, channel, places(area, 4)));
    var three =
        house.allocations(ann).allocateSeats(allocate(performance, channel, places(area, 3)));

    assertThat(four.getAllocated().getSeatIdsList()).hasSize(4);
    assertThat(three.getNotEnoughPlaces().getAvailableCount()).isEqualTo(2);
    assertThat(area(ada, performance, area, 3).getNotEnough().getAvailable()).isEqualTo(2);
    assertThat(area(agency.accessToken(), performance, area, 3).hasHeld()).isTrue();
    assertThat(area(agency.accessToken(), performance, area, 2).hasNotEnough()).isTrue();
    var back =
        house
            .allocations(ann)
            .releaseAllocation(release(performance, channel).setSeats(places(area, 2)).build());
    assertThat(back.getNotEnoughPlaces().getAvailableCount()).isEqualTo(1);
    var one =
        house
            .allocations(ann)
            .releaseAllocation(release(performance, channel).setSeats(places(area, 1)).build());
    assertThat(one.getReleased().getSeatCount()).isEqualTo(1);
    assertThat(area(ada, performance, area, 3).hasHeld()).isTrue();
  }

  @Test
  void allocatesSeatsOfADraftBeforeItHasAPool() {
    var plan = new HousePlan(inventory, ann);
    var hall = plan.withArea(10, 5);
    var draft = plan.performance(hall, PerformanceState.PERFORMANCE_STATE_DRAFT);

    give(draft, channel, 2, 3);
    give(draft, otherChannel, 4);
    var refused = give(draft, channel, 4);
    var released =
        house
            .allocations(ann)
            .releaseAllocation(release(draft, channel).setSeats(house.seats(draft, 3)).build());
    var places =
        house
            .allocations(ann)
            .allocateSeats(allocate(draft, channel, places(hall.getAreas(0).getAreaId(), 5)));

    assertThat(house.refused(draft, refused.getRefused())).containsExactly("4 OTHER_CHANNEL");
    assertThat(released.getReleased().getSeatCount()).isEqualTo(1);
    assertThat(places.getAllocated().getSeatIdsList()).hasSize(5);
    assertThat(allocation(draft, channel).getAllocatedCount()).isEqualTo(6);
    assertThat(listed(agency)).doesNotContain(draft.getPerformanceId());
  }

  @Test
  void answersARepeatedRequestAndDoesNothingAgain() {
    var performance = house.performance(ann, 10);
    var request = allocate(performance, channel, house.seats(performance, 2));
    var first = house.allocations(ann).allocateSeats(request);
    assertThat(house.allocations(ann).allocateSeats(request)).isEqualTo(first);
    var back = release(performance, channel).setSeats(house.seats(performance, 2)).build();
    var released = house.allocations(ann).releaseAllocation(back);

    assertThat(house.allocations(ann).allocateSeats(request)).isEqualTo(first);
    assertThat(house.allocations(ann).releaseAllocation(back)).isEqualTo(released);
    assertThat(house.hold(ada, performance, 2)).isEqualTo("held");
    var others = request.toBuilder().setSeats(house.seats(performance, 3)).build();
    assertThat(reason(() -> house.allocations(ann).allocateSeats(others)))
        .isEqualTo("IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void allocatesOnceOfManyEqualRequestsAtOnce() throws InterruptedException, ExecutionException {
    var plan = new HousePlan(inventory, ann);
    var hall = plan.withArea(2, 20);
    var performance = plan.performance(hall, PerformanceState.PERFORMANCE_STATE_OPEN);
    var request = allocate(performance, channel, places(hall.getAreas(0).getAreaId(), 3));

    var answers =
        Together.all(
            Collections.nCopies(
                10, Together.insisting(() -> house.allocations(ann).allocateSeats(request))));

    assertThat(answers).allMatch(AllocateSeatsResponse::hasAllocated);
    assertThat(answers).containsOnly(answers.getFirst());
    assertThat(allocation(performance, channel).getAllocatedCount()).isEqualTo(3);
    var area = hall.getAreas(0).getAreaId();
    // nothing of the others is left set aside
    assertThat(area(ada, performance, area, 10).hasHeld()).isTrue();
    assertThat(area(ada, performance, area, 7).hasHeld()).isTrue();
  }

  @Test
  void givesEachSeatToOneOfManyChannelsAndBuyersAtOnce()
      throws InterruptedException, ExecutionException {
    var performance = house.performance(ann, 12);
    var calls = new ArrayList<Supplier<List<String>>>();
    for (int i = 0; i < 24; i++) {
      int seat = i % 11;
      var giving =
          allocate(
              performance,
              i % 3 == 0 ? channel : otherChannel,
              house.seats(performance, seat, seat + 1));
      var holding = inventory.holdRequest(UUID.randomUUID(), performance, seat, seat + 1);
      calls.add(
          i % 2 == 0
              ? () -> house.allocations(ann).allocateSeats(giving).getAllocated().getSeatIdsList()
              : () -> seats(inventory.holds(ada).placeHold(holding)));
    }

    var won =
        Together.all(calls.stream().map(Together::insisting).toList()).stream()
            .flatMap(List::stream)
            .toList();

    assertThat(won).doesNotHaveDuplicates().hasSizeGreaterThan(5);
  }

  @Test
  void keepsAllocationsToTheirOrganisation() {
    var performance = house.performance(ann, 10);
    var request = allocate(performance, channel, house.seats(performance, 2));
    var theirs = house.channel(otto, "client-" + newId());
    var foreign = allocate(performance, theirs, house.seats(performance, 2));
    var back = release(performance, channel).setSeats(house.seats(performance, 2)).build();
    var get = getRequest(performance, channel).build();

    assertThat(refusal(() -> house.allocations(otto).allocateSeats(request)))
        .startsWith("NOT_FOUND");
    assertThat(refusal(() -> house.allocations(ann).allocateSeats(foreign)))
        .startsWith("NOT_FOUND")
        .isEqualTo(
            refusal(() ->
                house
                    .allocations(ann)
                    .allocateSeats(foreign.toBuilder().setChannelId(newId()).build())));
    assertThat(reason(() -> house.allocations(otto).releaseAllocation(back)))
        .isEqualTo("NOT_FOUND");
    assertThat(reason(() -> house.allocations(otto).getAllocation(get))).isEqualTo("NOT_FOUND");
    assertThat(reason(() -> house.allocations(buyer).allocateSeats(request)))
        .isEqualTo("FORBIDDEN");
    assertThat(reason(() -> house.allocations(buyer).releaseAllocation(back)))
        .isEqualTo("FORBIDDEN");
    assertThat(reason(() -> house.allocations(buyer).getAllocation(get))).isEqualTo("FORBIDDEN");
    assertThat(reason(() -> house.allocations(agency.accessToken()).getAllocation(get)))
        .isEqualTo("FORBIDDEN");
    assertThat(allocation(performance, channel).getAllocatedCount()).isZero();
  }

  @Test
  void tellsAPartnerWhatItMaySell(RunningUserGrpc users) {
    var partner = Partner.create(users);
    var first = house.channel(ann, partner.clientId());
    var second = house.channel(otto, partner.clientId());
    var ours = house.performance(ann, 10);
    var theirs = house.performance(otto, 10);
    give(ours, first, 2, 3);
    var _ = house.allocations(otto).allocateSeats(allocate(theirs, second, house.seats(theirs, 4)));

    assertThat(listed(partner))
        .containsExactlyInAnyOrder(ours.getPerformanceId(), theirs.getPerformanceId());
    var page =
        house
            .allocations(partner.accessToken())
            .listAllocations(ListAllocationsRequest.newBuilder().setPageSize(1).build());
    var next =
        house
            .allocations(partner.accessToken())
            .listAllocations(
                ListAllocationsRequest.newBuilder().setPageToken(page.getNextPageToken()).build());
    assertThat(page.getAllocationsList()).hasSize(1);
    assertThat(next.getAllocationsList()).hasSize(1);
    assertThat(next.getNextPageToken()).isEmpty();
    assertThat(listed(Partner.create(users))).isEmpty();
    var all = ListAllocationsRequest.getDefaultInstance();
    assertThat(reason(() -> house.allocations(ann).listAllocations(all))).isEqualTo("FORBIDDEN");
    assertThat(reason(() -> house.allocations(orders).listAllocations(all))).isEqualTo("FORBIDDEN");
  }

  @Test
  void hasNoMoreThanTwoHundredChannels() {
    var performance = house.performance(ann, 10);
    truth.execute(
        """
        insert into inventory.performance_channel (performance_id, number, channel_id)
        select '%s', 200, channel_id from inventory.channel
         where channel_id not in ('%s', '%s') limit 1
        """
            .formatted(
                performance.getPerformanceId(),
                channel.getChannelId(),
                otherChannel.getChannelId()));

    var answer = give(performance, channel, 2);

    assertThat(answer.getTooManyChannels().getLimit()).isEqualTo(200);
    assertThat(house.hold(ada, performance, 2)).isEqualTo("held");
  }

  @Test
  void keepsBlocksAndAllocationsWhenThePoolIsBuiltAnew() {
    var performance = house.performance(ann, 10);
    give(performance, channel, 2, 3);
    give(performance, otherChannel, 4);
    var _ = house.blocks(ann).blockSeats(block(performance, house.seats(performance, 5)));
    var epoch =
        "select epoch from inventory.pool where performance_id = '%s'"
            .formatted(performance.getPerformanceId());
    truth.execute(
        "update inventory.pool set epoch = 7 where performance_id = '%s'"
            .formatted(performance.getPerformanceId()));
    Eventually.is("built anew", () -> Integer.parseInt(truth.rows(epoch).getFirst()) > 7);
    Eventually.is("claims are open again", () -> isHeld(performance, 9));

    assertThat(house.hold(ada, performance, 2)).isEqualTo("2 OTHER_CHANNEL");
    assertThat(house.hold(ada, performance, 5)).isEqualTo("5 BLOCKED");
    assertThat(seats(best(agency.accessToken(), performance, 2)))
        .isEqualTo(house.ids(performance, 2, 3));
    assertThat(house.hold(other.accessToken(), performance, 4)).isEqualTo("held");
    assertThat(give(performance, channel, 6).hasAllocated()).isTrue();
    assertThat(house.hold(agency.accessToken(), performance, 6)).isEqualTo("held");
  }

  @Test
  void movesToNoHallWithoutAnAllocatedSeat() {
    var plan = new HousePlan(inventory, ann);
    var performance = plan.performance(10);
    give(performance, channel, 8, 9);
    var next = SeatMapHeader.newBuilder().setReplacesSeatMapId(performance.getSeatMapId());

    var shorter = plan.importDraft(next, RunningInventoryGrpc.plan(9));

    assertThat(plan.publish(shorter)).isFalse();
    var _ =
        house
            .allocations(ann)
            .releaseAllocation(
                release(performance, channel).setSeats(house.seats(performance, 9)).build());
    assertThat(plan.publish(shorter)).isTrue();
    Eventually.is("built anew", () -> isHeld(performance, 0));
    assertThat(house.hold(agency.accessToken(), performance, 8)).isEqualTo("held");
  }

  @Test
  void showsAllocatedSeatsAsTakenToEverybody() {
    var performance = house.performance(ann, 10);
    give(performance, channel, 2, 3);

    var availability =
        inventory
            .performances(ada)
            .getAvailability(
                GetAvailabilityRequest.newBuilder()
                    .setPerformanceId(performance.getPerformanceId())
                    .build())
            .getAvailability();

    assertThat(availability.getFreeCount()).isEqualTo(8);
    assertThat(BitSet.valueOf(availability.getTaken().toByteArray()).stream())
        .containsExactly(2, 3);
  }

  @Test
  void saysWhichSeatsAreForeignToAClaim() {
    var performance = house.performance(ann, 10);
    give(performance, channel, 2);
    give(performance, otherChannel, 3);
    var sql = inventory.context().getBean(DSLContext.class);
    var id = UUID.fromString(performance.getPerformanceId());
    var seats = house.ids(performance, 2, 3, 4).stream().map(UUID::fromString).toList();

    assertThat(SeatChannels.foreign(sql, id, 0, seats)).containsExactly(seats.get(0), seats.get(1));
    assertThat(SeatChannels.foreign(sql, id, 1, seats)).containsExactly(seats.get(1), seats.get(2));
    assertThat(SeatChannels.foreign(sql, id, 2, seats)).containsExactly(seats.get(0), seats.get(2));
  }

  @Test
  void refusesWhatIsNoAllocation() {
    var performance = house.performance(ann, 10);
    var good = allocate(performance, channel, house.seats(performance, 2));
    for (var bad :
        List.of(
            good.toBuilder().setRequestId("").build(),
            good.toBuilder().setChannelId("x").build(),
            good.toBuilder().clearSeats().build(),
            good.toBuilder().setSeats(named(List.of(newId()))).build(),
            good.toBuilder().setSeats(places(newId(), 1)).build(),
            good.toBuilder().setSeats(places(newId(), 1001)).build())) {
      assertThat(reason(() -> house.allocations(ann).allocateSeats(bad)))
          .isEqualTo("VALIDATION_FAILED");
    }
    assertThat(
            reason(() ->
                house.allocations(ann).releaseAllocation(release(performance, channel).build())))
        .isEqualTo("VALIDATION_FAILED");
  }

  private AllocateSeatsResponse give(Performance performance, Channel to, int... ordinals) {
    return house
        .allocations(ann)
        .allocateSeats(allocate(performance, to, house.seats(performance, ordinals)));
  }

  private boolean isHeld(Performance performance, int ordinal) {
    return reason(() -> house.hold(ada, performance, ordinal)).equals("none");
  }

  private static List<String> seats(PlaceHoldResponse answer) {
    return answer.getHeld().getSeatsList().stream().map(seat -> seat.getSeatId()).toList();
  }

  private PlaceHoldResponse best(String accessToken, Performance performance, int count) {
    return inventory
        .holds(accessToken)
        .placeHold(
            PlaceHoldRequest.newBuilder()
                .setRequestId(newId())
                .setPerformanceId(performance.getPerformanceId())
                .addBest(BestAvailable.newBuilder().setCount(count))
                .build());
  }

  private PlaceHoldResponse area(
      String accessToken, Performance performance, String area, int count) {
    return inventory
        .holds(accessToken)
        .placeHold(
            PlaceHoldRequest.newBuilder()
                .setRequestId(newId())
                .setPerformanceId(performance.getPerformanceId())
                .addAreas(AreaChoice.newBuilder().setAreaId(area).setCount(count))
                .build());
  }

  private Allocation allocation(Performance performance, Channel of) {
    return get(performance, of, 0, "").getAllocation();
  }

  private GetAllocationResponse get(Performance performance, Channel of, int size, String token) {
    return house
        .allocations(ann)
        .getAllocation(getRequest(performance, of).setPageSize(size).setPageToken(token).build());
  }

  private static GetAllocationRequest.Builder getRequest(Performance performance, Channel of) {
    return GetAllocationRequest.newBuilder()
        .setPerformanceId(performance.getPerformanceId())
        .setChannelId(of.getChannelId());
  }

  private List<String> listed(Partner partner) {
    return house
        .allocations(partner.accessToken())
        .listAllocations(ListAllocationsRequest.newBuilder().setPageSize(100).build())
        .getAllocationsList()
        .stream()
        .map(Allocation::getPerformanceId)
        .toList();
  }
}
