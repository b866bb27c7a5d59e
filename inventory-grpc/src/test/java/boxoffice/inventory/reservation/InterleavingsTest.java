package boxoffice.inventory.reservation;

import static boxoffice.inventory.reservation.Desk.also;
import static boxoffice.inventory.reservation.Desk.best;
import static boxoffice.inventory.reservation.Desk.units;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.Eventually;
import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Together;
import boxoffice.inventory.Truth;
import boxoffice.inventory.hold.WishingHall;
import boxoffice.inventory.performance.Performances;
import boxoffice.inventory.reservation.ReserveTransaction.Reserved;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.HoldState;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.ReserveSeatsResponse;
import boxoffice.inventory.v1.ReserveSeatsResponse.OutcomeCase;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.core.ResolvableType;

/// The orders of events that break such designs. A process that is paused between two steps is
/// played by calling the steps one by one, or held by a lock of PostgreSQL's.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterleavingsTest {
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

  @Test
  void aReservationThatArrivesAfterItsOrderWasFreedIsRefused() {
    var performance = desk.hall.performance();
    var sku = desk.hall.product(2, 0);
    var order = UUID.randomUUID();
    var hold = desk.hold(ada, best(performance, 2).addProducts(units(sku, 2)));
    var paused = desk.pin(order, hold, ada);
    desk.free(order, hold);

    assertThat(desk.commit(paused)).isInstanceOf(Reserved.Freed.class);
    assertThat(desk.seats(order)).isEmpty();
    assertThat(desk.stock(sku)).isEqualTo("0 0");
    assertThat(desk.reserve(order, hold, ada).getOutcomeCase()).isEqualTo(OutcomeCase.FREED);
    // and nothing of it stays held
    assertThat(desk.hold(bob, best(performance, 2).addProducts(units(sku, 2))).getSeatsList())
        .isEqualTo(hold.getSeatsList());
  }

  @Test
  void aReservationThatIsFreedWhileItWaitsForItsBuyerIsFreedAfterwards() {
    var performance = desk.hall.performance();
    var first = UUID.randomUUID();
    desk.reserve(first, desk.hold(ada, best(performance, 1)), ada);
    var order = UUID.randomUUID();
    var hold = desk.hold(ada, best(performance, 2));
    var paused = desk.pin(order, hold, ada);
    var locked =
        "select 1 from inventory.buyer_seats where performance_id = '%s' for update"
            .formatted(performance.getPerformanceId());
    try (var beside = Executors.newVirtualThreadPerTaskExecutor();
        var locking = new Locking(locked)) {
      var late =
          CompletableFuture.supplyAsync(() -> Together.insist(() -> desk.commit(paused)), beside);
      locking.awaitWaiting();
      var freeing = CompletableFuture.runAsync(() -> desk.free(order, hold), beside);
      locking.release();
      assertThat(late.join()).isInstanceOfAny(Reserved.Done.class, Reserved.Freed.class);
      freeing.join();
    }
    assertThat(desk.seats(order)).isEmpty();
    assertThat(desk.commit(paused)).isInstanceOf(Reserved.Freed.class);
    assertThat(desk.hold(bob, best(performance, 2)).getSeatsList()).isEqualTo(hold.getSeatsList());
  }

  @Test
  void aReleaseBetweenPinAndCommitReleasesNothing() {
    var performance = desk.hall.performance();
    var second = desk.hall.performance();
    var order = UUID.randomUUID();
    var hold = desk.hold(ada, best(performance, 2).addAlso(also(second, 1)));
    var paused = desk.pin(order, hold, ada);

    assertThat(desk.release(ada, hold)).isFalse();
    assertThat(desk.hold(bob, best(performance, 2)).getSeatsList())
        .doesNotContainAnyElementsOf(hold.getSeatsList());
    assertThat(desk.commit(paused)).isInstanceOf(Reserved.Done.class);
    assertThat(desk.seats(order)).containsExactly("RESERVED 3");
  }

  @Test
  void aReleaseBeforeThePinEndsTheHoldOfAllPools() {
    var performance = desk.hall.performance();
    var sku = desk.hall.product(1, 0);
    var hold = desk.hold(ada, best(performance, 2).addProducts(units(sku, 1)));
    assertThat(desk.release(ada, hold)).isTrue();

    assertThat(desk.reserve(UUID.randomUUID(), hold, ada).getOutcomeCase())
        .isEqualTo(OutcomeCase.HOLD_ENDED);
    assertThat(desk.stock(sku)).isEqualTo("0 0");
  }

  @Test
  void aHoldThatLostAPartIsOverAndGivesTheRestBack() {
    var performance = desk.hall.performance();
    var sku = desk.hall.product(2, 0);
    var hold = desk.hold(ada, best(performance, 2).addProducts(units(sku, 2)));
    var id = hold.getName().substring(hold.getName().lastIndexOf('/') + 1);
    try (var redis = RedisOf.inventory(desk.inventory)) {
      redis.zadd("{s:" + sku + "}:due", 1, id); // its time is over, as far as the product knows
    }
    var order = UUID.randomUUID();

    assertThat(desk.reserve(order, hold, ada).getOutcomeCase()).isEqualTo(OutcomeCase.HOLD_ENDED);
    assertThat(desk.seats(order)).isEmpty();
    assertThat(desk.hold(bob, best(performance, 2)).getSeatsList()).isEqualTo(hold.getSeatsList());
  }

  @Test
  void aStepTwoWithAnOldTokenDuringARebuildIsRefusedAndGoesOnUnderTheNewOne() {
    var performance = desk.hall.performance();
    var order = UUID.randomUUID();
    var hold = desk.hold(ada, best(performance, 2));
    var paused = desk.pin(order, hold, ada);
    rebuild(performance);

    assertThat(desk.commit(paused)).isInstanceOf(Reserved.Rebuilt.class);
    assertThat(desk.seats(order)).isEmpty();
    assertThat(reserveUntilAnswered(order, hold, ada).hasReserved()).isTrue();
    assertThat(desk.seats(order)).containsExactly("RESERVED 2");
    assertThat(desk.commit(paused)).isInstanceOf(Reserved.Done.class); // as it stands
    assertThat(fences(order)).allMatch(fence -> fence > paused.parts().getFirst().fence());
  }

  @Test
  void aRebuildWhileStepTwoWaitsForItsLockLetsItGoOn() {
    var performance = desk.hall.performance();
    var order = UUID.randomUUID();
    var hold = desk.hold(ada, best(performance, 2));
    var id = UUID.fromString(performance.getPerformanceId());
    var number = id.getMostSignificantBits() ^ id.getLeastSignificantBits();
    try (var beside = Executors.newVirtualThreadPerTaskExecutor();
        var locking = new Locking("select pg_advisory_xact_lock(" + number + ")")) {
      var reserving =
          CompletableFuture.supplyAsync(() -> reserveUntilAnswered(order, hold, ada), beside);
      locking.awaitWaiting();
      var rebuilding = CompletableFuture.runAsync(() -> rebuild(performance), beside);
      Eventually.is(
          "the next epoch begins",
          () ->
              !desk.truth
                  .rows("select epoch from inventory.pool where performance_id = ?", id)
                  .equals(List.of("1")));
      locking.release();
      assertThat(reserving.join().hasReserved()).isTrue();
      // one that waited too long for its lock is begun again by those who look after pools
      rebuilding.exceptionally(_ -> null).join();
    }
    assertThat(desk.seats(order)).containsExactly("RESERVED 2");
    assertThat(fences(order)).allMatch(fence -> fence >> 32 >= 2);
  }

  @Test
  void aDelayedDuplicateOfAHoldAfterItsReleaseHoldsNothing() {
    var performance = desk.hall.performance();
    var sku = desk.hall.product(1, 0);
    var request = best(performance, 2).addProducts(units(sku, 1));
    var hold = desk.hold(ada, request);
    desk.release(ada, hold);

    assertThat(desk.hold(ada, request).getState()).isEqualTo(HoldState.HOLD_STATE_ENDED);
    assertThat(desk.hold(bob, best(performance, 2).addProducts(units(sku, 1))).getSeatsList())
        .isEqualTo(hold.getSeatsList());
  }

  @Test
  void aDelayedDuplicateOfAHoldAfterItsOrderWasFreedHoldsNothing() {
    var performance = desk.hall.performance();
    var request = best(performance, 2);
    var hold = desk.hold(ada, request);
    var order = UUID.randomUUID();
    desk.reserve(order, hold, ada);
    desk.free(order, hold);

    assertThat(desk.hold(ada, request).getState()).isEqualTo(HoldState.HOLD_STATE_ENDED);
    assertThat(desk.hold(bob, best(performance, 2)).getSeatsList()).isEqualTo(hold.getSeatsList());
  }

  @Test
  void ofManyOrdersOnOneHoldOneGetsIt() throws InterruptedException, ExecutionException {
    var performance = desk.hall.performance();
    var second = desk.hall.performance();
    var sku = desk.hall.product(9, 0);
    var request = best(performance, 2).addAlso(also(second, 2)).addProducts(units(sku, 2));
    var hold = desk.hold(ada, request);
    var calls =
        IntStream.range(0, 10)
            .mapToObj(_ -> {
              var order = UUID.randomUUID();
              return Together.insisting(() -> desk.reserve(order, hold, ada));
            })
            .toList();

    var answers = Together.all(calls);

    assertThat(answers).filteredOn(ReserveSeatsResponse::hasReserved).hasSize(1);
    assertThat(answers).filteredOn(ReserveSeatsResponse::hasHoldEnded).hasSize(9);
    assertThat(desk.stock(sku)).isEqualTo("2 0");
  }

  @Test
  void aBuyerOfAHundredReservationsAtOnceGetsNoMoreThanTheLimitS9()
      throws InterruptedException, ExecutionException {
    var performance =
        desk.hall.performance(desk.hall.request().setSeatsPerBuyer(6).setSeatsPerHold(10));
    var pinned = new ArrayList<Reservation>();
    for (int i = 0; i < 100; i++) {
      var hold = desk.hold(ada, WishingHall.wish(performance).addAreas(desk.places(1)));
      pinned.add(desk.pin(UUID.randomUUID(), hold, ada));
      forget(performance);
    }
    var answers = new ArrayList<Reserved>();
    // fewer than there are connections: whoever waits for a buyer's row has one
    try (var threads = Executors.newFixedThreadPool(12)) {
      var calls = pinned.stream().map(one -> Together.insisting(() -> desk.commit(one))).toList();
      for (var answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).filteredOn(Reserved.Done.class::isInstance).hasSize(6);
    assertThat(answers).filteredOn(Reserved.OverBuyerLimit.class::isInstance).hasSize(94);
  }

  private void forget(Performance performance) {
    try (var redis = RedisOf.inventory(desk.inventory)) {
      redis.hdel("{p:" + performance.getPerformanceId() + "}:buyers", ada.accountId().toString());
    }
  }

  /// As if Redis had lost the pool's epoch.
  private void rebuild(Performance performance) {
    try (var redis = RedisOf.inventory(desk.inventory)) {
      redis.hset("{p:" + performance.getPerformanceId() + "}:meta", "epoch", "0");
    }
    var type =
        ResolvableType.forClassWithGenerics(
            Consumer.class, boxoffice.inventory.performance.Performance.class);
    @SuppressWarnings("unchecked") // as the type above says
    var open =
        (Consumer<boxoffice.inventory.performance.Performance>)
            desk.inventory.context().getBeanProvider(type).getObject();
    open.accept(
        desk.bean(Performances.class).performance(UUID.fromString(performance.getPerformanceId())));
  }

  /// Repeats what may be repeated, like order-grpc.
  private ReserveSeatsResponse reserveUntilAnswered(UUID order, Hold hold, Person buyer) {
    var answer = new ArrayList<ReserveSeatsResponse>();
    Eventually.is(
        "an answer",
        () -> {
          try {
            return answer.add(desk.reserve(order, hold, buyer));
          } catch (StatusRuntimeException e) {
            return false; // rebuilding
          }
        });
    return answer.getFirst();
  }

  private List<Long> fences(UUID order) {
    return desk.truth.rows("select fence from audit.seat where order_id = ?", order).stream()
        .map(Long::valueOf)
        .toList();
  }

  /// Has a lock of PostgreSQL's until it is released.
  private static final class Locking implements AutoCloseable {
    private final Truth holder = new Truth();
    private final Truth watch = new Truth();

    Locking(String lock) {
      holder.execute("begin; " + lock);
    }

    void awaitWaiting() {
      Eventually.is(
          "somebody waits for the lock",
          () ->
              !watch
                  .rows(
                      "select 1 from pg_stat_activity"
                          + " where application_name = 'inventory-grpc' and wait_event_type = 'Lock'")
                  .isEmpty());
    }

    void release() {
      holder.execute("rollback");
    }

    @Override
    public void close() {
      holder.close();
      watch.close();
    }
  }
}
