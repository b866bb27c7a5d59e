package boxoffice.guard.redis;

import boxoffice.guard.observe.Spans;
import boxoffice.parts.redis.LocalRedis;
import java.time.Duration;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/// A Redis that knows the users of the guard; a test may hurt it as it likes.
public final class RealRedis implements AutoCloseable {
  private final LocalRedis redis;

  private RealRedis(LocalRedis redis) {
    this.redis = redis;
  }

  public static RealRedis start() {
    var settings = LocalRedis.Settings.temporary();
    for (var rules : GuardRedisRules.values()) {
      settings = settings.withUser(rules.user(), rules.text());
    }
    return new RealRedis(LocalRedis.start(settings));
  }

  /// To kill, to pause, to restart.
  public LocalRedis process() {
    return redis;
  }

  /// As a process of ours that only reads.
  public GuardRedis reader() {
    return reader(16);
  }

  /// With no more connections than these.
  public GuardRedis reader(int connections) {
    return new GuardRedis(
        new GuardRedisSettings(
            redis.host(),
            redis.port(),
            GuardRedisRules.GUARD.user(),
            redis.password(),
            Duration.ofMillis(500),
            connections),
        "guard-tests",
        Spans.NONE);
  }

  /// As the one who may do everything.
  public Jedis owner() {
    return new Jedis(
        new HostAndPort(redis.host(), redis.port()),
        DefaultJedisClientConfig.builder().password(redis.password()).timeoutMillis(1_000).build());
  }

  @Override
  public void close() {
    redis.close();
  }
}
