package boxoffice.inventory.redis;

import boxoffice.guard.redis.WatchedSockets;
import io.micrometer.core.instrument.DistributionSummary;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;

/// One Redis, and the connections to it.
final class RedisNode {
  private final HostAndPort address;
  private final JedisClientConfig login;
  private final WatchedSockets sockets;
  private final BiConsumer<String, String> met;
  private final Lanes lanes;
  private volatile @Nullable String identity;

  RedisNode(
      HostAndPort address,
      JedisClientConfig login,
      BiConsumer<String, String> met,
      LaneLimits limits,
      DistributionSummary batches) {
    this.address = address;
    this.login = login;
    this.met = met;
    this.sockets = new WatchedSockets(address, login);
    this.lanes = new Lanes(this::open, limits, batches);
  }

  private Lane open() {
    var connection = new Connection(sockets, login);
    var isKnown = false;
    try {
      var now = RedisInfo.identity(connection);
      met.accept(address.toString(), now);
      isKnown = true;
      identity = now;
      return new Lane(connection, now);
    } finally {
      if (!isKnown) {
        connection.close();
      }
    }
  }

  Lanes lanes() {
    return lanes;
  }

  void watch() {
    lanes.tidy();
    var now = RedisInfo.identity(Objects.requireNonNull(ask(RedisInfo.identityQuestion())));
    if (!now.equals(identity)) {
      lanes.renew();
    }
  }

  Instant time() {
    var parts = (List<?>) Objects.requireNonNull(ask(new CommandArguments(Command.TIME)));
    return Instant.ofEpochSecond(number(parts.get(0)), number(parts.get(1)) * 1_000);
  }

  @Nullable Object ask(CommandArguments question) {
    var call = Call.of(question);
    lanes.run(List.of(call));
    return call.answer();
  }

  private static long number(Object text) {
    return Long.parseLong(new String((byte[]) text, StandardCharsets.US_ASCII));
  }

  /// Past the lanes; empty when it is away.
  Optional<Map<String, String>> info(String section) {
    try (var connection = new Connection(sockets, login)) {
      return Optional.of(RedisInfo.section(connection, section));
    } catch (JedisConnectionException e) {
      return Optional.empty();
    }
  }

  /// Past the lanes: where each slot is.
  List<?> slots() {
    try (var connection = new Connection(sockets, login)) {
      return (List<?>)
          connection.executeCommand(new CommandArguments(Command.CLUSTER).add("SLOTS"));
    }
  }

  void close() {
    lanes.close();
  }
}
