package boxoffice.inventory.reservation;

import static boxoffice.inventory.reservation.Desk.also;
import static boxoffice.inventory.reservation.Desk.best;
import static boxoffice.inventory.reservation.Desk.units;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Together;
import boxoffice.inventory.hold.Fence;
import boxoffice.inventory.hold.WishingHall;
import boxoffice.inventory.v1.HeldSeat;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Orders that give back some of what they have.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FreeLinesTest {
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
  void freesTheseLinesAndKeepsTheOthers() {
    var first = desk.hall.performance();
    var second = desk.hall.performance();
    var sku = desk.hall.product(5, 0);
    var kept = desk.hall.product(5, 0);
    var order = UUID.randomUUID();
    var hold =
        desk.hold(
            ada,
            best(first, 3)
                .addAlso(also(second, 1))
                .addProducts(units(sku, 2))
                .addProducts(units(kept, 1)));
    desk.reserve(order, hold, ada);
    desk.book(order, hold);
    var gone = Stream.concat(seats(hold, first).limit(1), seats(hold, second)).toList();

    desk.freeLines(order, hold, gone, List.of(sku));
    desk.freeLines(order, hold, gone, List.of(sku));

    assertThat(desk.seats(order)).containsExactly("BOOKED 2");
    assertThat(desk.stock(sku)).isEqualTo("0 0");
    assertThat(desk.stock(kept)).isEqualTo("0 1");
    assertThat(owned(ada, first)).containsExactly("2");
    assertThat(owned(ada, second)).containsExactly("0");
    assertThat(desk.book(order, hold).hasBooked()).isTrue();
    assertThat(desk.seats(order)).containsExactly("BOOKED 2");
    assertThat(desk.stock(sku)).isEqualTo("0 0");

    desk.free(order, hold);
    desk.free(order, hold);
    assertThat(desk.seats(order)).isEmpty();
    assertThat(desk.stock(kept)).isEqualTo("0 0");
    assertThat(owned(ada, first)).containsExactly("0");
    desk.freeLines(order, hold, gone, List.of(sku));
    assertThat(owned(ada, first)).containsExactly("0");
  }

  @Test
  void leavesASeatToWhoeverBoughtItMeanwhileS1() {
    var performance = desk.hall.performance();
    var order = UUID.randomUUID();
    var hold = desk.hold(ada, best(performance, 2));
    desk.reserve(order, hold, ada);
    desk.book(order, hold);
    var gone = List.of(hold.getSeats(0));
    desk.freeLines(order, hold, gone, List.of());
    desk.bean(TellAgain.class).taken(List.of(order)); // tells of what is left only

    var next = UUID.randomUUID();
    var resold = desk.hold(bob, named(performance, gone.getFirst()));
    desk.reserve(next, resold, bob);
    desk.book(next, resold);
    desk.freeLines(order, hold, gone, List.of());
    desk.free(order, hold);

    assertThat(desk.seats(next)).containsExactly("BOOKED 1");
    assertThat(desk.seats(order)).isEmpty();
  }

  @Test
  void countsALineOnceHoweverManyGiveItBack() throws InterruptedException, ExecutionException {
    var performance = desk.hall.performance();
    var sku = desk.hall.product(5, 0);
    var order = UUID.randomUUID();
    var hold = desk.hold(ada, best(performance, 3).addProducts(units(sku, 3)));
    desk.reserve(order, hold, ada);
    desk.book(order, hold);
    var gone = hold.getSeatsList().subList(0, 2);
    Callable<Boolean> call =
        () -> {
          desk.freeLines(order, hold, gone, List.of(sku));
          return true;
        };

    assertThat(Together.all(List.of(call, call, call, call))).hasSize(4);

    assertThat(desk.seats(order)).containsExactly("BOOKED 1");
    assertThat(desk.stock(sku)).isEqualTo("0 0");
    assertThat(owned(ada, performance)).containsExactly("1");
  }

  @Test
  void tellsRedisAgainOfWhatItMissed() {
    var performance = desk.hall.performance();
    var order = UUID.randomUUID();
    var hold = desk.hold(ada, best(performance, 2));
    desk.reserve(order, hold, ada);
    desk.book(order, hold);
    var seat = hold.getSeats(0);
    var row = desk.bean(ReservationStore.class);
    var performanceId = UUID.fromString(performance.getPerformanceId());
    var gone =
        row.freeLines(
            order,
            performanceId,
            new Lines(Map.of(performanceId, Set.of(UUID.fromString(seat.getSeatId()))), Set.of()));
    assertThat(desk.hall.hold(bob.accessToken(), named(performance, seat)).hasHeld()).isFalse();

    desk.bean(TellAgain.class)
        .freed(
            performanceId,
            gone.parts().stream().map(part -> Fence.sequence(part.fence())).toList());

    assertThat(desk.hold(bob, named(performance, seat)).getSeatsCount()).isEqualTo(1);
    assertThat(desk.hall.hold(bob.accessToken(), named(performance, hold.getSeats(1))).hasHeld())
        .isFalse();
  }

  @Test
  void freesNothingOfAnOrderThatHasNothing() {
    var performance = desk.hall.performance();
    var order = UUID.randomUUID();
    var hold = desk.hold(ada, best(performance, 1));

    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(() -> desk.freeLines(order, hold, hold.getSeatsList(), List.of()))
        .satisfies(e -> assertThat(ErrorStatus.reason(e)).contains(ErrorReason.NOT_FOUND));
    desk.reserve(order, hold, ada);
    assertThat(desk.seats(order)).containsExactly("RESERVED 1");
  }

  private static PlaceHoldRequest.Builder named(Performance performance, HeldSeat seat) {
    return WishingHall.wish(performance)
        .addSeats(SeatChoice.newBuilder().setSeatId(seat.getSeatId()));
  }

  private static Stream<HeldSeat> seats(Hold hold, Performance performance) {
    return hold.getSeatsList().stream()
        .filter(seat -> seat.getPerformanceId().equals(performance.getPerformanceId()));
  }

  private List<String> owned(Person buyer, Performance performance) {
    return desk.truth.rows(
        "select seats from inventory.buyer_seats where performance_id = ? and buyer_id = ?",
        UUID.fromString(performance.getPerformanceId()),
        buyer.accountId());
  }
}
