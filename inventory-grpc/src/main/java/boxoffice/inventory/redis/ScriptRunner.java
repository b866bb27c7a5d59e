package boxoffice.inventory.redis;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/// Calls scripts by their SHA, one round trip each, and loads one that Redis does not know.
///
/// Fails closed. What a caller is told about a failure is exact: OVERLOADED when no connection came
/// free in time, which says nothing about Redis, INVENTORY_UNAVAILABLE when nothing was sent for
/// another reason or Redis refused the script as a whole, OUTCOME_UNKNOWN when it was sent and no
/// answer came. A connection that broke is tried once more, because every script of ours is safe to
/// repeat; a time-out is not.
public final class ScriptRunner {
  private static final Logger LOG = LoggerFactory.getLogger(ScriptRunner.class);

  /// How Redis begins an error that refuses a script before it starts.
  private static final Pattern REFUSED =
      Pattern.compile(
          "^(OOM|MISCONF|LOADING|READONLY|BUSY|NOREPLICAS|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOAUTH|WRONGPASS|NOPERM)\\b.*",
          Pattern.DOTALL);

  private final RedisClient redis;
  private final CircuitBreaker breaker;

  public ScriptRunner(RedisClient redis, CircuitBreaker breaker) {
    this.redis = redis;
    this.breaker = breaker;
  }

  /// @return the script's reply: byte arrays and longs
  /// @throws WireException OVERLOADED, INVENTORY_UNAVAILABLE or OUTCOME_UNKNOWN
  public List<?> run(LuaScript script, List<byte[]> keys, List<byte[]> arguments) {
    try {
      return breaker.executeSupplier(() -> runOnce(script, keys, arguments));
    } catch (CallNotPermittedException e) {
      throw unavailable(e);
    }
  }

  /// Reads from many places in one round trip. No script: one sees the keys of one hash tag only.
  ///
  /// @param queue puts the reads into the pipeline, and says how to take their replies afterwards
  /// @throws WireException OVERLOADED or INVENTORY_UNAVAILABLE
  public <T> T readTogether(Function<AbstractPipeline, Supplier<T>> queue) {
    try {
      return breaker.executeSupplier(() -> readOnce(queue));
    } catch (CallNotPermittedException e) {
      throw unavailable(e);
    }
  }

  private <T> T readOnce(Function<AbstractPipeline, Supplier<T>> queue) {
    try {
      try {
        return read(queue);
      } catch (JedisConnectionException e) {
        redis.getPool().clear();
        if (isNotSent(e) || isTimeout(e)) {
          throw e;
        }
        return read(queue);
      }
    } catch (JedisDataException e) {
      throw refusedOrBug(e);
    } catch (JedisException e) {
      throw isBusy(e) ? overloaded(e) : unavailable(e);
    }
  }

  private <T> T read(Function<AbstractPipeline, Supplier<T>> queue) {
    try (var pipeline = redis.pipelined()) {
      var replies = queue.apply(pipeline);
      pipeline.sync();
      return replies.get();
    }
  }

  private List<?> runOnce(LuaScript script, List<byte[]> keys, List<byte[]> arguments) {
    try {
      return evaluate(script, keys, arguments);
    } catch (JedisDataException e) {
      throw refusedOrBug(e);
    } catch (JedisConnectionException e) {
      redis.getPool().clear(); // where one is broken, so are those that lie idle
      if (isNotSent(e)) {
        throw unavailable(e);
      }
      if (isTimeout(e)) {
        throw unknown(e);
      }
      return again(script, keys, arguments);
    } catch (JedisException e) {
      if (isBusy(e)) {
        throw overloaded(e);
      }
      throw isNotSent(e) ? unavailable(e) : unknown(e);
    }
  }

  /// After a connection that broke, as all pooled ones do when Redis restarts.
  private List<?> again(LuaScript script, List<byte[]> keys, List<byte[]> arguments) {
    try {
      return evaluate(script, keys, arguments);
    } catch (JedisDataException e) {
      throw refusedOrBug(e);
    } catch (JedisException e) {
      throw unknown(e);
    }
  }

  private List<?> evaluate(LuaScript script, List<byte[]> keys, List<byte[]> arguments) {
    var sha = script.sha().getBytes(StandardCharsets.US_ASCII);
    try {
      return (List<?>) redis.evalsha(sha, keys, arguments);
    } catch (JedisNoScriptException e) {
      LOG.info("Redis does not know script {}: loading it", script.name());
      redis.scriptLoad(script.source().getBytes(StandardCharsets.UTF_8), keys.getFirst());
      return (List<?>) redis.evalsha(sha, keys, arguments);
    }
  }

  private static RuntimeException refusedOrBug(JedisDataException failure) {
    var text = failure.getMessage();
    return text != null && REFUSED.matcher(text).matches() ? unavailable(failure) : failure;
  }

  /// How the pool says that it waited in vain.
  private static boolean isBusy(JedisException failure) {
    return failure.getCause() instanceof NoSuchElementException;
  }

  private static boolean isNotSent(JedisException failure) {
    return causes(failure)
        .map(cause -> String.valueOf(cause.getMessage()))
        .anyMatch(text ->
            text.startsWith("Failed to connect") || text.startsWith("Could not get a resource"));
  }

  private static boolean isTimeout(JedisException failure) {
    return causes(failure).anyMatch(SocketTimeoutException.class::isInstance);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    var causes = Stream.<Throwable>builder();
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes.build();
  }

  private static WireException overloaded(RuntimeException cause) {
    return new WireException(
        ErrorReason.OVERLOADED,
        "too many claims at once",
        Map.of("retry_after_seconds", "1"),
        cause);
  }

  private static WireException unavailable(RuntimeException cause) {
    return new WireException(
        ErrorReason.INVENTORY_UNAVAILABLE,
        "claims are not possible at the moment",
        Map.of("retry_after_seconds", "1"),
        cause);
  }

  private static WireException unknown(RuntimeException cause) {
    return new WireException(
        ErrorReason.OUTCOME_UNKNOWN,
        "no answer: repeat the call with the same request_id",
        Map.of(),
        cause);
  }
}
