package boxoffice.inventory.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Truth;
import boxoffice.inventory.v1.BookSeatsRequest;
import boxoffice.inventory.v1.BookSeatsResponse;
import boxoffice.inventory.v1.FreeSeatsRequest;
import boxoffice.inventory.v1.GetHoldRequest;
import boxoffice.inventory.v1.HoldState;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PurchaseLimitKind;
import boxoffice.inventory.v1.ReleaseHoldRequest;
import boxoffice.inventory.v1.ReserveSeatsRequest;
import boxoffice.inventory.v1.ReserveSeatsResponse;
import boxoffice.inventory.v1.ReserveSeatsResponse.OutcomeCase;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import boxoffice.wire.WireTypes;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/// Reservations over the wire, as order-grpc makes them.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReservationsTest {
  private RunningUserGrpc users;
  private RunningInventoryGrpc inventory;
  private Truth truth;
  private RedisClient redis;
  private Person ada;
  private Person bob;
  private String orders;

  @BeforeAll
  void start(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.users = users;
    this.inventory = inventory;
    truth = new Truth();
    redis =
        RedisClient.builder()
            .hostAndPort("127.0.0.1", inventory.redis().port())
            .clientConfig(
                DefaultJedisClientConfig.builder().password(inventory.redis().password()).build())
            .build();
    ada = users.person("buyer");
    bob = users.person("buyer");
    orders = users.clientToken();
  }

  @AfterAll
  void stop() {
    redis.close();
    truth.close();
  }

  @Test
  void reservesBooksAndFreesEachAgainWithTheSameAnswer() {
    var performance = inventory.performance(10);
    var order = UUID.randomUUID();
    var hold = hold(ada, performance, 2, 3);

    var reserved = reserve(order, hold, ada);
    assertThat(reserved.getReserved().getSeatsList())
        .extracting(seat -> seat.getNumber() + " " + seat.getPrice().getAmountMinor())
        .containsExactly("3 2500", "4 2500");
    assertThat(states(performance)).containsExactly("2 RESERVED " + order, "3 RESERVED " + order);
    assertThat(reserve(order, hold, ada)).isEqualTo(reserved);
    assertThat(holdState(ada, hold)).isEqualTo(HoldState.HOLD_STATE_CONSUMED);

    assertThat(book(order, performance).hasBooked()).isTrue();
    assertThat(book(order, performance).hasBooked()).isTrue();
    assertThat(states(performance)).containsExactly("2 BOOKED " + order, "3 BOOKED " + order);
    assertThat(reserve(order, hold, ada)).isEqualTo(reserved);
    assertThat(seatsOfBuyer(performance, ada)).containsExactly("2");

    free(order, performance);
    free(order, performance);
    assertThat(states(performance)).containsExactly("2 FREE null", "3 FREE null");
    assertThat(seatsOfBuyer(performance, ada)).containsExactly("0");
    assertThat(inventory.hold(bob.accessToken(), performance, 2, 3).hasHeld()).isTrue();
  }

  @Test
  void refusesWhatComesAfterItWasFreed() {
    var performance = inventory.performance(10);
    var order = UUID.randomUUID();
    var hold = hold(ada, performance, 2);
    reserve(order, hold, ada);
    free(order, performance);

    assertThat(reserve(order, hold, ada).getOutcomeCase()).isEqualTo(OutcomeCase.FREED);
    assertThat(book(order, performance).hasFreed()).isTrue();
    assertThat(states(performance)).containsExactly("2 FREE null");
  }

  @Test
  void refusesAReservationThatItsFreeingOvertook() {
    var performance = inventory.performance(10);
    var order = UUID.randomUUID();
    var hold = hold(ada, performance, 2);
    free(order, performance);
    free(order, performance);

    assertThat(reserve(order, hold, ada).getOutcomeCase()).isEqualTo(OutcomeCase.FREED);
    assertThat(book(order, performance).hasFreed()).isTrue();
    assertThat(states(performance)).isEmpty();
    assertThat(inventory.hold(bob.accessToken(), performance, 2).hasHeld()).isTrue();
  }

  @Test
  void reservesNothingWithAHoldThatIsOverOrSomebodyElses() {
    var performance = inventory.performance(10);
    var hold = hold(ada, performance, 2);
    var unknown = "performances/" + performance.getPerformanceId() + "/holds/" + UUID.randomUUID();

    assertThat(reserve(UUID.randomUUID(), hold, bob).getOutcomeCase())
        .isEqualTo(OutcomeCase.HOLD_ENDED);
    assertThat(reserve(UUID.randomUUID(), unknown, ada).getOutcomeCase())
        .isEqualTo(OutcomeCase.HOLD_ENDED);
    var _ =
        inventory
            .holds(ada.accessToken())
            .releaseHold(
                ReleaseHoldRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setName(hold)
                    .build());
    assertThat(reserve(UUID.randomUUID(), hold, ada).getOutcomeCase())
        .isEqualTo(OutcomeCase.HOLD_ENDED);
    assertThat(states(performance)).isEmpty();
  }

  @Test
  void reservesNothingAfterThePaymentDeadline() {
    var performance = inventory.performance(10);
    var hold = hold(ada, performance, 2);
    var request =
        request(UUID.randomUUID(), hold, ada).toBuilder()
            .setPaymentExpireTime(WireTypes.timestamp(Instant.now().minusSeconds(1)))
            .build();

    assertThat(inventory.reservations(orders).reserveSeats(request).getOutcomeCase())
        .isEqualTo(OutcomeCase.HOLD_ENDED);
    assertThat(states(performance)).isEmpty();
    assertThat(seatsOfBuyer(performance, ada)).isEmpty();
  }

  @Test
  void givesAHoldToOneOrder() {
    var performance = inventory.performance(10);
    var hold = hold(ada, performance, 2);
    var first = UUID.randomUUID();
    reserve(first, hold, ada);

    assertThat(reserve(UUID.randomUUID(), hold, ada).getOutcomeCase())
        .isEqualTo(OutcomeCase.HOLD_ENDED);
    assertThat(states(performance)).containsExactly("2 RESERVED " + first);
  }

  @Test
  void keepsTheBuyersLimitWhereRedisForgotIt() {
    var performance = inventory.performance(10, 3, 4);
    var buyers = "{p:" + performance.getPerformanceId() + "}:buyers";
    reserve(UUID.randomUUID(), hold(ada, performance, 0, 1, 2), ada);
    redis.hdel(buyers, ada.accountId().toString());
    var second = hold(ada, performance, 3, 4);

    var refused = reserve(UUID.randomUUID(), second, ada).getPurchaseLimit();

    assertThat(refused.getKind()).isEqualTo(PurchaseLimitKind.PURCHASE_LIMIT_KIND_BUYER);
    assertThat(refused.getLimit()).isEqualTo(4);
    assertThat(refused.getOwned()).isEqualTo(3);
    assertThat(states(performance)).hasSize(3);
    assertThat(seatsOfBuyer(performance, ada)).containsExactly("3");
    assertThat(inventory.hold(bob.accessToken(), performance, 3, 4).hasHeld()).isTrue();
  }

  @Test
  void refusesSeatsThatRedisOfferedThoughTheyAreReserved() {
    var performance = inventory.performance(10);
    var order = UUID.randomUUID();
    reserve(order, hold(ada, performance, 2), ada);
    var seats = "{p:" + performance.getPerformanceId() + "}:seats";
    redis.setrange(seats.getBytes(StandardCharsets.UTF_8), 16, new byte[8]);
    var second = hold(bob, performance, 2, 3);

    var refused = reserve(UUID.randomUUID(), second, bob).getSeatsUnavailable();

    assertThat(refused.getSeatsList())
        .singleElement()
        .satisfies(
            seat -> assertThat(seat.getSeatId()).isEqualTo(inventory.seatIds(performance).get(2)));
    assertThat(states(performance)).containsExactly("2 RESERVED " + order);
    // and Redis has learnt whose it is
    assertThat(inventory.hold(bob.accessToken(), performance, 2).hasSeatsUnavailable()).isTrue();
    assertThat(inventory.hold(bob.accessToken(), performance, 3).hasHeld()).isTrue();
  }

  @Test
  void isForProgramsWithTheScopeOnly() {
    var performance = inventory.performance(10);
    var request = request(UUID.randomUUID(), hold(ada, performance, 2), ada);

    for (var token :
        List.of(
            ada.accessToken(),
            users.organiser().accessToken(),
            users.person("admin").accessToken(),
            users.clientToken("accounts.contact"))) {
      assertThat(reason(() -> inventory.reservations(token).reserveSeats(request)))
          .isEqualTo(ErrorReason.FORBIDDEN);
      assertThat(reason(() -> inventory.reservations(token).bookSeats(booking(performance))))
          .isEqualTo(ErrorReason.FORBIDDEN);
    }
    assertThat(reason(() -> book(UUID.randomUUID(), performance))).isEqualTo(ErrorReason.NOT_FOUND);
    assertThat(states(performance)).isEmpty();
  }

  @Test
  void handsASeatOverUnderAHigherFenceEachTime() {
    var performance = inventory.performance(3);
    var fences = new ArrayList<Long>();
    for (int i = 0; i < 5; i++) {
      var order = UUID.randomUUID();
      reserve(order, hold(i % 2 == 0 ? ada : bob, performance, 0), i % 2 == 0 ? ada : bob);
      fences.add(fence(performance));
      free(order, performance);
      assertThat(fence(performance)).isEqualTo(fences.getLast());
    }

    assertThat(fences).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void givesEachSeatToOneOrder() throws InterruptedException, ExecutionException {
    var performance = inventory.performance(12, 2, 100);
    var calls = new ArrayList<Callable<ReserveSeatsResponse>>();
    for (int i = 0; i < 48; i++) {
      var seat = i % 11;
      var buyer = i % 2 == 0 ? ada : bob;
      var request = inventory.holdRequest(UUID.randomUUID(), performance, seat, seat + 1);
      calls.add(() -> {
        var held = inventory.holds(buyer.accessToken()).placeHold(request).getHeld();
        return held.getSeatsCount() == 0
            ? ReserveSeatsResponse.getDefaultInstance()
            : reserve(UUID.randomUUID(), held.getName(), buyer);
      });
    }
    var won = new ArrayList<String>();
    try (var threads = Executors.newFixedThreadPool(12)) {
      for (var answer : threads.invokeAll(calls)) {
        answer.get().getReserved().getSeatsList().forEach(seat -> won.add(seat.getSeatId()));
      }
    }

    assertThat(won).doesNotHaveDuplicates().isNotEmpty();
    assertThat(
            truth.rows(
                "select seat_id from audit.seat where performance_id = ? and state = 'RESERVED'",
                id(performance)))
        .containsExactlyInAnyOrderElementsOf(won);
  }

  private String hold(Person buyer, Performance performance, int... ordinals) {
    return inventory.hold(buyer.accessToken(), performance, ordinals).getHeld().getName();
  }

  private HoldState holdState(Person buyer, String hold) {
    return inventory
        .holds(buyer.accessToken())
        .getHold(GetHoldRequest.newBuilder().setName(hold).build())
        .getHold()
        .getState();
  }

  private ReserveSeatsResponse reserve(UUID order, String hold, Person buyer) {
    return inventory.reservations(orders).reserveSeats(request(order, hold, buyer));
  }

  private static ReserveSeatsRequest request(UUID order, String hold, Person buyer) {
    return RunningInventoryGrpc.reserveRequest(order, hold, buyer, Duration.ofMinutes(15));
  }

  private BookSeatsResponse book(UUID order, Performance performance) {
    return inventory
        .reservations(orders)
        .bookSeats(booking(performance).toBuilder().setOrderId(order.toString()).build());
  }

  private static BookSeatsRequest booking(Performance performance) {
    return BookSeatsRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setOrderId(UUID.randomUUID().toString())
        .setPerformanceId(performance.getPerformanceId())
        .build();
  }

  private void free(UUID order, Performance performance) {
    var _ =
        inventory
            .reservations(orders)
            .freeSeats(
                FreeSeatsRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setOrderId(order.toString())
                    .setPerformanceId(performance.getPerformanceId())
                    .build());
  }

  private List<String> states(Performance performance) {
    return truth.rows(
        "select ordinal, state, order_id from inventory.performance_seat"
            + " where performance_id = ? order by ordinal",
        id(performance));
  }

  private List<String> seatsOfBuyer(Performance performance, Person buyer) {
    return truth.rows(
        "select seats from inventory.buyer_seats where performance_id = ? and buyer_id = ?",
        id(performance),
        buyer.accountId());
  }

  private long fence(Performance performance) {
    return Long.parseLong(
        truth
            .rows("select fence from audit.seat where performance_id = ?", id(performance))
            .getFirst());
  }

  private static UUID id(Performance performance) {
    return UUID.fromString(performance.getPerformanceId());
  }

  private static ErrorReason reason(ThrowingCallable call) {
    return ErrorStatus.reason(catchThrowableOfType(StatusRuntimeException.class, call))
        .orElseThrow();
  }
}
