package boxoffice.inventory.seatmap;

import static boxoffice.inventory.seatmap.PlanTable.plan;
import static boxoffice.inventory.seatmap.PlanTable.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import boxoffice.inventory.Catalogue;
import boxoffice.inventory.Eventually;
import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Truth;
import boxoffice.inventory.v1.BookSeatsRequest;
import boxoffice.inventory.v1.CategoryPrice;
import boxoffice.inventory.v1.CreatePerformanceRequest;
import boxoffice.inventory.v1.DeleteSeatMapRequest;
import boxoffice.inventory.v1.FreeSeatsRequest;
import boxoffice.inventory.v1.GetPerformanceRequest;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PerformanceState;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.inventory.v1.PublishSeatMapResponse;
import boxoffice.inventory.v1.ReserveSeatsResponse;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.inventory.v1.SeatMap;
import boxoffice.inventory.v1.SeatMapState;
import boxoffice.inventory.v1.UpdatePerformanceRequest;
import boxoffice.inventory.v1.VanishingSeat;
import boxoffice.money.v1.Money;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.DerivedId;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import boxoffice.wire.WireTypes;
import com.google.protobuf.FieldMask;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// New versions of halls whose performances are on sale.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeatMapVersionsTest {
  private static final Logger LOG = LoggerFactory.getLogger(SeatMapVersionsTest.class);
  private static final Duration A_MONTH = Duration.ofDays(30);

  private RunningUserGrpc users;
  private RunningInventoryGrpc inventory;
  private Truth truth;
  private Catalogue catalogue;
  private Person organiser;
  private Person ada;
  private Person bob;
  private String orders;
  private SeatMapCalls halls;

  @BeforeAll
  void start(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.users = users;
    this.inventory = inventory;
    truth = new Truth();
    organiser = users.organiser();
    catalogue = inventory.catalogue(organiser.accessToken());
    halls = new SeatMapCalls(inventory.channel(), organiser.accessToken(), catalogue.venueId());
    ada = users.person("buyer");
    bob = users.person("buyer");
    orders = users.clientToken();
  }

  @AfterAll
  void stop() {
    truth.close();
  }

  @Test
  void movesPerformancesAndKeepsEverySeatThatIsSold() {
    var first = halls.published(rowOf(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    var performance = performance(first, "Stalls");
    var booked = UUID.randomUUID();
    var reserved = UUID.randomUUID();
    var freed = UUID.randomUUID();
    reserve(booked, hold(ada, performance, 4), ada);
    book(booked, performance);
    reserve(reserved, hold(bob, performance, 6), bob);
    reserve(freed, hold(ada, performance, 3), ada);
    free(freed, performance);
    var held = hold(bob, performance, 8);
    // seat 3 goes, 20 comes in front: each seat has another ordinal
    var second = halls.version(first, rowOf(20, 9, 8, 7, 6, 5, 4, 2, 1, 0));

    assertThat(halls.publish(second).hasSeatMap()).isTrue();

    assertThat(halls.read(first).getState()).isEqualTo(SeatMapState.SEAT_MAP_STATE_REPLACED);
    assertThat(halls.read(second).getState()).isEqualTo(SeatMapState.SEAT_MAP_STATE_PUBLISHED);
    assertThat(read(performance).getSeatMapId()).isEqualTo(second.getSeatMapId());
    assertThat(states(performance))
        .containsExactlyInAnyOrder("-1 FREE null", "6 BOOKED " + booked, "4 RESERVED " + reserved);
    // what was sold before is nobody else's, what is free can be had
    for (int seat : List.of(4, 6)) {
      assertThat(taken(bob, performance, seat)).containsExactly(id(seat));
    }
    assertThat(reserve(UUID.randomUUID(), held, bob).hasHoldEnded()).isTrue();
    var order = UUID.randomUUID();
    assertThat(reserve(order, hold(ada, performance, 8), ada).hasReserved()).isTrue();
    assertThat(reserve(order, hold(ada, performance, 20), ada).hasReserved()).isTrue();
    assertThat(states(performance)).contains("2 RESERVED " + order);
    // the order of before goes on
    book(reserved, performance);
    free(booked, performance);
    assertThat(reserve(UUID.randomUUID(), hold(bob, performance, 4), bob).hasReserved()).isTrue();
    assertThat(taken(ada, performance, 6)).containsExactly(id(6));
  }

  @Test
  void sellsASeatAgainThatWentAndCameBack() {
    var first = halls.published(rowOf(0, 1, 2));
    var performance = performance(first, "Stalls");
    var order = UUID.randomUUID();
    reserve(order, hold(ada, performance, 2), ada);
    free(order, performance);
    var fence = fence(performance, 2);
    var second = halls.version(first, rowOf(0, 1));
    halls.publish(second);
    var third = halls.version(second, rowOf(2, 1, 0));
    halls.publish(third);

    assertThat(states(performance)).containsExactly("0 FREE null");
    reserve(UUID.randomUUID(), hold(bob, performance, 2), bob);
    assertThat(fence(performance, 2)).isGreaterThan(fence);
    assertThat(taken(ada, performance, 2)).containsExactly(id(2));
    assertThat(third.getVersion()).isEqualTo(3);
  }

  @Test
  void refusesAVersionWithoutSeatsThatAreSoldAndNamesThem() {
    var first = halls.published(rowOf(0, 1, 2, 3));
    var one = performance(first, "Stalls");
    var other = performance(first, "Stalls");
    var order = UUID.randomUUID();
    reserve(order, hold(ada, one, 1, 2), ada);
    book(order, one);
    reserve(UUID.randomUUID(), hold(bob, other, 3), bob);
    var second = halls.version(first, rowOf(0, 2));
    var before = everything(first);

    var refused = halls.publish(second).getSeatsWouldVanish();

    assertThat(refused.getSeatCount()).isEqualTo(2);
    assertThat(refused.getSeatsList())
        .extracting(
            VanishingSeat::getPerformanceId,
            VanishingSeat::getSeatId,
            VanishingSeat::getSection,
            VanishingSeat::getRow,
            VanishingSeat::getNumber)
        .containsExactlyInAnyOrder(
            tuple(one.getPerformanceId(), id(1), "Floor", "A", "1"),
            tuple(other.getPerformanceId(), id(3), "Floor", "A", "3"));
    assertThat(halls.read(second)).isEqualTo(second);
    assertThat(everything(first)).isEqualTo(before);
    assertThat(taken(bob, one, 1)).containsExactly(id(1));
    assertThat(hold(bob, one, 3)).isNotEmpty();

    free(order, one);
    var _ =
        halls
            .stub()
            .deleteSeatMap(
                DeleteSeatMapRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setSeatMapId(second.getSeatMapId())
                    .build());
    var better = halls.version(first, rowOf(3, 0));
    assertThat(halls.publish(better).hasSeatMap()).isTrue();
  }

  @Test
  void namesTheFirstHundredOfThemAndCountsAll() {
    var first = halls.published(rowOf(IntStream.range(0, 200).toArray()));
    var performance = performance(first, "Stalls");
    truth.execute(
        """
        insert into inventory.performance_seat
        select '%s', seat_id, ordinal, 'BOOKED', gen_random_uuid(), 1, now()
        from inventory.seat where seat_map_id = '%s' and ordinal >= 50
        """
            .formatted(performance.getPerformanceId(), first.getSeatMapId()));
    var second = halls.version(first, rowOf(IntStream.range(0, 51).toArray()));

    var refused = halls.publish(second).getSeatsWouldVanish();

    assertThat(refused.getSeatCount()).isEqualTo(149);
    assertThat(refused.getSeatsList())
        .extracting(VanishingSeat::getNumber)
        .containsExactlyElementsOf(IntStream.range(51, 151).mapToObj(Integer::toString).toList());
  }

  @Test
  void movesToACategoryThatWasPricedBefore() {
    var first = halls.published(rowOf(0, 1));
    var performance = performance(first, "Stalls");
    var boxes = new String(rowOf(0, 1), StandardCharsets.UTF_8).replace("\"Stalls\"", "\"Box\"");
    var second = halls.version(first, boxes.getBytes(StandardCharsets.UTF_8));
    var priced =
        inventory
            .performances(organiser.accessToken())
            .updatePerformance(
                UpdatePerformanceRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setPerformanceId(performance.getPerformanceId())
                    .addAllPrices(performance.getPricesList())
                    .addPrices(performance.getPrices(0).toBuilder().setCategory("Box"))
                    .setUpdateMask(FieldMask.newBuilder().addPaths("prices"))
                    .build());
    assertThat(priced.getPerformance().getPricesCount()).isEqualTo(2);

    assertThat(halls.publish(second).hasSeatMap()).isTrue();
    assertThat(
            truth.rows(
                "select action from inventory.audit_entry where subject = ? order by number desc limit 1",
                performance.getPerformanceId()))
        .containsExactly("performance-moved");
  }

  @Test
  void refusesAVersionWithACategoryThatHasNoPrice() {
    var first = halls.published(rowOf(0, 1));
    var performance = performance(first, "Stalls");
    var boxes = new String(rowOf(0, 1), StandardCharsets.UTF_8).replace("\"Stalls\"", "\"Box\"");
    var second = halls.version(first, boxes.getBytes(StandardCharsets.UTF_8));

    var refused = halls.publish(second).getCategoriesWithoutPrice();

    assertThat(refused.getPerformanceId()).isEqualTo(performance.getPerformanceId());
    assertThat(refused.getCategoriesList()).containsExactly("Box");
    assertThat(halls.read(second)).isEqualTo(second);
    assertThat(read(performance).getSeatMapId()).isEqualTo(first.getSeatMapId());
  }

  @Test
  void leavesPerformancesAloneThatAreOverOrCancelled() {
    var first = halls.published(rowOf(0, 1));
    var over = performance(first, "Stalls");
    var cancelled = performance(first, "Stalls");
    reserve(UUID.randomUUID(), hold(ada, over, 1), ada);
    reserve(UUID.randomUUID(), hold(ada, cancelled, 1), ada);
    truth.execute(
        """
        update inventory.performance set on_sale_at = now() - interval '3 hours',
          off_sale_at = now() - interval '2 hours', starts_at = now() - interval '1 hour'
          where performance_id = '%s';
        update inventory.performance set state = 'CANCELLED' where performance_id = '%s'
        """
            .formatted(over.getPerformanceId(), cancelled.getPerformanceId()));

    assertThat(halls.publish(halls.version(first, rowOf(0))).hasSeatMap()).isTrue();

    for (var performance : List.of(over, cancelled)) {
      assertThat(read(performance).getSeatMapId()).isEqualTo(first.getSeatMapId());
      assertThat(states(performance)).singleElement().asString().startsWith("1 RESERVED");
    }
  }

  @Test
  void publishesOnceOfSeveralAtOnce() throws InterruptedException, ExecutionException {
    var first = halls.published(rowOf(0, 1));
    var performance = performance(first, "Stalls");
    var second = halls.version(first, rowOf(1, 0));
    var epoch = epoch(performance);
    var revision = revision(performance);
    var calls = new ArrayList<Callable<String>>();
    for (int i = 0; i < 6; i++) {
      var request = SeatMapCalls.publication(second).setEtag(second.getEtag()).build();
      calls.add(() -> {
        try {
          return halls.stub().publishSeatMap(request).getOutcomeCase().name();
        } catch (StatusRuntimeException e) {
          return ErrorStatus.reason(e).map(ErrorReason::name).orElse("none");
        }
      });
    }
    var answers = new ArrayList<String>();
    try (var threads = Executors.newFixedThreadPool(calls.size())) {
      for (var answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).containsOnlyOnce("SEAT_MAP").hasSize(6);
    answers.remove("SEAT_MAP");
    assertThat(answers).containsOnly("ETAG_MISMATCH");
    assertThat(revision(performance)).isEqualTo(revision + 1);
    // once by the publication, once by the pool that is built anew; a repair may raise it too
    Eventually.is("a new pool", () -> epoch(performance) >= epoch + 2);
    assertThat(halls.publish(second).getSeatMap()).isEqualTo(halls.read(second));
  }

  @Test
  void givesEachSeatToOneOrderWhileVersionsChange()
      throws InterruptedException, ExecutionException {
    var names = IntStream.range(0, 30).toArray();
    var version = halls.published(rowOf(names));
    var performance = performance(version, "Stalls");
    var sold = new ConcurrentHashMap<String, UUID>();
    var threads = Executors.newFixedThreadPool(6);
    var buying = new ArrayList<Future<?>>();
    for (int thread = 0; thread < 6; thread++) {
      var buyer = users.person("buyer");
      var first = thread;
      buying.add(threads.submit(() -> buySome(performance, buyer, first, sold)));
    }
    try (threads) {
      for (int i = 0; i < 3; i++) {
        version = next(version, IntStream.of(names).map(name -> 29 - name).toArray());
        version = next(version, names);
      }
      for (var thread : buying) {
        thread.get();
      }
    }

    assertThat(sold).isNotEmpty();
    assertThat(
            truth.rows(
                """
                select p.seat_id, p.order_id, p.ordinal - s.ordinal from inventory.performance_seat p
                left join inventory.seat s on s.seat_map_id = ? and s.seat_id = p.seat_id
                where p.performance_id = ? and p.state <> 'FREE'\
                """,
                UUID.fromString(version.getSeatMapId()),
                UUID.fromString(performance.getPerformanceId())))
        .containsExactlyInAnyOrderElementsOf(
            sold.entrySet().stream()
                .map(seat -> seat.getKey() + " " + seat.getValue() + " 0")
                .toList());
  }

  /// Publishes a version, however long sales keep it from it.
  private SeatMap next(SeatMap before, int... names) {
    var draft = halls.version(before, rowOf(names));
    Eventually.is(
        "a publication",
        () -> {
          try {
            return halls.publish(draft).hasSeatMap();
          } catch (StatusRuntimeException e) {
            assertThat(ErrorStatus.reason(e))
                .isPresent()
                .get()
                .isIn(ErrorReason.SERVICE_UNAVAILABLE, ErrorReason.OVERLOADED);
            return false;
          }
        });
    return draft;
  }

  /// Tries each seat once, from one of them on.
  private void buySome(
      Performance performance, Person buyer, int first, ConcurrentHashMap<String, UUID> sold) {
    for (int i = 0; i < 30; i++) {
      var held = place(buyer, performance, (first * 5 + i) % 30).getHeld();
      if (held.getSeatsCount() == 0) {
        continue;
      }
      var order = UUID.randomUUID();
      try {
        for (var seat : reserve(order, held.getName(), buyer).getReserved().getSeatsList()) {
          assertThat(sold.put(seat.getSeatId(), order)).as("sold twice").isNull();
        }
      } catch (StatusRuntimeException e) {
        assertThat(ErrorStatus.reason(e))
            .isPresent()
            .get()
            .isIn(
                ErrorReason.INVENTORY_UNAVAILABLE,
                ErrorReason.SERVICE_UNAVAILABLE,
                ErrorReason.OVERLOADED);
      }
    }
  }

  @Test
  void refusesADraftWhoseVersionBeforeIsNotTheNewest() {
    var first = halls.published(rowOf(0, 1));
    var second = halls.version(first, rowOf(1, 0));
    var newest = halls.published(rowOf(0));
    // nobody gets there by the service: a version is replaced by one draft only
    truth.execute(
        """
        update inventory.seat_map set state = 'REPLACED' where seat_map_id = '%1$s';
        update inventory.seat_map set hall_id = '%1$s', version = 3 where seat_map_id = '%2$s'
        """
            .formatted(first.getSeatMapId(), newest.getSeatMapId()));

    PublishSeatMapResponse refused = halls.publish(second);

    assertThat(refused.getOutdated().getSeatMapId()).isEqualTo(newest.getSeatMapId());
    assertThat(halls.read(second)).isEqualTo(second);
  }

  @Test
  void movesAHouseOfFiftyThousandSoldSeats() {
    var first = halls.published(SeatPlansTest.arena());
    var performance = performance(first, "Floor", "Tier");
    truth.execute(
        """
        insert into inventory.performance_seat
        select '%s', seat_id, ordinal, 'BOOKED', gen_random_uuid(), 1, now()
        from inventory.seat where seat_map_id = '%s' and ordinal > 0
        """
            .formatted(performance.getPerformanceId(), first.getSeatMapId()));
    var turned =
        new String(SeatPlansTest.arena(), StandardCharsets.UTF_8)
            .replaceFirst("\\{\"seat_guid\":\"Block 0-0-0\".*?\\},(?=\\{\"seat_guid\")", "");
    var second = halls.version(first, turned.getBytes(StandardCharsets.UTF_8));
    var start = System.nanoTime();

    assertThat(halls.publish(second).hasSeatMap()).isTrue();

    LOG.info(
        "moved {} sold seats in {} ms",
        second.getSeatCount(),
        Duration.ofNanos(System.nanoTime() - start).toMillis());
    assertThat(second.getSeatCount()).isEqualTo(49_999);
    assertThat(
            truth.rows(
                """
                select count(*) from inventory.performance_seat p join inventory.seat s
                on s.seat_id = p.seat_id and s.ordinal = p.ordinal
                where p.performance_id = ? and s.seat_map_id = ?\
                """,
                UUID.fromString(performance.getPerformanceId()),
                UUID.fromString(second.getSeatMapId())))
        .containsExactly("49999");
  }

  /// A hall with one row, of seats that are called so and stand in this order.
  private static byte[] rowOf(int... names) {
    var row = row("A", IntStream.range(0, names.length).mapToDouble(i -> i * 25).toArray());
    for (int i = names.length - 1; i >= 0; i--) {
      row =
          row.replace(
              "\"A-%1$d\",\"seat_number\":\"%1$d\"".formatted(i),
              "\"S-%1$d\",\"seat_number\":\"%1$d\"".formatted(names[i]));
    }
    return plan(row).getBytes(StandardCharsets.UTF_8);
  }

  private static String id(int name) {
    return DerivedId.of("seat", "S-" + name).toString();
  }

  private Performance performance(SeatMap seatMap, String... categories) {
    var now = Instant.now();
    return inventory
        .performances(organiser.accessToken())
        .createPerformance(
            CreatePerformanceRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setDisplayName("Test Performance")
                .setSeatMapId(seatMap.getSeatMapId())
                .setEventId(catalogue.eventId())
                .setState(PerformanceState.PERFORMANCE_STATE_OPEN)
                .setOrphansAllowed(true)
                .setOnSaleTime(WireTypes.timestamp(now.minus(Duration.ofHours(1))))
                .setOffSaleTime(WireTypes.timestamp(now.plus(A_MONTH)))
                .setStartTime(WireTypes.timestamp(now.plus(A_MONTH)))
                .addAllPrices(Arrays.stream(categories).map(SeatMapVersionsTest::price).toList())
                .build())
        .getPerformance();
  }

  private static CategoryPrice price(String category) {
    return CategoryPrice.newBuilder()
        .setCategory(category)
        .setPrice(Money.newBuilder().setAmountMinor(2500).setCurrency("EUR"))
        .build();
  }

  private Performance read(Performance performance) {
    return inventory
        .performances(organiser.accessToken())
        .getPerformance(
            GetPerformanceRequest.newBuilder()
                .setPerformanceId(performance.getPerformanceId())
                .build())
        .getPerformance();
  }

  private String hold(Person buyer, Performance performance, int... seats) {
    return place(buyer, performance, seats).getHeld().getName();
  }

  private List<String> taken(Person buyer, Performance performance, int... seats) {
    return place(buyer, performance, seats).getSeatsUnavailable().getSeatsList().stream()
        .map(seat -> seat.getSeatId())
        .toList();
  }

  /// As soon as the pool is there.
  private PlaceHoldResponse place(Person buyer, Performance performance, int... seats) {
    var request =
        PlaceHoldRequest.newBuilder()
            .setRequestId(UUID.randomUUID().toString())
            .setPerformanceId(performance.getPerformanceId())
            .addAllSeats(
                IntStream.of(seats)
                    .mapToObj(seat -> SeatChoice.newBuilder().setSeatId(id(seat)).build())
                    .toList())
            .build();
    var answer = new ArrayList<PlaceHoldResponse>();
    Eventually.is(
        "a pool",
        () -> {
          try {
            return answer.add(inventory.holds(buyer.accessToken()).placeHold(request));
          } catch (StatusRuntimeException e) {
            assertThat(ErrorStatus.reason(e)).contains(ErrorReason.INVENTORY_UNAVAILABLE);
            return false;
          }
        });
    return answer.getFirst();
  }

  private ReserveSeatsResponse reserve(UUID order, String hold, Person buyer) {
    return inventory
        .reservations(orders)
        .reserveSeats(RunningInventoryGrpc.reserveRequest(order, hold, buyer, A_MONTH));
  }

  private void book(UUID order, Performance performance) {
    var booked =
        inventory
            .reservations(orders)
            .bookSeats(
                BookSeatsRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setOrderId(order.toString())
                    .setPerformanceId(performance.getPerformanceId())
                    .build());
    assertThat(booked.hasBooked()).isTrue();
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
            + " where performance_id = ?",
        UUID.fromString(performance.getPerformanceId()));
  }

  private long fence(Performance performance, int seat) {
    return number(
        "select fence from inventory.performance_seat where performance_id = ? and seat_id = ?",
        UUID.fromString(performance.getPerformanceId()),
        UUID.fromString(id(seat)));
  }

  private long epoch(Performance performance) {
    return number(
        "select epoch from inventory.pool where performance_id = ?",
        UUID.fromString(performance.getPerformanceId()));
  }

  private long revision(Performance performance) {
    return number(
        "select revision from inventory.performance where performance_id = ?",
        UUID.fromString(performance.getPerformanceId()));
  }

  private long number(String query, Object... values) {
    return Long.parseLong(truth.rows(query, values).getFirst());
  }

  /// What a publication would change of a version's performances.
  private List<String> everything(SeatMap seatMap) {
    return truth.rows(
        """
        select m.state, m.revision, p.performance_id, p.revision, o.epoch, s.seat_id, s.ordinal,
          s.state, s.order_id, s.fence
        from inventory.seat_map m join inventory.performance p using (seat_map_id)
        join inventory.pool o using (performance_id)
        join inventory.performance_seat s using (performance_id)
        where seat_map_id = ? order by p.performance_id, s.seat_id\
        """,
        UUID.fromString(seatMap.getSeatMapId()));
  }
}
