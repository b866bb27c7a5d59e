package boxoffice.inventory.repair;

import static boxoffice.inventory.reservation.Desk.units;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.TypedSql;
import boxoffice.inventory.Eventually;
import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.hold.WishingHall;
import boxoffice.inventory.repair.RepairStore.Subject;
import boxoffice.inventory.reservation.Desk;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.inventory.v1.UnavailableReason;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/// What Redis missed, or what became of it, put right from PostgreSQL.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepairTest {
  private static final int CELL = 8;
  private static final int NEVER = 0xFFFFFFFF;
  private static final int BLOCKED = 0xFFFFFFFE;

  private Desk desk;
  private RedisClient redis;
  private Person ada;
  private Person bob;
  private Performance performance;
  private UUID id;

  @BeforeAll
  void start(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    desk = new Desk(users, inventory);
    ada = users.person("buyer");
    bob = users.person("buyer");
    redis =
        RedisClient.builder()
            .hostAndPort("127.0.0.1", inventory.redis().port())
            .clientConfig(
                DefaultJedisClientConfig.builder().password(inventory.redis().password()).build())
            .build();
  }

  @AfterAll
  void stop() {
    redis.close();
    desk.close();
  }

  @BeforeEach
  void newPerformance() {
    performance = desk.hall.performance();
    id = UUID.fromString(performance.getPerformanceId());
  }

  @Test
  void marksWhatWasCommittedAndNeverMarked() {
    var order = UUID.randomUUID();
    var sku = desk.hall.product(2, 0);
    var hold = desk.hold(ada, seats(0, 1).addProducts(units(sku, 2)));
    desk.reserveUntold(order, hold, ada);
    assertThat(until(0)).isNotEqualTo(NEVER);
    var before = healed("TAKEN");

    assertThat(repair().differing()).containsExactlyInAnyOrder(0, 1);

    assertThat(until(0)).isEqualTo(NEVER);
    assertThat(until(1)).isEqualTo(NEVER);
    assertThat(healed("TAKEN") - before).isEqualTo(2);
    assertThat(redis.hget("{s:" + sku + "}:meta", "held")).isEqualTo("0");
    assertThat(repair()).isEqualTo(new RepairPool.Compared(Set.of(), 2));
  }

  @Test
  void marksWhatLapsedInRedisThoughItIsReserved() {
    var order = UUID.randomUUID();
    var hold = desk.hold(ada, seats(3));
    desk.reserveUntold(order, hold, ada);
    var holdId = hold.getName().substring(hold.getName().lastIndexOf('/') + 1);
    redis.zadd(key("due"), 1, holdId); // its payment deadline is over
    desk.hold(bob, seats(5)); // which retires it
    assertThat(owner(3)).isZero();

    repair();

    assertThat(until(3)).isEqualTo(NEVER);
    assertThat(redis.hget(key("buyers"), ada.accountId().toString())).isEqualTo("1");
    assertThat(refusal(3)).isEqualTo(UnavailableReason.UNAVAILABLE_REASON_TAKEN);
  }

  @Test
  void freesWhatWasFreedAndNeverTold() {
    var order = UUID.randomUUID();
    var hold = desk.hold(ada, seats(0, 1));
    desk.reserve(order, hold, ada);
    desk.freeUntold(order, hold);
    assertThat(until(0)).isEqualTo(NEVER);
    var before = healed("FREED");

    assertThat(repair().differing()).containsExactlyInAnyOrder(0, 1);

    assertThat(owner(0)).isZero();
    assertThat(redis.hget(key("buyers"), ada.accountId().toString())).isNull();
    assertThat(healed("FREED") - before).isEqualTo(2);
    assertThat(desk.hold(bob, seats(0, 1)).getSeatsCount()).isEqualTo(2);
  }

  @Test
  void mendsSeatsThatSomebodyBroke() {
    var order = UUID.randomUUID();
    var hold = desk.hold(ada, seats(0, 1));
    desk.reserve(order, hold, ada);
    desk.book(order, hold);
    put(0, 0, 0);
    put(1, 77, NEVER);
    put(4, 78, NEVER);
    put(6, 79, BLOCKED);
    put(7, 0, 3);

    assertThat(repair().differing()).containsExactlyInAnyOrder(0, 1, 4, 6, 7);

    assertThat(repair().differing()).isEmpty();
    assertThat(owner(0)).isEqualTo(owner(1));
    assertThat(IntStream.of(0, 1).map(this::until)).containsOnly(NEVER);
    assertThat(IntStream.of(4, 6, 7).map(this::owner)).containsOnly(0);
    // and what is free for whom is known again
    assertThat(desk.hold(bob, seats(2, 3, 4, 5, 6, 7)).getSeatsCount()).isEqualTo(6);
  }

  @Test
  void blocksAndUnblocks() {
    desk.truth.execute(
        """
        insert into inventory.performance_seat (performance_id, seat_id, ordinal, state, fence, updated_at)
          values ('%s', '%s', 2, 'BLOCKED', 1, now());
        """
            .formatted(id, desk.hall.seat(2)));
    repair();
    assertThat(until(2)).isEqualTo(BLOCKED);
    assertThat(refusal(2)).isEqualTo(UnavailableReason.UNAVAILABLE_REASON_BLOCKED);

    desk.truth.execute(
        "update inventory.performance_seat set state = 'FREE' where performance_id = '%s'"
            .formatted(id));
    repair();
    assertThat(desk.hold(bob, seats(2)).getSeatsCount()).isEqualTo(1);
  }

  @Test
  void leavesAloneWhatIsHeldOrPinned() {
    desk.hold(ada, seats(0, 1));
    var pinned = desk.hold(bob, seats(3, 4));
    desk.pinOnly(UUID.randomUUID(), pinned, bob);
    var before = redis.get(key("seats").getBytes(StandardCharsets.US_ASCII));

    assertThat(repair().differing()).isEmpty();
    assertThat(redis.get(key("seats").getBytes(StandardCharsets.US_ASCII))).isEqualTo(before);
  }

  @Test
  void costsOneQueryAndOneRoundTripWhereNothingDiffers() {
    desk.reserve(UUID.randomUUID(), desk.hold(ada, seats(0, 1)), ada);
    var subject = subject();
    var queries = new AtomicInteger();
    var scripts = new ArrayList<Long>();
    for (int i = 0; i < 5; i++) { // others call scripts too, now and then
      var before = calls();
      queries.set(0);
      sql()
          .connection(connection ->
              desk.bean(RepairPool.class)
                  .repair(TypedSql.on(counting(connection, queries)), subject));
      scripts.add(calls() - before);
    }

    assertThat(queries).hasValue(1);
    assertThat(scripts).contains(1L);
  }

  @Test
  void findsByItselfWhatChanged() {
    var hold = desk.hold(ada, seats(0, 1));
    desk.reserveUntold(UUID.randomUUID(), hold, ada);

    Eventually.is(
        "the reservation is marked",
        () -> {
          desk.bean(RepairPools.class).run();
          return until(0) == NEVER && until(1) == NEVER;
        });
    assertThat(desk.bean(MeterRegistry.class).get("boxoffice.repair.pinned").gauge().value())
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void buildsAPoolAnewThatCannotBeMended() {
    var hold = desk.hold(ada, seats(0, 1));
    desk.reserve(UUID.randomUUID(), hold, ada);
    put(0, 0, 0);
    var wrong = desk.hold(bob, seats(0)); // held now, and not his to have
    var epoch = epoch();

    Eventually.is(
        "the pool is built anew",
        () -> {
          desk.bean(RepairPools.class).run();
          return epoch() > epoch;
        });
    assertThat(until(0)).isEqualTo(NEVER);
    assertThat(desk.reserve(UUID.randomUUID(), wrong, bob).hasHoldEnded()).isTrue();
  }

  private DSLContext sql() {
    return desk.bean(DSLContext.class);
  }

  private Subject subject() {
    var now = Instant.now();
    return new RepairStore()
        .subjects(sql(), now.minusSeconds(30), now).stream()
            .filter(subject -> subject.performanceId().equals(id))
            .findFirst()
            .orElseThrow();
  }

  private RepairPool.Compared repair() {
    return desk.bean(RepairPool.class).repair(sql(), subject());
  }

  private PlaceHoldRequest.Builder seats(int... ordinals) {
    return WishingHall.wish(performance)
        .addAllSeats(
            IntStream.of(ordinals)
                .mapToObj(i -> SeatChoice.newBuilder().setSeatId(desk.hall.seat(i)).build())
                .toList());
  }

  private UnavailableReason refusal(int ordinal) {
    return desk.hall
        .hold(bob.accessToken(), seats(ordinal))
        .getSeatsUnavailable()
        .getSeats(0)
        .getReason();
  }

  private double healed(String kind) {
    return desk.bean(MeterRegistry.class)
        .get("boxoffice.repair.healed")
        .tag("kind", kind)
        .counter()
        .count();
  }

  private static Connection counting(Connection connection, AtomicInteger statements) {
    InvocationHandler count =
        (_, method, arguments) -> {
          if (method.getName().equals("prepareStatement")) {
            statements.incrementAndGet();
          }
          return method.invoke(connection, arguments);
        };
    return (Connection)
        Proxy.newProxyInstance(
            RepairTest.class.getClassLoader(), new Class<?>[] {Connection.class}, count);
  }

  /// How many scripts Redis has run.
  private long calls() {
    return redis
        .info("commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_evalsha:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("cmdstat_evalsha:calls=(\\d+),.*", "$1")))
        .sum();
  }

  /// Of the pool in Redis.
  private int epoch() {
    return Integer.parseInt(redis.hget(key("meta"), "epoch"));
  }

  private String key(String name) {
    return "{p:" + id + "}:" + name;
  }

  private ByteBuffer cells() {
    return ByteBuffer.wrap(redis.get(key("seats").getBytes(StandardCharsets.US_ASCII)));
  }

  private int owner(int ordinal) {
    return cells().getInt(ordinal * CELL);
  }

  private int until(int ordinal) {
    return cells().getInt(ordinal * CELL + Integer.BYTES);
  }

  private void put(int ordinal, int owner, int until) {
    redis.setrange(
        key("seats").getBytes(StandardCharsets.US_ASCII),
        (long) ordinal * CELL,
        ByteBuffer.allocate(CELL).putInt(owner).putInt(until).array());
  }
}
