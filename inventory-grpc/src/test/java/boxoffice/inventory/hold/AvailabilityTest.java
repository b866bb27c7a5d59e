package boxoffice.inventory.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.inventory.Eventually;
import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Truth;
import boxoffice.inventory.performance.Performances;
import boxoffice.inventory.v1.Availability;
import boxoffice.inventory.v1.GetAvailabilityRequest;
import boxoffice.inventory.v1.GetAvailabilityResponse;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.ReleaseHoldRequest;
import boxoffice.user.RunningUserGrpc;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/// What is free, over the wire.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AvailabilityTest {
  private static final int SEATS = 50_000;

  private RunningUserGrpc users;
  private RunningInventoryGrpc inventory;

  /// Answers one reading for a minute.
  private RunningInventoryGrpc keeping;

  private Truth truth;
  private RedisClient redis;
  private String ada;

  @BeforeAll
  void start(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.users = users;
    this.inventory = inventory;
    keeping = inventory.beside("--boxoffice.inventory.availability.max-age=60s");
    truth = new Truth();
    redis =
        RedisClient.builder()
            .hostAndPort("127.0.0.1", inventory.redis().port())
            .clientConfig(
                DefaultJedisClientConfig.builder().password(inventory.redis().password()).build())
            .build();
    ada = users.person("buyer").accessToken();
  }

  /// Big halls would cost every later service of this JVM the building of their pools.
  @AfterAll
  void stop() {
    truth.execute(
        """
        delete from inventory.performance_seat where performance_id in
          (select performance_id from inventory.performance where display_name = 'Arena of 50000');
        delete from inventory.pool where performance_id in
          (select performance_id from inventory.performance where display_name = 'Arena of 50000');
        delete from inventory.performance where display_name = 'Arena of 50000';
        delete from inventory.seat where section = 'Arena of 50000';
        """);
    redis.close();
    truth.close();
    keeping.close();
  }

  @Test
  void saysSoWhereNothingChanged() {
    var performance = inventory.performance(10);
    var empty = look(performance).getVersion();
    assertThat(look(performance, empty).hasUnchanged()).isTrue();

    var hold = inventory.hold(ada, performance, 2, 3).getHeld();
    var changed = look(performance, empty).getAvailability();
    assertThat(BitSet.valueOf(changed.getTaken().toByteArray()).stream()).containsExactly(2, 3);
    assertThat(changed.getFreeCount()).isEqualTo(8);
    assertThat(look(performance, changed.getVersion()).hasUnchanged()).isTrue();

    var _ =
        inventory
            .holds(ada)
            .releaseHold(
                ReleaseHoldRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setName(hold.getName())
                    .build());
    assertThat(look(performance, empty).hasUnchanged()).isTrue();
  }

  /// No change of the pool has a number of its own for it.
  @Test
  void hasAnotherVersionOnceAHoldHasLapsed() {
    var performance = inventory.performance(10);
    var empty = look(performance).getVersion();
    inventory.hold(ada, performance, 2);
    var held = look(performance).getVersion();
    var sequence = redis.hget(PoolKeys.name(id(performance), "meta"), "sequence");

    redis.setrange(
        PoolKeys.name(id(performance), "seats").getBytes(StandardCharsets.US_ASCII),
        2 * 8 + 4,
        new byte[] {0, 0, 0, 1});

    assertThat(look(performance).getVersion()).isNotEqualTo(held).isEqualTo(empty);
    assertThat(redis.hget(PoolKeys.name(id(performance), "meta"), "sequence")).isEqualTo(sequence);
  }

  @Test
  void countsSeatsAgainWhoseHoldLapsedThoughNobodyClaims() {
    var performance = inventory.performance(10);
    var hold = inventory.hold(ada, performance, 2, 3).getHeld().getName();
    var pools = inventory.context().getBean(OpenPools.class);
    pools.openAll();
    assertThat(counted(performance)).isEqualTo("8");

    redis.zadd(PoolKeys.name(id(performance), "due"), 1, hold.substring(hold.lastIndexOf('/') + 1));
    pools.openAll();

    assertThat(counted(performance)).isEqualTo("10");
    assertThat(look(performance).getFreeCount()).isEqualTo(10);
  }

  private String counted(Performance performance) {
    return truth
        .rows(
            "select free_count from inventory.performance_count where performance_id = ?",
            id(performance))
        .getFirst();
  }

  @Test
  void showsADraftToNobodyButItsMembers() {
    var performance = inventory.performance(10);
    truth.execute(
        "update inventory.performance set state = 'DRAFT' where performance_id = '"
            + performance.getPerformanceId()
            + "'");
    inventory.context().getBean(Performances.class).forget(id(performance));

    var refused = catchThrowableOfType(StatusRuntimeException.class, () -> look(performance, "x"));
    assertThat(ErrorStatus.reason(refused)).contains(ErrorReason.NOT_FOUND);
    var admin = users.person("admin").accessToken();
    assertThat(
            inventory
                .performances(admin)
                .getAvailability(request(performance, ""))
                .getAvailability()
                .getFreeCount())
        .isEqualTo(10);
  }

  @Test
  void readsRedisOnceForAllWhoLookAtOnce() throws InterruptedException, ExecutionException {
    var performance = inventory.performance(10);
    var before = readings(keeping);
    var looks =
        IntStream.range(0, 500)
            .<Callable<GetAvailabilityResponse>>mapToObj(
                _ -> () -> keeping.performances(ada).getAvailability(request(performance, "")))
            .toList();
    var versions = new ArrayList<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var look : threads.invokeAll(looks)) {
        versions.add(look.get().getAvailability().getVersion());
      }
    }

    assertThat(versions).hasSize(500);
    assertThat(versions.stream().distinct()).hasSize(1);
    assertThat(readings(keeping) - before).isEqualTo(1);
  }

  /// Bytes are asserted, milliseconds are printed: they are the machine's.
  @Test
  void isSmallForAHouseOfFiftyThousandSeats() {
    var hall = bigHall();
    for (var house :
        List.of(
            new House("empty", "false", 0),
            new House("one seat", "ordinal = 49999", SEATS / 8),
            new House("half sold", "ordinal % 2 = 1", SEATS / 8),
            new House("sold out", "true", SEATS / 8))) {
      var performance = bigPerformance(hall, house.sold());
      Eventually.is("its pool is built, by whichever service", () -> hasPool(performance));
      var cold = System.nanoTime();
      var seen = look(keeping, performance);
      var warm = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        seen = look(keeping, performance);
      }
      var end = System.nanoTime();
      System.out.printf(
          "MEASURED availability of %d seats, %s: %d bytes of seats, %d bytes of answer,"
              + " read from Redis %.2f ms, from memory %.3f ms%n",
          SEATS,
          house.name(),
          seen.getTaken().size(),
          seen.getSerializedSize(),
          (warm - cold) / 1e6,
          (end - warm) / 1e8);

      assertThat(seen.getTaken().size()).as(house.name()).isEqualTo(house.bytes());
      assertThat(seen.getSerializedSize()).as(house.name()).isLessThan(house.bytes() + 100);
      var again =
          keeping.performances(ada).getAvailability(request(performance, seen.getVersion()));
      assertThat(again.getSerializedSize()).as("unchanged").isLessThan(10);
    }
  }

  /// @param sold which of its seats, in SQL
  /// @param bytes that the seats take over the wire
  private record House(String name, String sold, int bytes) {}

  private UUID bigHall() {
    var hall = UUID.randomUUID();
    truth.execute(
        """
        insert into inventory.seat_map
          (seat_map_id, display_name, seat_count, categories, plan, request_hash, created_by, created_at)
          values ('%1$s', 'Arena', 50000, '{Stalls}', '', '', 'test', now());
        insert into inventory.seat
          (seat_map_id, ordinal, seat_id, section, row_label, row_ordinal, number, category, segment)
          select '%1$s', i, gen_random_uuid(), 'Arena of 50000', (i / 100)::text, i / 100, (i %% 100)::text,
            'Stalls', i / 100
          from generate_series(0, 49999) i;
        insert into inventory.segment (seat_map_id, segment, section, first_ordinal, length, quality)
          select '%1$s', i, 'Arena', i * 100, 100, 1 from generate_series(0, 499) i;
        """
            .formatted(hall));
    return hall;
  }

  private Performance bigPerformance(UUID hall, String sold) {
    var id = UUID.randomUUID();
    truth.execute(
        """
        insert into inventory.performance
          (performance_id, seat_map_id, display_name, starts_at, on_sale_at, off_sale_at, currency,
           seats_per_hold, seats_per_buyer, request_hash, created_by, created_at, state)
          values ('%1$s', '%2$s', 'Arena of 50000', now() + interval '2 days', now(), now() + interval '1 day',
            'EUR', 10, 10, '', 'test', now(), 'OPEN');
        insert into inventory.performance_seat
          (performance_id, seat_id, ordinal, state, order_id, fence, updated_at)
          select '%1$s', seat_id, ordinal, 'BOOKED', gen_random_uuid(), 1, now()
          from inventory.seat where seat_map_id = '%2$s' and %3$s;
        """
            .formatted(id, hall, sold));
    return Performance.newBuilder().setPerformanceId(id.toString()).build();
  }

  private boolean hasPool(Performance performance) {
    keeping.context().getBean(OpenPools.class).openAll();
    return redis.hexists(PoolKeys.name(id(performance), "meta"), "epoch");
  }

  private static long readings(RunningInventoryGrpc service) {
    return (long)
        service
            .context()
            .getBean(MeterRegistry.class)
            .get("boxoffice.availability.readings")
            .counter()
            .count();
  }

  private Availability look(Performance performance) {
    return look(inventory, performance);
  }

  private Availability look(RunningInventoryGrpc service, Performance performance) {
    return service.performances(ada).getAvailability(request(performance, "")).getAvailability();
  }

  private GetAvailabilityResponse look(Performance performance, String known) {
    return inventory.performances(ada).getAvailability(request(performance, known));
  }

  private static GetAvailabilityRequest request(Performance performance, String known) {
    return GetAvailabilityRequest.newBuilder()
        .setPerformanceId(performance.getPerformanceId())
        .setKnownVersion(known)
        .build();
  }

  private static UUID id(Performance performance) {
    return UUID.fromString(performance.getPerformanceId());
  }
}
