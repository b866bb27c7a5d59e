package boxoffice.inventory.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.inventory.Eventually;
import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.Together;
import boxoffice.inventory.Truth;
import boxoffice.inventory.v1.FreeSeatsRequest;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.inventory.v1.ReserveSeatsResponse;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
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
import java.util.concurrent.atomic.AtomicInteger;
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
    inventory = RunningInventoryGrpc.start(users, "--boxoffice.inventory.redis.timeout=500ms");
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

    empty();
    assertThat(reason(() -> hold(bob, performance, 7))).contains(ErrorReason.INVENTORY_UNAVAILABLE);
    rebuild();

    assertThat(epoch(performance)).isGreaterThan(epoch);
    assertThat(hold(bob, performance, 2).hasSeatsUnavailable()).isTrue();
    assertThat(reserve(UUID.randomUUID(), lost, ada).hasHoldEnded()).isTrue();
    assertThat(reserve(order, hold, ada).hasReserved()).isTrue();
    assertThat(hold(ada, performance, 5, 6).getPurchaseLimit().getOwned()).isEqualTo(2);

    free(order, performance);
    assertThat(fence(performance, 2)).isEqualTo(fence);
    var again = hold(bob, performance, 2, 3).getHeld().getName();
    assertThat(reserve(UUID.randomUUID(), again, bob).hasReserved()).isTrue();
    assertThat(fence(performance, 2)).isGreaterThan(fence);
    assertThat(Fence.epoch(fence(performance, 2))).isEqualTo(epoch(performance));
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
          var reason = reason(() -> hold(ada, performance, 2)).orElseThrow();
          seen.add(reason);
          return reason == ErrorReason.INVENTORY_UNAVAILABLE;
        });
    // a connection that broke under a call leaves its outcome open
    assertThat(seen).isSubsetOf(ErrorReason.INVENTORY_UNAVAILABLE, ErrorReason.OUTCOME_UNKNOWN);
    assertThat(reasons(performance)).containsOnly(ErrorReason.INVENTORY_UNAVAILABLE);

    inventory.redis().restart();
    Eventually.is(
        "claims are open again",
        () -> reason(() -> inventory.hold(ada.accessToken(), request, performance, 2)).isEmpty());
    assertThat(inventory.hold(ada.accessToken(), request, performance, 2).hasHeld()).isTrue();
  }

  @Test
  void saysThatItDoesNotKnowWhileRedisIsFrozenAndThenDoesNotAsk() throws Exception {
    var performance = inventory.performance(40);
    var first = inventory.holdRequest(UUID.randomUUID(), performance, 39);
    inventory.redis().pause();
    try {
      // what still waits in line behind a command of others was not sent
      assertThat(
              reason(() -> {
                var _ = inventory.holds(ada.accessToken()).placeHold(first);
              }))
          .isIn(Optional.of(ErrorReason.OUTCOME_UNKNOWN), Optional.of(ErrorReason.OVERLOADED));
      Eventually.is(
          "the breaker is open",
          () -> reasons(performance).equals(Set.of(ErrorReason.INVENTORY_UNAVAILABLE)));
    } finally {
      inventory.redis().resume();
    }

    Eventually.is(
        "claims are open again",
        () ->
            reason(
                    () -> {
                      var _ = inventory.holds(ada.accessToken()).placeHold(first);
                    })
                .isEmpty());
    assertThat(inventory.holds(ada.accessToken()).placeHold(first).hasHeld()).isTrue();
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
    try (var redis = admin()) {
      redis.hset(PoolKeys.name(id(performance), "meta"), "epoch", Integer.toString(epoch + 40));
    }

    assertThat(reason(() -> hold(bob, performance, 2))).contains(ErrorReason.INVENTORY_UNAVAILABLE);
    Eventually.is("claims are open again", () -> reason(() -> hold(bob, performance, 2)).isEmpty());

    assertThat(epoch(performance)).isEqualTo(epoch + 41);
    assertThat(hold(ada, performance, 2).hasSeatsUnavailable()).isTrue();
  }

  @Test
  void buildsFiftyThousandSeatsWithinFiveSecondsWhileOthersSellR2() throws Exception {
    var large = inventory.performance(50_000);
    var small = inventory.performance(200);
    var sold = new AtomicInteger();
    var isBuilt = new AtomicBoolean();
    try (var redis = admin()) {
      redis.del(PoolKeys.name(id(large), "meta"));
    }
    var largeRequest = inventory.holdRequest(UUID.randomUUID(), large, 7);
    var smallRequests =
        IntStream.range(0, 200)
            .mapToObj(i -> inventory.holdRequest(UUID.randomUUID(), small, i))
            .toList();

    var start = System.nanoTime();
    Callable<Duration> building =
        () -> {
          Eventually.is(
              "the large hall is open again",
              () ->
                  reason(
                          () -> {
                            var _ = inventory.holds(bob.accessToken()).placeHold(largeRequest);
                          })
                      .isEmpty());
          isBuilt.set(true);
          return Duration.ofNanos(System.nanoTime() - start);
        };
    Callable<Duration> selling =
        () -> {
          for (int i = 0; i < 200 && !isBuilt.get(); i++) {
            if (inventory.holds(ada.accessToken()).placeHold(smallRequests.get(i)).hasHeld()) {
              sold.incrementAndGet();
            }
          }
          return Duration.ZERO;
        };

    var took = Together.all(List.of(building, selling)).getFirst();

    assertThat(took).isLessThan(Duration.ofSeconds(5));
    assertThat(sold.get()).isPositive();
  }

  /// What twenty calls at once are answered while Redis does not.
  private Set<ErrorReason> reasons(Performance performance) {
    var request = inventory.holdRequest(UUID.randomUUID(), performance, 5);
    var calls =
        IntStream.range(0, 20)
            .<Callable<ErrorReason>>mapToObj(i ->
                () ->
                    reason(
                            () -> {
                              var _ = inventory.holds(bob.accessToken()).placeHold(request);
                            })
                        .orElseThrow())
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
