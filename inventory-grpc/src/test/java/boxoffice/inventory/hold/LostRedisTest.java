package boxoffice.inventory.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.inventory.Eventually;
import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.Together;
import boxoffice.inventory.Truth;
import boxoffice.inventory.v1.FreeSeatsRequest;
import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.inventory.v1.ReserveSeatsResponse;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/// Redis emptied, killed and frozen under a running service.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostRedisTest {
  private RunningUserGrpc users;
  private RunningInventoryGrpc inventory;
  private Truth truth;
  private Person ada;
  private Person bob;
  private String orders;

  @BeforeAll
  void start() {
    users = RunningUserGrpc.start("--boxoffice.user.access-token-life=300s");
    // the largest hall, on a busy machine
    inventory = RunningInventoryGrpc.start(users, "--boxoffice.guard.max-deadline=2m");
    truth = new Truth();
    ada = users.person("buyer");
    bob = users.person("buyer");
    orders = users.clientToken();
  }

  @AfterAll
  void stop() {
    truth.close();
    inventory.close();
    users.close();
  }

  @Test
  void neverOffersAReservedSeatAgainR1() {
    var performance = inventory.performance(10, 10, 3);
    var order = UUID.randomUUID();
    var hold = hold(ada, performance, 2, 3).getHeld().getName();
    reserve(order, hold, ada);
    var lost = hold(ada, performance, 5).getHeld().getName();
    var epoch = epoch(performance);
    var fence = fence(performance, 2);

    try (var _ = inventory.rest()) {
      empty();
      assertThat(reasonOnce(bob, performance, 7)).contains(ErrorReason.INVENTORY_UNAVAILABLE);
    }
    rebuild();

    assertThat(hold(bob, performance, 2).hasSeatsUnavailable()).isTrue();
    assertThat(epoch(performance)).isGreaterThan(epoch);
    assertThat(reserve(UUID.randomUUID(), lost, ada).hasHoldEnded()).isTrue();
    assertThat(reserve(order, hold, ada).hasReserved()).isTrue();
    assertThat(hold(ada, performance, 5, 6).getPurchaseLimit().getOwned()).isEqualTo(2);

    free(order, performance);
    assertThat(fence(performance, 2)).isEqualTo(fence);
    var again = hold(bob, performance, 2, 3).getHeld().getName();
    assertThat(reserve(UUID.randomUUID(), again, bob).hasReserved()).isTrue();
    assertThat(fence(performance, 2)).isGreaterThan(fence);
    assertThat(Fence.epoch(fence(performance, 2))).isBetween(epoch + 1, epoch(performance));
  }

  @Test
  void sellsEachSeatOnceThoughRedisIsEmptiedInBetweenS21()
      throws InterruptedException, ExecutionException {
    var performance = inventory.performance(20, 2, 100);
    var won = new ArrayList<String>();
    won.addAll(orderAtOnce(performance));
    empty();
    rebuild();
    won.addAll(orderAtOnce(performance));

    assertThat(won).doesNotHaveDuplicates().isNotEmpty();
    assertThat(
            truth.rows(
                "select seat_id from audit.seat where performance_id = ? and state = 'RESERVED'",
                id(performance)))
        .containsExactlyInAnyOrderElementsOf(won);
    var ids = inventory.seatIds(performance);
    for (int i = 0; i < ids.size(); i++) {
      assertThat(hold(bob, performance, i).hasHeld()).isEqualTo(!won.contains(ids.get(i)));
    }
  }

  @Test
  void buildsAnEmptiedPoolAgainByItself() {
    var performance = inventory.performance(10);
    empty();

    Eventually.is("claims are open again", () -> isHeld(performance, 2));
  }

  @Test
  void saysThatClaimsAreAwayWhileRedisIsAndComesBack() throws Exception {
    var performance = inventory.performance(40);
    var request = UUID.randomUUID();
    var seen = EnumSet.noneOf(ErrorReason.class);
    inventory.redis().kill();
    Eventually.is(
        "claims are away",
        () -> {
          var reason = reasonOnce(ada, performance, 2).orElseThrow();
          seen.add(reason);
          return reason == ErrorReason.INVENTORY_UNAVAILABLE;
        });
    // a connection that broke under a call leaves its outcome open
    assertThat(seen).isSubsetOf(ErrorReason.INVENTORY_UNAVAILABLE, ErrorReason.OUTCOME_UNKNOWN);
    assertThat(reasons(inventory, performance)).containsOnly(ErrorReason.INVENTORY_UNAVAILABLE);

    inventory.redis().restart();
    Eventually.is(
        "claims are open again",
        () -> reason(() -> inventory.hold(ada.accessToken(), request, performance, 2)).isEmpty());
    assertThat(inventory.hold(ada.accessToken(), request, performance, 2).hasHeld()).isTrue();
  }

  @Test
  void saysThatItDoesNotKnowWhileRedisIsFrozenAndThenDoesNotAsk() throws Exception {
    var performance = inventory.performance(40);
    var before = inventory.holdRequest(UUID.randomUUID(), performance, 38);
    var first = inventory.holdRequest(UUID.randomUUID(), performance, 39);
    try (var impatient = inventory.beside("--boxoffice.inventory.redis.timeout=500ms")) {
      Eventually.is("claims are open", () -> isHeldOnce(impatient, before));
      inventory.redis().pause();
      try {
        // what still waits in line behind a command of others was not sent
        assertThat(reasonOnce(impatient, ada, first))
            .isIn(Optional.of(ErrorReason.OUTCOME_UNKNOWN), Optional.of(ErrorReason.OVERLOADED));
        Eventually.is(
            "the breaker is open",
            () ->
                reasons(impatient, performance).equals(Set.of(ErrorReason.INVENTORY_UNAVAILABLE)));
      } finally {
        inventory.redis().resume();
      }

      Eventually.is("claims are open again", () -> isHeldOnce(impatient, first));
    }
  }

  /// Other data under the same name, as after a restore of an older backup, or a promotion.
  @Test
  void buildsEveryPoolAnewWhenAnotherRedisAnswersR3() {
    var performance = inventory.performance(10);
    var other = inventory.performance(10);
    var hold = hold(ada, performance, 2).getHeld().getName();
    var epoch = epoch(performance);
    var epochOfOther = epoch(other);

    inventory.redis().restart();
    Eventually.is("claims are open again", () -> isHeld(performance, 3));

    assertThat(epoch(performance)).isGreaterThan(epoch);
    assertThat(epoch(other)).isGreaterThan(epochOfOther);
    // what the other one still knows goes on, under a new token
    assertThat(hold(bob, performance, 2).hasSeatsUnavailable()).isTrue();
    assertThat(reserve(UUID.randomUUID(), hold, ada).hasReserved()).isTrue();
    Eventually.is("the other, too", () -> reason(() -> hold(bob, other, 2)).isEmpty());
  }

  @Test
  void buildsNothingAnewWhereTheScriptsAloneAreForgottenR10() {
    var performance = inventory.performance(10);
    hold(ada, performance, 1);
    var epoch = epoch(performance);
    try (var redis = admin()) {
      redis.scriptFlush();
    }

    assertThat(hold(ada, performance, 2).hasHeld()).isTrue();
    assertThat(epoch(performance)).isEqualTo(epoch);
  }

  @Test
  void discardsAPoolThatPostgresqlKnowsLessOfP10() {
    var performance = inventory.performance(10);
    hold(ada, performance, 2);
    // as after a restore of PostgreSQL: the pool in Redis is of a later time
    var epoch = epoch(performance);
    try (var redis = admin();
        var _ = inventory.rest()) {
      redis.hset(PoolKeys.name(id(performance), "meta"), "epoch", Integer.toString(epoch + 40));

      assertThat(reasonOnce(bob, performance, 2)).contains(ErrorReason.INVENTORY_UNAVAILABLE);
    }
    Eventually.is("claims are open again", () -> reason(() -> hold(bob, performance, 2)).isEmpty());

    assertThat(epoch(performance)).isGreaterThan(epoch + 40);
    assertThat(hold(ada, performance, 2).hasSeatsUnavailable()).isTrue();
  }

  /// How long it takes is printed: milliseconds are the machine's.
  @Test
  void buildsFiftyThousandSeatsWhileOthersSellR2() throws Exception {
    var large = inventory.performance(50_000);
    var small = inventory.performance(200, 10, 200);
    var largeRequest = inventory.holdRequest(UUID.randomUUID(), large, 7);
    var smallRequests =
        IntStream.range(0, 200)
            .mapToObj(i -> inventory.holdRequest(UUID.randomUUID(), small, i))
            .toList();
    hold(bob, large, 6);
    var epoch = epoch(large);
    var isBuilt = new AtomicBoolean();
    var start = System.nanoTime();
    try (var redis = admin();
        var _ = inventory.rest()) {
      redis.del(PoolKeys.name(id(large), "meta"));
      assertThat(reasonOnce(inventory, ada, largeRequest))
          .contains(ErrorReason.INVENTORY_UNAVAILABLE);
    }

    Callable<Integer> building =
        () -> {
          Eventually.is("the large hall is open again", () -> isHeldOnce(inventory, largeRequest));
          isBuilt.set(true);
          return (int) Duration.ofNanos(System.nanoTime() - start).toMillis();
        };
    Callable<Integer> selling =
        () -> {
          int sold = 0;
          do {
            var hold = inventory.holds(ada.accessToken()).placeHold(smallRequests.get(sold));
            assertThat(hold.hasHeld()).isTrue();
            sold++;
          } while (sold < 200 && !isBuilt.get());
          return sold;
        };

    var done = Together.all(List.of(building, selling));

    assertThat(epoch(large)).isGreaterThan(epoch);
    System.out.printf(
        "MEASURED 50000 seats are built in %d ms, %d others sold meanwhile%n",
        done.getFirst(), done.getLast());
  }

  /// What twenty calls at once are answered while Redis does not.
  private Set<ErrorReason> reasons(RunningInventoryGrpc service, Performance performance) {
    var request = inventory.holdRequest(UUID.randomUUID(), performance, 5);
    var calls =
        IntStream.range(0, 20)
            .<Callable<ErrorReason>>mapToObj(
                _ -> () -> reasonOnce(service, bob, request).orElseThrow())
            .toList();
    var reasons = EnumSet.noneOf(ErrorReason.class);
    try {
      reasons.addAll(Together.all(calls));
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return reasons;
  }

  /// Twenty buyers' programs, each with two seats beside each other.
  private List<String> orderAtOnce(Performance performance)
      throws InterruptedException, ExecutionException {
    var calls = new ArrayList<Callable<ReserveSeatsResponse>>();
    for (int i = 0; i < 20; i++) {
      var seat = i * 7 % 19;
      var buyer = i % 2 == 0 ? ada : bob;
      var request = inventory.holdRequest(UUID.randomUUID(), performance, seat, seat + 1);
      calls.add(() -> {
        var held = inventory.holds(buyer.accessToken()).placeHold(request);
        return held.hasHeld()
            ? reserve(UUID.randomUUID(), held.getHeld().getName(), buyer)
            : ReserveSeatsResponse.getDefaultInstance();
      });
    }
    return Together.all(calls).stream()
        .flatMap(answer -> answer.getReserved().getSeatsList().stream())
        .map(seat -> seat.getSeatId())
        .toList();
  }

  private void empty() {
    try (var redis = admin()) {
      redis.flushAll();
    }
  }

  private RedisClient admin() {
    return RedisClient.builder()
        .hostAndPort("127.0.0.1", inventory.redis().port())
        .clientConfig(
            DefaultJedisClientConfig.builder().password(inventory.redis().password()).build())
        .build();
  }

  /// At once, and not with the next tick.
  private void rebuild() {
    inventory.context().getBean(OpenPools.class).openAll();
  }

  private PlaceHoldResponse hold(Person buyer, Performance performance, int... ordinals) {
    return inventory.hold(buyer.accessToken(), performance, ordinals);
  }

  private static PlaceHoldResponse holdOnce(
      RunningInventoryGrpc service, Person buyer, PlaceHoldRequest request) {
    return HoldServiceGrpc.newBlockingStub(service.once())
        .withCallCredentials(new BearerToken(buyer::accessToken))
        .placeHold(request);
  }

  private Optional<ErrorReason> reasonOnce(Person buyer, Performance performance, int ordinal) {
    return reasonOnce(
        inventory, buyer, inventory.holdRequest(UUID.randomUUID(), performance, ordinal));
  }

  private static Optional<ErrorReason> reasonOnce(
      RunningInventoryGrpc service, Person buyer, PlaceHoldRequest request) {
    return reason(() -> holdOnce(service, buyer, request));
  }

  private boolean isHeldOnce(RunningInventoryGrpc service, PlaceHoldRequest request) {
    var held = new AtomicBoolean();
    return reason(() -> held.set(holdOnce(service, ada, request).hasHeld())).isEmpty()
        && held.get();
  }

  private boolean isHeld(Performance performance, int ordinal) {
    return reason(() -> hold(ada, performance, ordinal)).isEmpty();
  }

  private ReserveSeatsResponse reserve(UUID order, String hold, Person buyer) {
    return inventory
        .reservations(orders)
        .reserveSeats(
            RunningInventoryGrpc.reserveRequest(order, hold, buyer, Duration.ofMinutes(15)));
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

  private int epoch(Performance performance) {
    return Integer.parseInt(
        truth
            .rows("select epoch from inventory.pool where performance_id = ?", id(performance))
            .getFirst());
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

  private static UUID id(Performance performance) {
    return UUID.fromString(performance.getPerformanceId());
  }

  /// Empty where the call works.
  private static Optional<ErrorReason> reason(Runnable call) {
    var failure = catchThrowableOfType(StatusRuntimeException.class, call::run);
    return failure == null
        ? Optional.empty()
        : Optional.of(ErrorStatus.reason(failure).orElseThrow());
  }
}
