package boxoffice.inventory.house;

import static boxoffice.inventory.Shows.newId;
import static boxoffice.inventory.Shows.reason;
import static boxoffice.inventory.Shows.refusal;
import static boxoffice.inventory.house.HouseCalls.block;
import static boxoffice.inventory.house.HouseCalls.named;
import static boxoffice.inventory.house.HouseCalls.places;
import static boxoffice.inventory.house.HouseCalls.unblock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Together;
import boxoffice.inventory.Truth;
import boxoffice.inventory.v1.BlockSeatsResponse;
import boxoffice.inventory.v1.BlockedSeat;
import boxoffice.inventory.v1.ListBlockedSeatsRequest;
import boxoffice.inventory.v1.OpenPerformanceRequest;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PerformanceState;
import boxoffice.inventory.v1.PublishPerformanceRequest;
import boxoffice.inventory.v1.SeatMapHeader;
import boxoffice.inventory.v1.UnavailableSeat;
import boxoffice.inventory.v1.UpdatePerformanceRequest;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import com.google.protobuf.FieldMask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Blocking and unblocking seats, over the wire.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlocksTest {
  private RunningInventoryGrpc inventory;
  private HouseCalls house;
  private Truth truth;
  private Person ann;
  private Person otto;
  private Person buyer;
  private String ada;
  private String orders;

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
  }

  @AfterAll
  void stop() {
    truth.close();
  }

  @Test
  void keepsBlockedSeatsFromBuyers() {
    var performance = house.performance(ann, 10);

    var answer = house.blocks(ann).blockSeats(block(performance, house.seats(performance, 3, 2)));

    assertThat(answer.getBlocked().getSeatIdsList()).isEqualTo(house.ids(performance, 2, 3));
    assertThat(house.hold(ada, performance, 3)).isEqualTo("3 BLOCKED");
    assertThat(house.hold(ada, performance, 1, 2)).isEqualTo("2 BLOCKED");
    assertThat(house.hold(ada, performance, 0, 1)).isEqualTo("held");
    assertThat(states(performance)).containsExactly("2 BLOCKED null", "3 BLOCKED null");
    assertThat(blocked(performance))
        .extracting(BlockedSeat::getNumber, BlockedSeat::getReason, BlockedSeat::getBlockedBy)
        .containsExactly(
            tuple("3", "Camera", ann.accountId().toString()),
            tuple("4", "Camera", ann.accountId().toString()));
    assertThat(audit(performance)).containsExactly("seats-blocked {} Camera 2");
  }

  @Test
  void blocksAllOrNone() {
    var performance = house.performance(ann, 10);
    house.hold(ada, performance, 4);
    house.reserve(orders, buyer, performance, 5);
    var _ = house.blocks(ann).blockSeats(block(performance, house.seats(performance, 6)));

    var answer =
        house.blocks(ann).blockSeats(block(performance, house.seats(performance, 3, 5, 6)));
    var held = house.blocks(ann).blockSeats(block(performance, house.seats(performance, 3, 4)));

    assertThat(house.refused(performance, answer.getRefused()))
        .containsExactlyInAnyOrder("5 TAKEN", "6 BLOCKED");
    assertThat(house.refused(performance, held.getRefused())).containsExactly("4 TAKEN");
    assertThat(house.hold(ada, performance, 3)).isEqualTo("held");
    assertThat(blocked(performance)).hasSize(1);
  }

  @Test
  void refusesWhatIsAllocatedToAChannel() {
    var performance = house.performance(ann, 10);
    var channel = house.channel(ann, "client-" + newId());
    var _ =
        house
            .allocations(ann)
            .allocateSeats(HouseCalls.allocate(performance, channel, house.seats(performance, 2)));

    var answer = house.blocks(ann).blockSeats(block(performance, house.seats(performance, 1, 2)));

    assertThat(house.refused(performance, answer.getRefused())).containsExactly("2 OTHER_CHANNEL");
    assertThat(house.hold(ada, performance, 1)).isEqualTo("held");
  }

  @Test
  void givesUnblockedSeatsToEverybody() {
    var performance = house.performance(ann, 10);
    var _ = house.blocks(ann).blockSeats(block(performance, house.seats(performance, 2, 3, 4)));

    var notAll =
        house.blocks(ann).unblockSeats(unblock(performance, house.seats(performance, 4, 5)));
    var answer =
        house.blocks(ann).unblockSeats(unblock(performance, house.seats(performance, 2, 3)));

    assertThat(house.refused(performance, notAll.getRefused())).containsExactly("5 NOT_BLOCKED");
    assertThat(answer.getUnblocked().getSeatIdsList()).isEqualTo(house.ids(performance, 2, 3));
    assertThat(house.hold(ada, performance, 2, 3)).isEqualTo("held");
    assertThat(house.hold(ada, performance, 4)).isEqualTo("4 BLOCKED");
    assertThat(states(performance)).containsExactly("2 FREE null", "3 FREE null", "4 BLOCKED null");
    assertThat(blocked(performance)).hasSize(1);
    house.reserve(orders, buyer, performance, 5);
  }

  @Test
  void sellsAndBlocksASeatAgainAndAgainUnderHigherFences() {
    var performance = house.performance(ann, 10);
    long last = 0;
    for (int i = 0; i < 3; i++) {
      assertThat(
              house
                  .blocks(ann)
                  .blockSeats(block(performance, house.seats(performance, 2)))
                  .hasBlocked())
          .isTrue();
      var fence = fence(performance, 2);
      assertThat(fence).isGreaterThan(last);
      last = fence;
      assertThat(
              house
                  .blocks(ann)
                  .unblockSeats(unblock(performance, house.seats(performance, 2)))
                  .hasUnblocked())
          .isTrue();
    }
    house.reserve(orders, buyer, performance, 2);
    assertThat(fence(performance, 2)).isGreaterThan(last);
  }

  @Test
  void answersARepeatedRequestAndDoesNothingAgain() {
    var performance = house.performance(ann, 10);
    var request = block(performance, house.seats(performance, 2));
    var first = house.blocks(ann).blockSeats(request);
    assertThat(house.blocks(ann).blockSeats(request)).isEqualTo(first);
    var back = unblock(performance, house.seats(performance, 2));
    var freed = house.blocks(ann).unblockSeats(back);

    assertThat(house.blocks(ann).blockSeats(request)).isEqualTo(first);
    assertThat(house.hold(ada, performance, 2)).isEqualTo("held");
    assertThat(house.blocks(ann).unblockSeats(back)).isEqualTo(freed);
    assertThat(blocked(performance)).isEmpty();
    var other = request.toBuilder().setReason("Other").build();
    assertThat(reason(() -> house.blocks(ann).blockSeats(other)))
        .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    var seats = back.toBuilder().setSeats(house.seats(performance, 3)).build();
    assertThat(reason(() -> house.blocks(ann).unblockSeats(seats)))
        .isEqualTo("IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void blocksOnceOfManyEqualRequestsAtOnce() throws InterruptedException, ExecutionException {
    var performance = house.performance(ann, 10);
    var request = block(performance, house.seats(performance, 2, 3));

    var answers =
        Together.all(
            Collections.nCopies(
                10, Together.insisting(() -> house.blocks(ann).blockSeats(request))));

    assertThat(answers).allMatch(BlockSeatsResponse::hasBlocked);
    assertThat(states(performance)).containsExactly("2 BLOCKED null", "3 BLOCKED null");
    assertThat(audit(performance)).hasSize(1);
    assertThat(house.hold(ada, performance, 2)).isEqualTo("2 BLOCKED");
  }

  @Test
  void givesEachSeatToOneOfManyBuyersAndBlocksAtOnce()
      throws InterruptedException, ExecutionException {
    var performance = house.performance(ann, 12);
    var calls = new ArrayList<Supplier<List<String>>>();
    for (int i = 0; i < 24; i++) {
      int seat = i % 11;
      var blocking = block(performance, house.seats(performance, seat, seat + 1));
      var holding = inventory.holdRequest(UUID.randomUUID(), performance, seat, seat + 1);
      calls.add(
          i % 2 == 0
              ? () -> house.blocks(ann).blockSeats(blocking).getBlocked().getSeatIdsList()
              : () ->
                  inventory.holds(ada).placeHold(holding).getHeld().getSeatsList().stream()
                      .map(held -> held.getSeatId())
                      .toList());
    }

    var won =
        Together.all(calls.stream().map(Together::insisting).toList()).stream()
            .flatMap(List::stream)
            .toList();

    assertThat(won).doesNotHaveDuplicates().hasSizeGreaterThan(5);
    var free = inventory.seatIds(performance).stream().filter(seat -> !won.contains(seat)).toList();
    for (var seat : free) {
      assertThat(house.hold(ada, performance, inventory.seatIds(performance).indexOf(seat)))
          .isEqualTo("held");
    }
  }

  @Test
  void keepsBlocksToTheirOrganisation() {
    var performance = house.performance(ann, 10);
    var request = block(performance, house.seats(performance, 2));
    var unknown = request.toBuilder().setPerformanceId(newId()).build();
    var back = unblock(performance, house.seats(performance, 2));
    var list = list(performance).build();

    assertThat(refusal(() -> house.blocks(otto).blockSeats(request)))
        .startsWith("NOT_FOUND")
        .isEqualTo(refusal(() -> house.blocks(otto).blockSeats(unknown)));
    assertThat(reason(() -> house.blocks(otto).unblockSeats(back))).isEqualTo("NOT_FOUND");
    assertThat(reason(() -> house.blocks(otto).listBlockedSeats(list))).isEqualTo("NOT_FOUND");
    assertThat(reason(() -> house.blocks(buyer).blockSeats(request))).isEqualTo("FORBIDDEN");
    assertThat(reason(() -> house.blocks(buyer).unblockSeats(back))).isEqualTo("FORBIDDEN");
    assertThat(reason(() -> house.blocks(buyer).listBlockedSeats(list))).isEqualTo("FORBIDDEN");
    assertThat(states(performance)).isEmpty();
  }

  @Test
  void refusesWhatIsNoBlock() {
    var performance = house.performance(ann, 10);
    var good = block(performance, house.seats(performance, 2));
    for (var bad :
        List.of(
            good.toBuilder().setRequestId("").build(),
            good.toBuilder().setReason("").build(),
            good.toBuilder().setReason("a\u0000b").build(),
            good.toBuilder().clearSeats().build(),
            good.toBuilder().setSeats(named(List.of())).build(),
            good.toBuilder().setSeats(named(List.of(newId()))).build(),
            good.toBuilder().setSeats(named(List.of("'; drop table x"))).build(),
            good.toBuilder().setSeats(places(newId(), 1)).build(),
            good.toBuilder().setSeats(places(newId(), 0)).build())) {
      assertThat(reason(() -> house.blocks(ann).blockSeats(bad))).isEqualTo("VALIDATION_FAILED");
    }
    assertThat(states(performance)).isEmpty();
  }

  @Test
  void blocksPlacesOfAnAreaFromItsEnd() {
    var plan = new HousePlan(inventory, ann);
    var hall = plan.withArea(2, 5);
    var performance = plan.performance(hall, PerformanceState.PERFORMANCE_STATE_OPEN);
    var area = hall.getAreas(0).getAreaId();

    var three = house.blocks(ann).blockSeats(block(performance, places(area, 3)));
    var more = house.blocks(ann).blockSeats(block(performance, places(area, 3)));
    var back = house.blocks(ann).unblockSeats(unblock(performance, places(area, 4)));
    var two = house.blocks(ann).unblockSeats(unblock(performance, places(area, 2)));

    assertThat(three.getBlocked().getSeatIdsList()).hasSize(3);
    assertThat(more.getNotEnoughPlaces().getAvailableCount()).isEqualTo(2);
    assertThat(back.getNotEnoughPlaces().getAvailableCount()).isEqualTo(3);
    assertThat(two.getUnblocked().getSeatIdsList()).hasSize(2);
    assertThat(blocked(performance))
        .extracting(BlockedSeat::getSeatId)
        .isEqualTo(
            three.getBlocked().getSeatIdsList().stream()
                .filter(seat -> !two.getUnblocked().getSeatIdsList().contains(seat))
                .toList());
  }

  @Test
  void blocksSeatsOfADraftBeforeItHasAPool() {
    var plan = new HousePlan(inventory, ann);
    var hall = plan.withArea(10, 5);
    var draft = plan.performance(hall, PerformanceState.PERFORMANCE_STATE_DRAFT);
    var area = hall.getAreas(0).getAreaId();

    var seats = house.blocks(ann).blockSeats(block(draft, house.seats(draft, 2, 3)));
    var again = house.blocks(ann).blockSeats(block(draft, house.seats(draft, 3, 4)));
    var places = house.blocks(ann).blockSeats(block(draft, places(area, 4)));
    var few = house.blocks(ann).blockSeats(block(draft, places(area, 2)));
    var back = house.blocks(ann).unblockSeats(unblock(draft, house.seats(draft, 2)));
    var anew = house.blocks(ann).blockSeats(block(draft, house.seats(draft, 2)));

    assertThat(seats.hasBlocked()).isTrue();
    assertThat(house.refused(draft, again.getRefused())).containsExactly("3 BLOCKED");
    assertThat(places.getBlocked().getSeatIdsList()).hasSize(4);
    assertThat(few.getNotEnoughPlaces().getAvailableCount()).isEqualTo(1);
    assertThat(back.hasUnblocked()).isTrue();
    assertThat(anew.hasBlocked()).isTrue();
    assertThat(truth.rows("select 1 from inventory.pool where performance_id = ?", id(draft)))
        .isEmpty();

    open(draft);

    assertThat(house.hold(ada, draft, 2)).isEqualTo("2 BLOCKED");
    assertThat(house.hold(ada, draft, 4)).isEqualTo("held");
    var unblocked = house.blocks(ann).unblockSeats(unblock(draft, house.seats(draft, 2)));
    assertThat(unblocked.hasUnblocked()).isTrue();
    assertThat(house.hold(ada, draft, 2)).isEqualTo("held");
  }

  @Test
  void listsBlockedSeatsPageByPage() {
    var performance = house.performance(ann, 10);
    var _ = house.blocks(ann).blockSeats(block(performance, house.seats(performance, 7, 2, 5)));

    var first = house.blocks(ann).listBlockedSeats(list(performance).setPageSize(2).build());
    var second =
        house
            .blocks(ann)
            .listBlockedSeats(list(performance).setPageToken(first.getNextPageToken()).build());

    assertThat(first.getSeatsList()).extracting(BlockedSeat::getNumber).containsExactly("3", "6");
    assertThat(second.getSeatsList()).extracting(BlockedSeat::getNumber).containsExactly("8");
    assertThat(second.getNextPageToken()).isEmpty();
    var bad = list(performance).setPageToken("eA").build();
    assertThat(reason(() -> house.blocks(ann).listBlockedSeats(bad)))
        .isEqualTo("VALIDATION_FAILED");
  }

  @Test
  void sellsNoBlockedSeatThatRedisOffers() {
    var performance = house.performance(ann, 10);
    var seat = house.ids(performance, 2).getFirst();
    truth.execute(
        """
        insert into inventory.performance_seat
          (performance_id, seat_id, ordinal, state, fence, updated_at)
        values ('%s', '%s', 2, 'BLOCKED', 1, now())
        """
            .formatted(performance.getPerformanceId(), seat));
    var hold = inventory.hold(ada, performance, 1, 2).getHeld();

    var answer =
        inventory
            .reservations(orders)
            .reserveSeats(
                RunningInventoryGrpc.reserveRequest(
                    UUID.randomUUID(), hold.getName(), buyer, Duration.ofMinutes(10)));

    assertThat(answer.getSeatsUnavailable().getSeatsList())
        .extracting(UnavailableSeat::getSeatId)
        .containsExactly(seat);
    assertThat(states(performance)).containsExactly("2 BLOCKED null");
  }

  @Test
  void leavesASingleSeatOnlyWhereThePerformanceAllowsIt() {
    var performance = house.performance(ann, 10);
    assertThat(performance.getOrphansAllowed()).isTrue();
    assertThat(allowOrphans(performance, false).getOrphansAllowed()).isFalse();

    assertThat(house.hold(ada, performance, 1)).isEqualTo("1 LEAVES_ORPHAN");

    assertThat(allowOrphans(performance, true).getOrphansAllowed()).isTrue();
    assertThat(house.hold(ada, performance, 1)).isEqualTo("held");
    assertThat(
            truth.rows(
                "select before, after from inventory.audit_entry"
                    + " where subject = ? and action = 'performance-updated' order by number",
                performance.getPerformanceId()))
        .containsExactly(
            "{\"orphans_allowed\": true} {\"orphans_allowed\": false}",
            "{\"orphans_allowed\": false} {\"orphans_allowed\": true}");
  }

  private Performance allowOrphans(Performance performance, boolean allowed) {
    return inventory
        .performances(ann.accessToken())
        .updatePerformance(
            UpdatePerformanceRequest.newBuilder()
                .setRequestId(newId())
                .setPerformanceId(performance.getPerformanceId())
                .setOrphansAllowed(allowed)
                .setUpdateMask(FieldMask.newBuilder().addPaths("orphans_allowed"))
                .build())
        .getPerformance();
  }

  @Test
  void movesToNoHallWithoutABlockedSeat() {
    var plan = new HousePlan(inventory, ann);
    var performance = plan.performance(10);
    var _ = house.blocks(ann).blockSeats(block(performance, house.seats(performance, 9)));
    var next = SeatMapHeader.newBuilder().setReplacesSeatMapId(performance.getSeatMapId());

    var shorter = plan.importDraft(next, RunningInventoryGrpc.plan(9));

    assertThat(plan.publish(shorter)).isFalse();
  }

  private void open(Performance draft) {
    var performances = inventory.performances(ann.accessToken());
    var _ =
        performances.publishPerformance(
            PublishPerformanceRequest.newBuilder()
                .setRequestId(newId())
                .setPerformanceId(draft.getPerformanceId())
                .build());
    var _ =
        performances.openPerformance(
            OpenPerformanceRequest.newBuilder()
                .setRequestId(newId())
                .setPerformanceId(draft.getPerformanceId())
                .build());
  }

  private List<BlockedSeat> blocked(Performance performance) {
    return house.blocks(ann).listBlockedSeats(list(performance).build()).getSeatsList();
  }

  private static ListBlockedSeatsRequest.Builder list(Performance performance) {
    return ListBlockedSeatsRequest.newBuilder().setPerformanceId(performance.getPerformanceId());
  }

  private List<String> states(Performance performance) {
    return truth.rows(
        "select ordinal, s.state, s.order_id from inventory.performance_seat"
            + " join audit.seat s using (performance_id, seat_id)"
            + " where performance_id = ? order by ordinal",
        id(performance));
  }

  private long fence(Performance performance, int ordinal) {
    return Long.parseLong(
        truth
            .rows(
                "select fence from inventory.performance_seat"
                    + " where performance_id = ? and ordinal = ?",
                id(performance),
                ordinal)
            .getFirst());
  }

  private List<String> audit(Performance performance) {
    return truth.rows(
        "select action, before, after->>'reason', jsonb_array_length(after->'seats')"
            + " from inventory.audit_entry where subject = ? and action like 'seats-%'"
            + " order by number",
        performance.getPerformanceId());
  }

  private static UUID id(Performance performance) {
    return UUID.fromString(performance.getPerformanceId());
  }
}
