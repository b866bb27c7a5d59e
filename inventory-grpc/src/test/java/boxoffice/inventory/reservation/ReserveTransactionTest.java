package boxoffice.inventory.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.db.DatabaseFailures;
import boxoffice.inventory.Eventually;
import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Together;
import boxoffice.inventory.Truth;
import boxoffice.inventory.hold.Quote;
import boxoffice.inventory.reservation.ReserveTransaction.Reserved;
import boxoffice.inventory.seatmap.SeatMapLayout;
import boxoffice.inventory.seatmap.SeatMaps;
import boxoffice.inventory.v1.HeldSeat;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.UnavailableReason;
import boxoffice.user.RunningUserGrpc;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The transactions of reservations, where Redis has no say: late ones, and those that lose to
/// another.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReserveTransactionTest {
  private static final int SEATS = 12;
  private static final int LIMIT = 100;
  private static final UUID BUYER = UUID.fromString("0b5c9a5e-4a3e-4b55-8d5f-000000000001");

  private RunningInventoryGrpc inventory;
  private Truth truth;
  private ReserveTransaction transaction;
  private ReservationStore store;
  private Performance performance;
  private UUID performanceId;
  private SeatMapLayout layout;

  @BeforeAll
  void start(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.inventory = inventory;
    truth = new Truth();
    transaction = inventory.context().getBean(ReserveTransaction.class);
    store = inventory.context().getBean(ReservationStore.class);
  }

  @AfterAll
  void stop() {
    truth.close();
  }

  @BeforeEach
  void newPerformance() {
    performance = inventory.performance(SEATS);
    performanceId = UUID.fromString(performance.getPerformanceId());
    layout =
        inventory
            .context()
            .getBean(SeatMaps.class)
            .layout(UUID.fromString(performance.getSeatMapId()));
  }

  @Test
  void refusesAFenceOfBeforeTheRebuildS13() {
    assertThat(reserve(fence(1), 2)).isInstanceOf(Reserved.Done.class);
    truth.execute(
        "update inventory.pool set epoch = epoch + 1 where performance_id = '%s'"
            .formatted(performanceId));

    assertThat(reserve(fence(1) - (1L << 32), 3)).isInstanceOf(Reserved.Rebuilt.class);
    assertThat(seats()).containsExactly("2 RESERVED");
  }

  @Test
  void refusesALowerFenceThanTheSeatHadBeforeS13() {
    var fence = fence(7);
    var first = reservation(fence, 2);
    transaction.reserve(wanted(first, LIMIT));
    store.free(first.orderId(), performanceId);

    assertThat(reserve(fence - 1, 2)).isInstanceOf(Reserved.SeatsTaken.class);
    assertThat(reserve(fence, 2)).isInstanceOf(Reserved.SeatsTaken.class);
    assertThat(seats()).containsExactly("2 FREE");
    assertThat(reserve(fence + 1, 2)).isInstanceOf(Reserved.Done.class);
  }

  @Test
  void reservesAllSeatsOrNone() {
    reserve(fence(1), 3);

    assertThat(reserve(fence(2), 2, 3, 4))
        .isEqualTo(
            new Reserved.SeatsTaken(
                performanceId,
                Map.of(
                    layout.seats().get(3).seatId(), UnavailableReason.UNAVAILABLE_REASON_TAKEN)));
    assertThat(seats()).containsExactly("3 RESERVED");
    assertThat(
            truth.rows(
                "select seats from inventory.buyer_seats where performance_id = ?", performanceId))
        .containsExactly("1");
  }

  @Test
  void keepsTheLimitOfABuyerWithoutASeatToo() {
    assertThat(transaction.reserve(wanted(reservation(fence(1), 2, 3), 1)))
        .isEqualTo(new Reserved.OverBuyerLimit(1, 0, ""));
    transaction.reserve(wanted(reservation(fence(2), 2), 1));
    assertThat(transaction.reserve(wanted(reservation(fence(3), 3), 1)))
        .isEqualTo(new Reserved.OverBuyerLimit(1, 1, ""));
    assertThat(seats()).containsExactly("2 RESERVED");
  }

  @Test
  void givesEachSeatToOneOrderOfManyAtOnceS1() throws InterruptedException, ExecutionException {
    var calls = new ArrayList<Callable<Reserved>>();
    for (int i = 0; i < 96; i++) {
      var reservation = reservation(fence(i + 1), i % (SEATS - 1), i % (SEATS - 1) + 1);
      calls.add(Together.insisting(() -> transaction.reserve(wanted(reservation, LIMIT))));
    }
    var winners = new HashSet<String>();
    try (var threads = Executors.newFixedThreadPool(12)) {
      for (var answer : threads.invokeAll(calls)) {
        if (answer.get() instanceof Reserved.Done done) {
          done.reservation()
              .parts()
              .getFirst()
              .seatIds()
              .forEach(seat -> winners.add(seat + " " + done.reservation().orderId()));
        }
      }
    }

    assertThat(winners).hasSizeGreaterThanOrEqualTo(8);
    assertThat(
            truth.rows(
                "select seat_id, order_id from audit.seat where performance_id = ?", performanceId))
        .containsExactlyInAnyOrderElementsOf(winners);
  }

  @Test
  void locksSeatsInPlanOrderWhateverOrderTheyWereWantedIn()
      throws InterruptedException, ExecutionException {
    var deadlocks = "select deadlocks from pg_stat_database where datname = current_database()";
    var before = truth.rows(deadlocks);
    var calls = new ArrayList<Callable<Reserved>>();
    for (int i = 0; i < 60; i++) {
      var reservation =
          i % 2 == 0 ? reservation(fence(i + 1), 2, 5, 9) : reservation(fence(i + 1), 9, 5, 2);
      calls.add(Together.insisting(() -> transaction.reserve(wanted(reservation, LIMIT))));
    }
    var won = 0;
    try (var threads = Executors.newFixedThreadPool(12)) {
      for (var answer : threads.invokeAll(calls)) {
        won += answer.get() instanceof Reserved.Done ? 1 : 0;
      }
    }

    assertThat(won).isEqualTo(1);
    assertThat(truth.rows(deadlocks)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"40001", "40P01", "55P03"})
  void repeatsWhatLostToAnotherTransaction(String state) {
    var reservation = reservation(fence(1), 2, 3);
    try (var losing = new Losing(state, 2)) {
      assertThat(transaction.reserve(wanted(reservation, LIMIT))).isInstanceOf(Reserved.Done.class);
      assertThat(losing.tries()).isEqualTo(3);
    }
    try (var losing = new Losing(state, 2)) {
      assertThat(store.book(reservation.orderId(), performanceId).state()).isEqualTo("BOOKED");
      assertThat(losing.tries()).isEqualTo(3);
    }
    try (var losing = new Losing(state, 2)) {
      assertThat(store.free(reservation.orderId(), performanceId)).isPresent();
      assertThat(losing.tries()).isEqualTo(3);
    }
    assertThat(seats()).containsExactly("2 FREE", "3 FREE");
  }

  @Test
  void givesUpAfterTheThirdTime() {
    try (var losing = new Losing("40P01", 9)) {
      assertThatThrownBy(() -> reserve(fence(1), 2))
          .matches(DatabaseFailures::isRepeatable, "lost to another transaction");
      assertThat(losing.tries()).isEqualTo(3);
    }
    assertThat(seats()).isEmpty();
  }

  @Test
  void repeatsNothingElse() {
    try (var losing = new Losing("57014", 1)) {
      assertThatThrownBy(() -> reserve(fence(1), 2)).hasMessageContaining("as told");
      assertThat(losing.tries()).isEqualTo(1);
    }
  }

  @Test
  void getsASeatThatSomebodyElseHadLockedForAWhile() {
    var fence = fence(1);
    var first = reservation(fence, 2);
    transaction.reserve(wanted(first, LIMIT));
    store.free(first.orderId(), performanceId);
    truth.execute(
        "begin; select 1 from inventory.performance_seat where performance_id = '%s' for update"
            .formatted(performanceId));
    var answer = CompletableFuture.supplyAsync(() -> Together.insist(() -> reserve(fence + 1, 2)));
    var starts = new HashSet<String>();
    try (var watch = new Truth()) {
      Eventually.is(
          "a second try waits for the lock",
          () -> {
            starts.addAll(
                watch.rows(
                    "select xact_start from pg_stat_activity"
                        + " where application_name = 'inventory-grpc' and wait_event_type = 'Lock'"));
            return starts.size() > 1;
          });
    } finally {
      truth.execute("rollback");
    }

    assertThat(answer.join()).isInstanceOf(Reserved.Done.class);
    assertThat(seats()).containsExactly("2 RESERVED");
  }

  /// Has the first transactions fail that write a seat of the performance.
  private final class Losing implements AutoCloseable {
    private final Truth owner = new Truth();

    Losing(String state, int times) {
      owner.execute(
          """
          create sequence public.losing;
          create function public.lose() returns trigger language plpgsql security definer as $$
          begin
            if new.performance_id = '%s' and new.ordinal = 2 and nextval('public.losing') <= %d then
              raise exception 'as told' using errcode = '%s';
            end if;
            return new;
          end $$;
          create trigger losing before insert or update on inventory.performance_seat
            for each row execute function public.lose();
          """
              .formatted(performanceId, times, state));
    }

    int tries() {
      return Integer.parseInt(owner.rows("select last_value from public.losing").getFirst());
    }

    @Override
    public void close() {
      owner.execute(
          "drop trigger losing on inventory.performance_seat;"
              + " drop function public.lose(); drop sequence public.losing");
      owner.close();
    }
  }

  private Reserved reserve(long fence, int... ordinals) {
    return transaction.reserve(wanted(reservation(fence, ordinals), LIMIT));
  }

  private Reservation reservation(long fence, int... ordinals) {
    var seats =
        IntStream.of(ordinals)
            .mapToObj(i -> layout.seats().get(i).seatId().toString())
            .map(id -> HeldSeat.newBuilder().setSeatId(id).build())
            .toList();
    return new Reservation(
        UUID.randomUUID(),
        performanceId,
        BUYER,
        Instant.now().plusSeconds(900),
        List.of(
            new Reservation.Part(
                performanceId,
                new Reservation.Source(0, UUID.randomUUID()),
                fence,
                0,
                new Quote(seats, List.of()))),
        List.of());
  }

  private Wanted wanted(Reservation reservation, int limit) {
    var part = reservation.parts().getFirst();
    var planned = part.seatIds().stream().map(layout::planned).toList();
    return new Wanted(
        reservation, List.of(new Wanted.Seats(part, planned, limit, Map.of())), List.of());
  }

  /// Of the epoch that the pool is of now.
  private long fence(int sequence) {
    var epoch =
        truth.rows("select epoch from inventory.pool where performance_id = ?", performanceId);
    return (Long.parseLong(epoch.getFirst()) << 32) | sequence;
  }

  private List<String> seats() {
    return truth.rows(
        "select ordinal, state from inventory.performance_seat"
            + " where performance_id = ? order by ordinal",
        performanceId);
  }
}
