package boxoffice.inventory.redis;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/// One connection to a Redis. Carries many calls in one round trip, for one caller at a time.
final class Lane {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  /// Others may empty the cache of scripts in between.
  private static final int LOADINGS = 5;

  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final Connection connection;
  private final String identity;
  private boolean broken;
  private boolean replaced;

  /// Since when it is as it is, carrying or idle, in nanoseconds.
  private volatile long since = System.nanoTime();

  private volatile boolean carries;

  /// @param identity of the Redis at its other end
  Lane(Connection connection, String identity) {
    this.connection = connection;
    this.identity = identity;
  }

  /// Broken ones carry nothing any more.
  boolean isBroken() {
    return broken;
  }

  /// Whether another Redis than it was opened to answered at its other end.
  boolean isReplaced() {
    return replaced;
  }

  boolean carries() {
    return carries;
  }

  /// For how long it has been carrying or idle.
  Duration unchanged() {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  /// Sends all, then reads the replies in the same order; a script that Redis does not know is
  /// loaded, and what called it is sent again.
  ///
  /// @param limit by when the replies must be there
  /// @return those that may be sent again, because the connection broke: every script of ours is
  ///   safe to repeat
  List<Call> carry(List<Call> batch, Duration limit) {
    var end = System.nanoTime() + limit.toNanos();
    since = System.nanoTime();
    carries = true;
    try {
      var unloaded = exchange(batch, end);
      for (int i = 0; i < LOADINGS && !unloaded.isEmpty(); i++) {
        unloaded = load(unloaded, end);
      }
      unloaded.forEach(call -> call.fail(RedisFailures.unavailable(null)));
      return List.of();
    } catch (JedisConnectionException e) {
      return left(batch, e);
    } finally {
      broken |= batch.stream().anyMatch(call -> !call.isDone());
      carries = false;
      since = System.nanoTime();
    }
  }

  /// @return those whose script is unknown
  private List<Call> exchange(List<Call> batch, long end) {
    for (var call : batch) {
      call.countSending();
      if (call.asks()) {
        connection.sendCommand(Command.ASKING);
      }
      connection.sendCommand(call.command());
    }
    var unloaded = new ArrayList<Call>();
    for (var call : batch) {
      try {
        if (call.asks()) {
          var _ = read(end);
        }
        call.reply(read(end));
      } catch (JedisNoScriptException e) {
        call.wasNotRun();
        unloaded.add(call);
      } catch (JedisDataException e) {
        call.fail(e);
      }
    }
    return unloaded;
  }

  private @Nullable Object read(long end) {
    var left = Math.max(SHORTEST.toMillis(), Duration.ofNanos(end - System.nanoTime()).toMillis());
    connection.setSoTimeout((int) left);
    return connection.getOne();
  }

  /// A Redis that does not know our scripts may be another one than it was.
  ///
  /// @return those whose script is unknown again
  private List<Call> load(List<Call> calls, long end) {
    connection.sendCommand(RedisInfo.identityQuestion());
    var now = RedisInfo.identity(Objects.requireNonNull(read(end)));
    if (!now.equals(identity)) {
      replaced = true;
      calls.forEach(call -> call.fail(RedisFailures.unavailable(null)));
      return List.of();
    }
    for (var script : calls.stream().map(Call::script).collect(Collectors.toSet())) {
      LOG.info("Redis does not know script {}: loading it", script.name());
      connection.sendCommand(
          new CommandArguments(Command.SCRIPT)
              .add("LOAD")
              .add(script.source().getBytes(StandardCharsets.UTF_8)));
      var _ = read(end);
    }
    return exchange(calls, end);
  }

  private List<Call> left(List<Call> batch, JedisConnectionException failure) {
    var again = new ArrayList<Call>();
    for (var call : batch) {
      if (call.isDone()) {
        continue;
      }
      if (call.sent() == 0 || (call.sent() == 1 && !isTimeout(failure))) {
        again.add(call);
      } else {
        call.fail(RedisFailures.unknown(failure));
      }
    }
    broken = true;
    return again;
  }

  private static boolean isTimeout(Throwable failure) {
    return Stream.<@Nullable Throwable>iterate(
            failure, Objects::nonNull, cause -> Objects.requireNonNull(cause).getCause())
        .anyMatch(SocketTimeoutException.class::isInstance);
  }

  /// Also under somebody who reads or writes: that call ends then.
  void close() {
    try {
      connection.forceDisconnect();
    } catch (IOException e) {
      LOG.debug("a connection to Redis was not closed", e);
    }
  }
}
