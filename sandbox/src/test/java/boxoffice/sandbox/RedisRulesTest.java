package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.guard.redis.GuardRedisRules;
import boxoffice.inventory.redis.RedisRules;
import boxoffice.parts.redis.LocalRedis;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;

/// What Redis refuses our processes, with the rules that every deployment uses (row Q6).
class RedisRulesTest {
  private static final LocalRedis REDIS = start();
  private static final List<String> USERS =
      List.of(RedisRules.USER, GuardRedisRules.GUARD.user(), GuardRedisRules.GUARD_WRITER.user());

  private static LocalRedis start() {
    var settings = LocalRedis.Settings.temporary().withUser(RedisRules.USER, RedisRules.text());
    for (var rules : GuardRedisRules.values()) {
      settings = settings.withUser(rules.user(), rules.text());
    }
    return LocalRedis.start(settings);
  }

  @AfterAll
  static void stop() {
    REDIS.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CONFIG GET dir",
        "CONFIG SET maxmemory-policy allkeys-lru",
        "FLUSHALL",
        "FLUSHDB",
        "KEYS *",
        "SCAN 0",
        "SHUTDOWN NOSAVE",
        "ACL LIST",
        "SCRIPT FLUSH",
        "EVAL return 0",
        "FUNCTION LIST",
        "MODULE LIST",
        "MONITOR",
        "CLIENT LIST",
        "SAVE",
        "REPLICAOF NO ONE",
        "MIGRATE 127.0.0.1 1 key 0 1",
        "GET session:1",
        "SET {x:1}:meta 1",
        "PUBLISH news 1"
      })
  void q6LetsAProcessDoNothingButItsWork(String command) {
    for (var user : USERS) {
      assertDenied(user, command);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "inventory,GET limit:1",
    "inventory,XADD {denylist}:log * a b",
    "guard,XADD {denylist}:log * a b",
    "guard,DEL {denylist}:log",
    "guard,GET {p:1}:meta",
    "guard-writer,GET {p:1}:meta"
  })
  void q6KeepsOneFromWhatIsAnothers(String user, String command) {
    assertDenied(user, command);
  }

  /// Redis refuses that one to everybody, before it looks at the rules.
  @Test
  void q6LetsNobodyDebug() {
    Stream.concat(Stream.of("default"), USERS.stream())
        .forEach(user ->
            assertThatThrownBy(() -> send(user, "DEBUG SLEEP 0"))
                .isInstanceOf(JedisDataException.class)
                .hasMessageContaining("DEBUG command not allowed"));
  }

  @Test
  void letsEachDoItsWork() {
    for (var user : USERS) {
      assertThat(send(user, "PING")).asString().isNotEmpty();
    }
    assertThat(send(GuardRedisRules.GUARD_WRITER.user(), "XADD {denylist}:log * a b")).isNotNull();
    assertThat(send(GuardRedisRules.GUARD.user(), "XRANGE {denylist}:log - +")).isNotNull();
  }

  private static void assertDenied(String user, String command) {
    assertThatThrownBy(() -> send(user, command))
        .as("%s: %s", user, command)
        .isInstanceOf(JedisAccessControlException.class)
        .hasMessageStartingWith("NOPERM");
  }

  private static Object send(String user, String command) {
    var words = List.of(command.split(" ", -1));
    var arguments = words.stream().skip(1).toArray(String[]::new);
    try (var redis =
        new Jedis(
            new HostAndPort(REDIS.host(), REDIS.port()),
            DefaultJedisClientConfig.builder()
                .user(user)
                .password(REDIS.password())
                .autoNegotiateProtocol(false)
                .build())) {
      return redis.sendCommand(
          () -> words.getFirst().getBytes(StandardCharsets.US_ASCII), arguments);
    }
  }
}
