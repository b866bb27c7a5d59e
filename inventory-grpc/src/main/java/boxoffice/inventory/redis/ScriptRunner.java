package boxoffice.inventory.redis;

import boxoffice.guard.observe.Spans;
import boxoffice.wire.WireException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisDataException;

/// Calls scripts by their SHA, one round trip each, and loads one that Redis does not know.
///
/// Fails closed. What a caller is told about a failure is exact: OVERLOADED when others were before
/// it for too long, which says nothing about Redis, INVENTORY_UNAVAILABLE when nothing was sent for
/// another reason or Redis refused the script as a whole, OUTCOME_UNKNOWN when it was sent and no
/// answer came. What was on a connection that broke is tried once more, because every script of
/// ours is safe to repeat; a time-out is not.
public final class ScriptRunner {
  /// How many calls of one caller travel at once: others may go in between.
  private static final int TOGETHER = 128;

  private final RedisNodes nodes;
  private final CircuitBreaker breaker;
  private final Spans spans;

  /// @param spans one for what each caller asks, whatever travels with it
  public ScriptRunner(RedisNodes nodes, CircuitBreaker breaker, Spans spans) {
    this.nodes = nodes;
    this.breaker = breaker;
    this.spans = spans;
  }

  /// A script that is to run.
  ///
  /// @param keys of one hash tag
  public record Run(LuaScript script, List<byte[]> keys, List<byte[]> arguments) {}

  /// @return the script's reply: byte arrays and longs
  /// @throws WireException OVERLOADED, INVENTORY_UNAVAILABLE or OUTCOME_UNKNOWN
  public List<?> run(LuaScript script, List<byte[]> keys, List<byte[]> arguments) {
    var call = Call.of(script, keys, arguments);
    return guarded(
        script.name(),
        () -> {
          return (List<?>) Objects.requireNonNull(nodes.run(List.of(call)).getFirst().answer());
        });
  }

  /// Reads from many places in few round trips. No script: one sees the keys of one hash tag only.
  ///
  /// @param reads commands that change nothing
  /// @return their replies in the same order: byte arrays, longs, lists of them, nulls
  /// @throws WireException OVERLOADED, INVENTORY_UNAVAILABLE or OUTCOME_UNKNOWN
  public List<@Nullable Object> readTogether(List<CommandArguments> reads) {
    return together(reads.stream().map(Call::of).toList());
  }

  /// Runs many scripts in few round trips, each by itself.
  ///
  /// @throws WireException OVERLOADED, INVENTORY_UNAVAILABLE or OUTCOME_UNKNOWN: some may have run
  public void runTogether(List<Run> runs) {
    var _ =
        together(
            runs.stream().map(run -> Call.of(run.script(), run.keys(), run.arguments())).toList());
  }

  private List<@Nullable Object> together(List<Call> calls) {
    return guarded(
        "together",
        () -> {
          var replies = new ArrayList<@Nullable Object>();
          for (int from = 0; from < calls.size(); from += TOGETHER) {
            var some = calls.subList(from, Math.min(from + TOGETHER, calls.size()));
            nodes.run(some).forEach(call -> replies.add(call.answer()));
          }
          return replies;
        });
  }

  /// Whether Redis answers, asked past the breaker.
  public boolean isThere() {
    try {
      nodes.ping();
      return true;
    } catch (WireException | JedisDataException e) {
      return false;
    }
  }

  private <T> T guarded(String what, Supplier<T> work) {
    try {
      return spans.of("redis", what).observe(() -> breaker.executeSupplier(work));
    } catch (CallNotPermittedException e) {
      throw RedisFailures.unavailable(e);
    }
  }
}
