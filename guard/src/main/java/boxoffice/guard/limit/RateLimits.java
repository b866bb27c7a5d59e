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
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import redis.clients.jedis.exceptions.JedisException;

/// Counts what somebody does against a limit, over all processes together.
///
/// Fails closed: when Redis does not answer, nobody is let through; [OpenRateLimits] do otherwise.
/// One round trip. Whom it counts stands in Redis as a hash only. Safe for use by many threads.
public final class RateLimits {
  private static final long NANOS_PER_MICRO = 1000;

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
    var allowance = take(List.of(new Counted(limit, who))).getFirst();
    if (allowance.isRefused()) {
      throw allowance.refusal();
    }
  }

  /// Counts against several limits, or against none when one of them refuses.
  ///
  /// @return of each limit, in that order
  /// @throws WireException SERVICE_UNAVAILABLE without Redis; OVERLOADED when too many are counted
  ///   at once
  public List<Allowance> take(List<Counted> counted) {
    var keys = counted.stream().map(RateLimits::key).toList();
    var arguments = new ArrayList<String>();
    for (var each : counted) {
      var of = settings.of(each.limit());
      arguments.add(Long.toString(of.burst()));
      arguments.add(Long.toString(micros(of.every())));
    }
    List<?> micros;
    try {
      micros = redis.call(client -> (List<?>) bucket.run(client, keys, arguments));
    } catch (RedisBusyException e) {
      throw new WireException(ErrorReason.OVERLOADED, "too many at once, try again", Map.of(), e);
    } catch (JedisException | CallNotPermittedException e) {
      throw new WireException(ErrorReason.SERVICE_UNAVAILABLE, "try again later", Map.of(), e);
    }
    return IntStream.range(0, counted.size())
        .mapToObj(i -> allowance(counted.get(i), time(micros, 2 * i), time(micros, 2 * i + 1)))
        .toList();
  }

  /// Forgets what somebody did. When Redis does not answer nothing is forgotten.
  public void forget(String limit, String who) {
    try {
      redis.call(client -> client.del(key(new Counted(limit, who))));
    } catch (JedisException | CallNotPermittedException e) {
      // the bucket fills up by itself
    }
  }

  private Allowance allowance(Counted counted, Duration wait, Duration full) {
    var of = settings.of(counted.limit());
    var used = Math.ceilDiv(micros(full), micros(of.every()));
    return new Allowance(counted, of.burst(), Math.max(0, of.burst() - used), wait, full);
  }

  private static Duration time(List<?> micros, int index) {
    return Duration.of((Long) micros.get(index), ChronoUnit.MICROS);
  }

  private static long micros(Duration time) {
    return time.toNanos() / NANOS_PER_MICRO;
  }

  private static String key(Counted counted) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256")
              .digest(counted.who().getBytes(StandardCharsets.UTF_8));
      return "limit:"
          + counted.limit()
          + ":"
          + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
