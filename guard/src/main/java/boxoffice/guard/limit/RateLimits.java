package boxoffice.guard.limit;

import boxoffice.guard.redis.GuardRedis;
import boxoffice.guard.redis.GuardScript;
import boxoffice.guard.redis.RedisBusyException;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.exceptions.JedisException;

/// Counts what somebody does against a limit, over all processes together.
///
/// Fails closed: when Redis does not answer, nobody is let through. One round trip. Whom it counts
/// stands in Redis as a hash only. Safe for use by many threads.
public final class RateLimits {
  private static final int MILLIS_PER_SECOND = 1000;

  private final GuardScript bucket = GuardScript.read(RateLimits.class, "token_bucket");
  private final GuardRedis redis;
  private final RateLimitsSettings settings;

  public RateLimits(GuardRedis redis, RateLimitsSettings settings) {
    this.redis = redis;
    this.settings = settings;
  }

  /// @param limit its name in `boxoffice.guard.limits`
  /// @param who is counted, such as an address
  /// @throws WireException RATE_LIMITED, with when to try again; SERVICE_UNAVAILABLE without Redis;
  ///   OVERLOADED when too many are counted at once
  public void take(String limit, String who) {
    var of = settings.of(limit);
    var keys = List.of(key(limit, who));
    var arguments = List.of(Integer.toString(of.burst()), Long.toString(of.every().toMillis()));
    long wait;
    try {
      wait = redis.call(client -> (Long) bucket.run(client, keys, arguments));
    } catch (RedisBusyException e) {
      throw new WireException(ErrorReason.OVERLOADED, "too many at once, try again", Map.of(), e);
    } catch (JedisException | CallNotPermittedException e) {
      throw new WireException(ErrorReason.SERVICE_UNAVAILABLE, "try again later", Map.of(), e);
    }
    if (wait > 0) {
      throw limited(wait);
    }
  }

  /// Forgets what somebody did. When Redis does not answer nothing is forgotten.
  public void forget(String limit, String who) {
    try {
      redis.call(client -> client.del(key(limit, who)));
    } catch (JedisException | CallNotPermittedException e) {
      // the bucket fills up by itself
    }
  }

  private static WireException limited(long waitMillis) {
    var seconds = (waitMillis + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND;
    return new WireException(
        ErrorReason.RATE_LIMITED,
        "too often: try again later",
        Map.of("retry_after_seconds", Long.toString(seconds)));
  }

  private static String key(String limit, String who) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(who.getBytes(StandardCharsets.UTF_8));
      return "limit:" + limit + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
