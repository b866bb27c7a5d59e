package boxoffice.guard.limit;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.guard.Await;
import boxoffice.guard.limit.RateLimitsSettings.Limit;
import boxoffice.guard.redis.GuardRedis;
import boxoffice.guard.redis.RealRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Several limits at once, with Redis and without (row R15).
class OpenRateLimitsTest {
  private static final RealRedis REDIS = RealRedis.start();
  private static final GuardRedis CLIENT = REDIS.reader();
  private static final RateLimitsSettings SETTINGS =
      new RateLimitsSettings(
          Map.of(
              "own", new Limit(3, Duration.ofHours(1)),
              "shared", new Limit(5, Duration.ofHours(2))));

  private final Counted shared = new Counted("shared", UUID.randomUUID().toString());
  private final OpenRateLimits limits =
      new OpenRateLimits(new RateLimits(CLIENT, SETTINGS), SETTINGS);

  @AfterAll
  static void stop() {
    CLIENT.close();
    REDIS.close();
  }

  @Test
  void takesOfAllLimitsOrOfNone() {
    assertTakesOfAllOrOfNone(limits);
  }

  @Test
  void countsByItselfWhileRedisIsAway() {
    try (var redis = RealRedis.start();
        var client = redis.reader()) {
      var meters = new SimpleMeterRegistry();
      var alone = new OpenRateLimits(new RateLimits(client, SETTINGS), SETTINGS);
      alone.measure(meters);
      alone.take(List.of(shared));
      redis.process().kill();

      assertTakesOfAllOrOfNone(alone);
      var counted = meters.get("boxoffice.limits.local").functionCounter();
      assertThat(counted.count()).isEqualTo(13);

      redis.process().restart();
      Await.until(() -> {
        var before = counted.count();
        alone.take(List.of(own()));
        return counted.count() == before;
      });
    }
  }

  @Test
  void letsExactlyTheBurstThroughWhoeverAsksAtOnceA12() throws Exception {
    Callable<Boolean> call =
        () -> limits.take(List.of(own(), shared)).stream().noneMatch(Allowance::isRefused);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = threads.invokeAll(Stream.generate(() -> call).limit(40).toList());

      var through = 0;
      for (var each : calls) {
        through += each.get() ? 1 : 0;
      }
      assertThat(through).isEqualTo(5);
    }
  }

  private void assertTakesOfAllOrOfNone(OpenRateLimits by) {
    var first = own();
    for (var left = 2; left >= 0; left--) {
      assertThat(left(by, first, shared))
          .isEqualTo(Map.of("own", (long) left, "shared", left + 2L));
    }

    for (var refused = 0; refused < 5; refused++) {
      var allowances = by.take(List.of(first, shared));
      assertThat(allowances).extracting(Allowance::isRefused).containsExactly(true, false);
      assertThat(allowances.getFirst().retryAfter())
          .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
      assertThat(allowances.getFirst().refusal().metadata()).containsKey("retry_after_seconds");
    }

    var second = own();
    assertThat(left(by, second, shared)).isEqualTo(Map.of("own", 2L, "shared", 1L));
    assertThat(left(by, second, shared)).isEqualTo(Map.of("own", 1L, "shared", 0L));
    for (var refused = 0; refused < 2; refused++) {
      assertThat(by.take(List.of(second, shared)))
          .extracting(Allowance::isRefused)
          .containsExactly(false, true);
    }
    var another = new Counted("shared", UUID.randomUUID().toString());
    assertThat(left(by, second, another)).isEqualTo(Map.of("own", 0L, "shared", 4L));
  }

  private static Map<String, Long> left(OpenRateLimits by, Counted... counted) {
    var allowances = by.take(List.of(counted));
    assertThat(allowances).noneMatch(Allowance::isRefused);
    return allowances.stream()
        .collect(Collectors.toMap(each -> each.counted().limit(), Allowance::left));
  }

  private static Counted own() {
    return new Counted("own", UUID.randomUUID().toString());
  }
}
