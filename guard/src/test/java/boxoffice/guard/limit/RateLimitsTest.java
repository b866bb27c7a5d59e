package boxoffice.guard.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.guard.Await;
import boxoffice.guard.limit.RateLimitsSettings.Limit;
import boxoffice.guard.redis.GuardRedis;
import boxoffice.guard.redis.RealRedis;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

class RateLimitsTest {
  private static final RealRedis REDIS = RealRedis.start();
  private static final GuardRedis HERE = REDIS.reader();
  private static final GuardRedis THERE = REDIS.reader();

  /// Longer than a busy machine keeps a thread waiting between two calls.
  private static final Duration FAST = Duration.ofSeconds(4);

  private static final RateLimitsSettings SETTINGS =
      new RateLimitsSettings(
          Map.of(
              "slow", new Limit(3, Duration.ofHours(1)),
              "fast", new Limit(2, FAST),
              "wide", new Limit(50, Duration.ofHours(1))));

  private final RateLimits limits = new RateLimits(HERE, SETTINGS);
  private final String who = UUID.randomUUID().toString();

  @AfterAll
  static void stop() {
    HERE.close();
    THERE.close();
    REDIS.close();
  }

  @Test
  void letsABurstThroughAndSaysWhenTheNextOneMay() {
    take("slow", 3);

    var refusal = refusal(limits, "slow");
    assertThat(refusal.reason()).isEqualTo(ErrorReason.RATE_LIMITED);
    assertThat(Integer.parseInt(refusal.metadata().getOrDefault("retry_after_seconds", "")))
        .isBetween(3590, 3600);
  }

  @Test
  void countsEachByItself() {
    take("slow", 3);

    limits.take("slow", UUID.randomUUID().toString());
    limits.take("wide", who);
  }

  @Test
  void givesOneBackAfterEachInterval() {
    var before = System.nanoTime();
    take("fast", 2);
    assertThat(isTaken("fast")).isFalse();

    Await.until(() -> isTaken("fast"));
    // Redis counts from the first of the two, by its own clock
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(FAST.dividedBy(2));
    assertThat(isTaken("fast")).isFalse();
  }

  @Test
  void neverHoldsMoreThanTheBurst() {
    take("fast", 2);
    try (var owner = REDIS.owner()) {
      // full again: Redis has forgotten the bucket
      Await.until(() -> owner.keys("limit:fast:*").isEmpty());
    }

    take("fast", 2);
    assertThat(isTaken("fast")).isFalse();
  }

  @Test
  void countsOverAllProcessesTogether() throws Exception {
    var other = new RateLimits(THERE, SETTINGS);
    Callable<Integer> greedy = () -> taken(limits);
    Callable<Integer> greedyToo = () -> taken(other);
    try (var threads = Executors.newFixedThreadPool(2)) {
      var here = threads.submit(greedy);
      var there = threads.submit(greedyToo);

      assertThat(here.get() + there.get()).isEqualTo(50);
    }
    assertThat(refusal(other, "wide").reason()).isEqualTo(ErrorReason.RATE_LIMITED);
  }

  @Test
  void takesNothingWhenItRefuses() {
    take("fast", 2);
    var refused = 0;
    while (!isTaken("fast")) {
      refused++; // whoever keeps on knocking waits no longer than who does not
    }
    assertThat(refused).isPositive();
  }

  @Test
  void forgetsWhatSomebodyDid() {
    take("slow", 3);
    limits.forget("slow", who);

    take("slow", 3);
  }

  @Test
  void worksOnAfterTheScriptIsLost() {
    take("slow", 1);
    try (var owner = REDIS.owner()) {
      owner.scriptFlush();
    }

    take("slow", 2);
    assertThat(refusal(limits, "slow").reason()).isEqualTo(ErrorReason.RATE_LIMITED);
  }

  @Test
  void writesDownNobodysName() {
    take("slow", 1);
    try (var owner = REDIS.owner()) {
      assertThat(owner.keys("limit:slow:*")).isNotEmpty();
      assertThat(owner.keys("*" + who + "*")).isEmpty();
    }
  }

  @Test
  void letsNobodyThroughWithoutRedis() {
    try (var redis = RealRedis.start();
        var client = redis.reader()) {
      var alone = new RateLimits(client, SETTINGS);
      alone.take("slow", who);
      redis.process().kill();

      for (var call = 0; call < 20; call++) { // the breaker opens meanwhile
        assertThat(refusal(alone, "slow").reason()).isEqualTo(ErrorReason.SERVICE_UNAVAILABLE);
      }
      alone.forget("slow", who);

      redis.process().restart();
      Await.until(() -> isTaken(alone, "wide"));
    }
  }

  @Test
  void tellsThatTooManyAskAtOnceAndGoesOnWhenTheyDoNot() throws Exception {
    try (var client = REDIS.reader(1)) {
      var narrow = new RateLimits(client, SETTINGS);
      Callable<ErrorReason> call = () -> refusal(narrow, "slow").reason();
      try (var held = client.callAnyway(RateLimitsTest::connection);
          var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        assertThat(held.isConnected()).isTrue();

        for (var refused : threads.invokeAll(Collections.nCopies(30, call))) {
          assertThat(refused.get()).isEqualTo(ErrorReason.OVERLOADED);
        }
      }

      narrow.take("slow", who); // no breaker opened, and nobody took anything
      take("slow", 2);
    }
  }

  @Test
  void refusesALimitThatIsNotSet() {
    Assertions.assertThatThrownBy(() -> limits.take("none", who))
        .hasMessage("boxoffice.guard.limits.none is not set");
  }

  private static Connection connection(UnifiedJedis client) {
    return ((RedisClient) client).getPool().getResource();
  }

  private void take(String limit, int times) {
    for (var time = 0; time < times; time++) {
      limits.take(limit, who);
    }
  }

  private int taken(RateLimits by) {
    var taken = 0;
    while (isTaken(by, "wide")) {
      taken++;
    }
    return taken;
  }

  private boolean isTaken(String limit) {
    return isTaken(limits, limit);
  }

  private boolean isTaken(RateLimits by, String limit) {
    try {
      by.take(limit, who);
      return true;
    } catch (WireException e) {
      return false;
    }
  }

  private WireException refusal(RateLimits by, String limit) {
    return catchThrowableOfType(WireException.class, () -> by.take(limit, who));
  }
}
