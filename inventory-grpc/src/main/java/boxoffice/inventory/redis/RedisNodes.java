package boxoffice.inventory.redis;

import io.micrometer.core.instrument.DistributionSummary;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisConnectionException;

/// The Redis servers that hold our pools, and the connections to them.
///
/// Before anything is sent on a new connection, it is said which Redis answers there.
public final class RedisNodes implements AutoCloseable {
  private final HostAndPort address;
  private final JedisClientConfig login;
  private final BiConsumer<String, String> met;
  private final Lanes lanes;
  private volatile @Nullable String identity;

  /// @param clientName what Redis shows operators
  /// @param batches how many calls went in one round trip
  /// @param met hears the address and the identity of the Redis at the end of each new connection,
  ///   before it is used; what it throws keeps it from being used
  public RedisNodes(
      RedisSettings settings,
      String clientName,
      DistributionSummary batches,
      BiConsumer<String, String> met) {
    this.address = new HostAndPort(settings.host(), settings.port());
    this.login = login(settings, clientName);
    this.met = met;
    this.lanes = new Lanes(this::open, LaneLimits.of(settings), batches);
  }

  private static JedisClientConfig login(RedisSettings settings, String clientName) {
    var timeout = (int) settings.timeout().toMillis();
    return DefaultJedisClientConfig.builder()
        .protocol(RedisProtocol.RESP2)
        .user(settings.username())
        .password(settings.password())
        .connectionTimeoutMillis(timeout)
        .socketTimeoutMillis(timeout)
        .clientName(clientName)
        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED) // not ours to run
        .build();
  }

  private Lane open() {
    var connection = new Connection(address, login);
    var isKnown = false;
    try {
      var identity = RedisInfo.identity(connection);
      met.accept(address.toString(), identity);
      isKnown = true;
      this.identity = identity;
      return new Lane(connection, identity);
    } finally {
      if (!isKnown) {
        connection.close();
      }
    }
  }

  Lanes lanes() {
    return lanes;
  }

  /// Looks whether it is still the Redis that was met, which a promotion changes without breaking a
  /// connection, and tidies the connections up. For each second.
  ///
  /// @throws boxoffice.wire.WireException when it does not answer
  public void watch() {
    lanes.tidy();
    var question = Call.of(RedisInfo.identityQuestion());
    lanes.run(List.of(question));
    if (!RedisInfo.identity(Objects.requireNonNull(question.answer())).equals(identity)) {
      lanes.renew();
    }
  }

  /// The clock of each Redis.
  public List<Supplier<Instant>> clocks() {
    return List.of(() -> time(lanes));
  }

  private static Instant time(Lanes lanes) {
    var question = Call.of(new CommandArguments(Command.TIME));
    lanes.run(List.of(question));
    var parts = (List<?>) Objects.requireNonNull(question.answer());
    return Instant.ofEpochSecond(number(parts.get(0)), number(parts.get(1)) * 1_000);
  }

  private static long number(Object text) {
    return Long.parseLong(new String((byte[]) text, StandardCharsets.US_ASCII));
  }

  /// What each says of itself, as far as it answers.
  List<Map<String, String>> infos(String section) {
    var infos = new ArrayList<Map<String, String>>();
    try (var connection = new Connection(address, login)) {
      infos.add(RedisInfo.section(connection, section));
    } catch (JedisConnectionException e) {
      // away: nothing to be said of it
    }
    return infos;
  }

  @Override
  public void close() {
    lanes.close();
  }
}
