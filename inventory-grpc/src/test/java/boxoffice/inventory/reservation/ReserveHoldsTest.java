package boxoffice.inventory.reservation;

import static boxoffice.inventory.reservation.Desk.best;
import static boxoffice.inventory.reservation.Desk.units;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.Refusals;
import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Together;
import boxoffice.inventory.hold.WishingHall;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.ReserveSeatsRequest;
import boxoffice.inventory.v1.ReserveSeatsResponse;
import boxoffice.inventory.v1.ReserveSeatsResponse.OutcomeCase;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.ErrorReason;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Reservations of several holds: all of them, or none.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReserveHoldsTest {
  private Desk desk;
  private Person ada;

  @BeforeAll
  void start(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    desk = new Desk(users, inventory);
    ada = users.person("buyer");
  }

  @AfterAll
  void stop() {
    desk.close();
  }

  private ReserveSeatsRequest.Builder request(UUID order, Hold... holds) {
    return RunningInventoryGrpc.reserveRequest(
            order, holds[0].getName(), ada, Duration.ofMinutes(30))
        .toBuilder()
        .clearHoldName()
        .addAllHoldNames(Stream.of(holds).map(Hold::getName).toList());
  }

  private ReserveSeatsResponse reserve(UUID order, Hold... holds) {
    return desk.reserve(request(order, holds).build());
  }

  @Test
  void reservesBooksAndFreesAllOfThemS3() {
    var performance = desk.hall.performance();
    var other = desk.hall.performance();
    var sku = desk.hall.product(9, 0);
    var order = UUID.randomUUID();
    var first = desk.hold(ada, best(performance, 2).addProducts(units(sku, 1)));
    var second = desk.hold(ada, best(other, 1).addProducts(units(sku, 3)));
    var third = desk.hold(ada, best(performance, 1));

    var reserved = reserve(order, first, second, third);

    assertThat(reserved.getReserved().getSeatsList())
        .isEqualTo(
            Stream.of(first, second, third).flatMap(h -> h.getSeatsList().stream()).toList());
    assertThat(reserved.getReserved().getProductsList())
        .isEqualTo(Stream.of(first, second).flatMap(h -> h.getProductsList().stream()).toList());
    assertThat(reserved.getReserved().getPaymentExpireTime())
        .isEqualTo(first.getLatestExpireTime());
    assertThat(desk.seats(order)).containsExactly("RESERVED 4");
    assertThat(desk.stock(sku)).isEqualTo("4 0");
    assertThat(desk.seats(ada, performance)).containsExactly("3");
    assertThat(reserve(order, first, second, third)).isEqualTo(reserved);

    assertThat(desk.book(order, first).hasBooked()).isTrue();
    assertThat(desk.book(order, first).hasBooked()).isTrue();
    assertThat(desk.seats(order)).containsExactly("BOOKED 4");
    assertThat(desk.stock(sku)).isEqualTo("0 4");
    assertThat(reserve(order, first, second, third)).isEqualTo(reserved);

    desk.free(order, first);
    desk.free(order, first);
    assertThat(desk.seats(order)).isEmpty();
    assertThat(desk.stock(sku)).isEqualTo("0 0");
    assertThat(desk.seats(ada, performance)).containsExactly("0");
    assertThat(reserve(order, first, second, third).getOutcomeCase()).isEqualTo(OutcomeCase.FREED);
    // Redis has heard of each of them
    assertThat(desk.hold(ada, best(performance, 2)).getSeatsList()).isEqualTo(first.getSeatsList());
    assertThat(desk.hold(ada, best(performance, 1)).getSeatsList()).isEqualTo(third.getSeatsList());
    assertThat(desk.hold(ada, best(other, 1).addProducts(units(sku, 9))).getSeatsList())
        .isEqualTo(second.getSeatsList());
  }

  /// One who repeats a call may come while the first is still being served.
  @Test
  void givesThoseWhoRepeatItAtOnceTheSameAnswerS11() throws Exception {
    var performance = desk.hall.performance();
    var sku = desk.hall.product(9, 0);
    for (int round = 0; round < 5; round++) {
      var order = UUID.randomUUID();
      var hold = desk.hold(ada, best(performance, 1).addProducts(units(sku, 1)));

      var answers =
          Together.all(
              IntStream.range(0, 16)
                  .<Callable<ReserveSeatsResponse>>mapToObj(_ -> () -> reserve(order, hold))
                  .toList());

      assertThat(Set.copyOf(answers)).hasSize(1);
      assertThat(answers.getFirst().hasReserved()).isTrue();
    }
    assertThat(desk.stock(sku)).isEqualTo("5 0");
  }

  @Test
  void reservesNothingWhenOneIsOverS3S13() {
    var performance = desk.hall.performance();
    var sku = desk.hall.product(2, 0);
    var order = UUID.randomUUID();
    var holds =
        IntStream.range(0, 3)
            .mapToObj(_ -> desk.hold(ada, best(performance, 1)))
            .toArray(Hold[]::new);
    var goods = desk.hold(ada, WishingHall.wish(performance).addProducts(units(sku, 2)));
    assertThat(desk.release(ada, holds[1])).isTrue();

    var refused = reserve(order, holds[0], holds[1], holds[2], goods);

    assertThat(refused.getOutcomeCase()).isEqualTo(OutcomeCase.HOLD_ENDED);
    assertThat(desk.seats(order)).isEmpty();
    assertThat(desk.stock(sku)).isEqualTo("0 0");
    assertThat(desk.seats(ada, performance)).isEmpty();
  }

  @Test
  void reservesNothingWhenOneHasASeatOfAnotherOrderS3() {
    var performance = desk.hall.performance();
    var order = UUID.randomUUID();
    var first = desk.hold(ada, best(performance, 2));
    var second = desk.hold(ada, best(performance, 1));
    var seat = second.getSeats(0).getSeatId();
    desk.truth.execute(
        """
        insert into inventory.performance_seat (performance_id, seat_id, ordinal, state, fence, updated_at)
          values ('%s', '%s', 1, 'BLOCKED', 1, now());
        """
            .formatted(performance.getPerformanceId(), seat));

    var refused = reserve(order, first, second);

    assertThat(refused.getSeatsUnavailable().getSeatsList())
        .extracting(unavailable -> unavailable.getSeatId())
        .containsExactly(seat);
    assertThat(desk.seats(order)).isEmpty();
    assertThat(desk.seats(ada, performance)).isEmpty();
    // what was pinned of the first one is offered again
    assertThat(desk.hold(ada, best(performance, 2)).getSeatsList()).isEqualTo(first.getSeatsList());
  }

  @Test
  void comesTooLateAfterItWasFreedK17() {
    var performance = desk.hall.performance();
    var sku = desk.hall.product(2, 0);
    var order = UUID.randomUUID();
    var first = desk.hold(ada, best(performance, 1));
    var second = desk.hold(ada, best(performance, 2).addProducts(units(sku, 2)));
    var paused = desk.pin(order, List.of(first, second), ada);

    desk.free(order, first);

    assertThat(desk.commit(paused)).isInstanceOf(ReserveTransaction.Reserved.Freed.class);
    assertThat(desk.seats(order)).isEmpty();
    assertThat(desk.stock(sku)).isEqualTo("0 0");
    assertThat(desk.seats(ada, performance)).isEmpty();
  }

  @Test
  void givesTheSameHoldsToOneOfManyOrdersAtOnce() throws InterruptedException, ExecutionException {
    var performance = desk.hall.performance();
    var first = desk.hold(ada, best(performance, 1));
    var second = desk.hold(ada, best(performance, 1));
    var calls =
        IntStream.range(0, 8)
            .<Callable<ReserveSeatsResponse>>mapToObj(i ->
                () ->
                    i % 2 == 0
                        ? reserve(UUID.randomUUID(), first, second)
                        : reserve(UUID.randomUUID(), second, first))
            .toList();

    var answers = Together.all(calls);

    assertThat(answers).filteredOn(ReserveSeatsResponse::hasReserved).hasSize(1);
    assertThat(answers).filteredOn(ReserveSeatsResponse::hasHoldEnded).hasSize(7);
    assertThat(desk.seats(ada, performance)).containsExactly("2");
  }

  @Test
  void refusesWhatNamesNoneOrOneTwice() {
    var performance = desk.hall.performance();
    var hold = desk.hold(ada, best(performance, 1));
    var order = UUID.randomUUID();
    var many =
        IntStream.range(0, 6)
            .mapToObj(_ -> hold.getName().replaceAll("[^/]+$", UUID.randomUUID().toString()))
            .toList();

    for (var wrong :
        List.of(
            request(order, hold).setHoldName(hold.getName()),
            request(order, hold).clearHoldNames(),
            request(order, hold, hold),
            request(order, hold).clearHoldNames().addAllHoldNames(many))) {
      Refusals.assertRefused(ErrorReason.VALIDATION_FAILED, () -> desk.reserve(wrong.build()));
    }
    assertThat(reserve(order, hold).hasReserved()).isTrue();
  }
}
