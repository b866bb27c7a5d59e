package boxoffice.guard.denylist;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.guard.GuardSettings;
import boxoffice.guard.Mint;
import boxoffice.guard.TokenVerifier;
import boxoffice.guard.redis.RealRedis;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Verifying a token costs no trip to Redis: Redis counts its commands itself.
class NoTripTest {
  private static final int TIMES = 1000;
  private static final Pattern COUNT = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

  /// What the test asks itself, and what opens a connection.
  private static final Set<String> NOT_COUNTED = Set.of("auth", "hello", "client|setname");

  private static final DenylistSettings SETTINGS =
      new DenylistSettings(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(3));

  @Test
  void verifyingCostsNoTripToRedis() {
    var list = new Denylist(SETTINGS.maxAge(), System::nanoTime);
    try (var redis = RealRedis.start();
        var client = redis.reader();
        var publisher = new Publisher(redis, new ScriptedSource())) {
      var tail = new DenylistTail(client);
      var reader =
          new DenylistReader(list, new ScriptedSource(), tail, SETTINGS, Clock.systemUTC());
      reader.start();
      publisher.pause();
      try {
        assertNoTrip(redis, list);
      } finally {
        reader.stop();
      }
      redis.process().kill();
      verify(list, 100);
    }
  }

  private static void assertNoTrip(RealRedis redis, Denylist list) {
    var before = calls(redis);
    verify(list, TIMES);
    var after = calls(redis);

    // the reader's polls, three commands each, and the two looks of this test
    var polls = after.polls() - before.polls();
    assertThat(after.all() - before.all()).isLessThanOrEqualTo(3 * polls + 2 + 2);
    assertThat(polls).isLessThan(TIMES);
  }

  private static void verify(Denylist list, int times) {
    var mint = new Mint();
    var minute = Duration.ofMinutes(1);
    var settings =
        new GuardSettings("boxoffice", "boxoffice", minute, minute, Map.of(), minute, 10);
    var verifier = new TokenVerifier(mint, list, settings, Clock.systemUTC());
    var token = mint.person("buyer");
    for (var time = 0; time < times; time++) {
      assertThat(verifier.verify(token).subject()).isEqualTo(Mint.PERSON);
    }
  }

  /// @param all commands, of anybody
  private record Calls(long all, long polls) {}

  private static Calls calls(RealRedis redis) {
    try (var owner = redis.owner()) {
      var counts = COUNT.matcher(owner.info("commandstats"));
      long all = 0;
      long polls = 0;
      while (counts.find()) {
        var count = Long.parseLong(counts.group(2));
        all += NOT_COUNTED.contains(counts.group(1)) ? 0 : count;
        polls += counts.group(1).equals("xrange") ? count : 0;
      }
      return new Calls(all, polls);
    }
  }
}
