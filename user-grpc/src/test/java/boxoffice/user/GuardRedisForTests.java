package boxoffice.user;

import boxoffice.guard.redis.GuardRedisRules;
import boxoffice.parts.redis.LocalRedis;
import java.util.List;

/// One real Redis for limits and the denylist, for all services of a test run.
public final class GuardRedisForTests {
  private static final LocalRedis REDIS = start();

  private GuardRedisForTests() {}

  private static LocalRedis start() {
    var settings = LocalRedis.Settings.temporary();
    for (var rules : GuardRedisRules.values()) {
      settings = settings.withUser(rules.user(), rules.text());
    }
    var redis = LocalRedis.start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(redis::close));
    return redis;
  }

  /// The settings of a service that only reads.
  public static List<String> arguments() {
    return arguments(REDIS, GuardRedisRules.GUARD);
  }

  static List<String> writerArguments() {
    return arguments(REDIS, GuardRedisRules.GUARD_WRITER);
  }

  static List<String> arguments(LocalRedis redis, GuardRedisRules as) {
    return List.of(
        "--boxoffice.guard.redis.host=" + redis.host(),
        "--boxoffice.guard.redis.port=" + redis.port(),
        "--boxoffice.guard.redis.username=" + as.user(),
        "--boxoffice.guard.redis.password=" + redis.password());
  }
}
