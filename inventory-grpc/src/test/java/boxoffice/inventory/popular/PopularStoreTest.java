package boxoffice.inventory.popular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import boxoffice.inventory.Eventually;
import boxoffice.inventory.popular.PopularStore.Asked;
import boxoffice.inventory.popular.PopularStore.Weighed;
import boxoffice.inventory.redis.RedisRules;
import boxoffice.inventory.redis.RunnerForTests;
import boxoffice.inventory.v1.ListPopularPerformancesResponse;
import boxoffice.parts.redis.LocalRedis;
import boxoffice.wire.WireTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/// The scripts of popularity on a real Redis, as the service's user of it, at times of the tests'
/// choice.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PopularStoreTest {
  private static final Instant START = Instant.parse("2026-01-01T20:00:00Z");
  private static final Duration HALF_LIFE = Duration.ofMinutes(10);

  /// Longer than any test pauses.
  private static final Duration LEASE = Duration.ofSeconds(30);

  private static final UUID OPERA = new UUID(0, 1);
  private static final UUID DANCE = new UUID(0, 2);

  private LocalRedis server;
  private RedisClient admin;
  private RunnerForTests runner;
  private PopularStore store;

  @BeforeAll
  void start() {
    server =
        LocalRedis.start(
            LocalRedis.Settings.temporary().withUser(RedisRules.USER, RedisRules.text()));
    admin = client("default");
    runner = new RunnerForTests(server, RedisRules.USER);
    store = store(HALF_LIFE, 3, LEASE);
  }

  private RedisClient client(String user) {
    return RedisClient.builder()
        .hostAndPort("127.0.0.1", server.port())
        .clientConfig(
            DefaultJedisClientConfig.builder().user(user).password(server.password()).build())
        .build();
  }

  private PopularStore store(Duration halfLife, int kept, Duration lease) {
    return new PopularStore(
        runner.runner(),
        new PopularSettings(
            1, 5, 20, halfLife, kept, Duration.ofSeconds(1), Duration.ofSeconds(10), 10, lease));
  }

  @AfterAll
  void stop() {
    runner.close();
    admin.close();
    server.close();
  }

  @BeforeEach
  void forget() {
    admin.flushAll();
  }

  @Test
  void weighsHalfAfterEachHalfLife() {
    store.add(START, Map.of(OPERA, 8.0), 0);

    assertThat(weight(OPERA, START)).isEqualTo(8, within(1e-9));
    assertThat(weight(OPERA, START.plus(HALF_LIFE))).isEqualTo(4, within(1e-9));
    assertThat(weight(OPERA, START.plus(HALF_LIFE.multipliedBy(3)))).isEqualTo(1, within(1e-9));
  }

  @Test
  void letsALateViewWeighMoreThanAnEarlyFlood() {
    store.add(START, Map.of(OPERA, 100.0), 0);
    var late = START.plus(HALF_LIFE.multipliedBy(8));
    store.add(late, Map.of(DANCE, 1.0), 0);

    assertThat(order(late)).containsExactly(DANCE, OPERA);
    assertThat(weight(OPERA, late)).isEqualTo(100.0 / 256, within(1e-9));
  }

  @Test
  void goesOnForYears() {
    var now = START;
    for (int i = 0; i < 200; i++) {
      store.add(now, Map.of(OPERA, 2.0, DANCE, 1.0), 0);
      now = now.plus(HALF_LIFE.multipliedBy(50));
    }
    store.add(now, Map.of(DANCE, 3.0), 0);

    assertThat(order(now).getFirst()).isEqualTo(DANCE);
    assertThat(weight(DANCE, now)).isEqualTo(3, within(1e-9));
    assertThat(Long.parseLong(admin.hget("{popular}:landmark", "at")))
        .isGreaterThan(START.toEpochMilli());
  }

  @Test
  void keepsWeightsWhenTheHalfLifeIsSetToAnother() {
    store.add(START, Map.of(OPERA, 8.0), 0);
    var later = START.plus(HALF_LIFE);

    store(HALF_LIFE.multipliedBy(2), 3, LEASE).add(later, Map.of(DANCE, 1.0), 0);

    assertThat(weight(OPERA, later)).isEqualTo(4, within(1e-9));
    assertThat(weight(OPERA, later.plus(HALF_LIFE.multipliedBy(2)))).isEqualTo(2, within(1e-9));
  }

  @Test
  void comesBackFromAClockThatWasFarAhead() {
    store.add(START.plus(Duration.ofDays(365)), Map.of(OPERA, 8.0), 0);

    store.add(START, Map.of(DANCE, 1.0), 0);

    assertThat(weight(DANCE, START)).isEqualTo(1, within(1e-9));
    assertThat(weight(OPERA, START)).isEqualTo(8, within(1e-9));
  }

  @Test
  void keepsTheHeaviestOnly() {
    store.add(
        START,
        IntStream.rangeClosed(1, 10)
            .boxed()
            .collect(Collectors.toMap(i -> new UUID(0, i), i -> (double) i)),
        0);

    assertThat(order(START)).containsExactly(new UUID(0, 10), new UUID(0, 9), new UUID(0, 8));
    assertThat(admin.zcard("{popular}:weights")).isEqualTo(3);
  }

  @Test
  void letsOneMakeTheRanking() {
    assertThat(store.ask(START, 1, "a")).isEqualTo(new Asked.Make(null));
    assertThat(store.ask(START, 1, "b")).isEqualTo(new Asked.Wait());
    store.store("b", 0, ranking(START));
    assertThat(store.ask(START, 1, "c")).isEqualTo(new Asked.Wait());

    store.store("a", 2, ranking(START));

    assertThat(store.ask(START, 1, "c")).isEqualTo(new Asked.Fresh(ranking(START)));
    var old = START.plusSeconds(10);
    assertThat(store.ask(old, 1, "d")).isEqualTo(new Asked.Make(ranking(START)));
    assertThat(store.ask(old, 1, "e")).isEqualTo(new Asked.Stale(ranking(START)));
  }

  @Test
  void makesTheNextOneTheSoonerTheMoreHappens() {
    store.ask(START, 0, "a");
    store.store("a", 0, ranking(START));

    assertThat(store.ask(START.plusSeconds(9), 0, "b")).isInstanceOf(Asked.Fresh.class);
    store.add(START, Map.of(OPERA, 90.0), 0);
    // 10 s * 10 / (10 + 90)
    assertThat(store.ask(START.plusMillis(990), 0, "b")).isInstanceOf(Asked.Fresh.class);
    assertThat(store.ask(START.plusMillis(1010), 0, "b")).isInstanceOf(Asked.Make.class);
  }

  @Test
  void letsAnotherMakeItWhenTheFirstOneDoesNot() {
    store(HALF_LIFE, 3, Duration.ofMillis(200)).ask(START, 1, "a");

    Eventually.is("another may", () -> store.ask(START, 1, "b") instanceof Asked.Make);
    store.store("a", 0, ranking(START));
    assertThat(store.ask(START, 1, "c")).isEqualTo(new Asked.Wait());
  }

  @Test
  void comesBackAfterScriptFlush() {
    admin.scriptFlush("{popular}:weights");
    store.add(START, Map.of(OPERA, 8.0), 0);
    admin.scriptFlush("{popular}:weights");
    assertThat(order(START)).containsExactly(OPERA);
    admin.scriptFlush("{popular}:weights");
    assertThat(store.ask(START, 1, "a")).isInstanceOf(Asked.Make.class);
    admin.scriptFlush("{popular}:weights");
    store.store("a", 8, ranking(START));
    assertThat(store.ask(START, 1, "b")).isInstanceOf(Asked.Fresh.class);
  }

  private static ListPopularPerformancesResponse ranking(Instant made) {
    return ListPopularPerformancesResponse.newBuilder().setTime(WireTypes.timestamp(made)).build();
  }

  private List<UUID> order(Instant now) {
    return store.read(now).heaviest().stream().map(Weighed::performanceId).toList();
  }

  private double weight(UUID performance, Instant now) {
    return store.read(now).heaviest().stream()
        .filter(weighed -> weighed.performanceId().equals(performance))
        .findFirst()
        .orElseThrow()
        .weight();
  }
}
