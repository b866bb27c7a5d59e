package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.guard.redis.GuardRedisRules;
import boxoffice.inventory.redis.RedisRules;
import boxoffice.parts.redis.LocalRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
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
  private static final List<String> WITH_SCRIPTS =
      List.of(RedisRules.USER, GuardRedisRules.GUARD.user(), GuardRedisRules.GUARD_WRITER.user());

  /// Who asks, in the container of Redis, whether it is well.
  private static final String HEALTH = "health";

  private static final List<String> USERS =
      Stream.concat(WITH_SCRIPTS.stream(), Stream.of(HEALTH)).toList();
  private static final LocalRedis REDIS = start();

  private static LocalRedis start() {
    var settings = LocalRedis.Settings.temporary().withUser(RedisRules.USER, RedisRules.text());
    for (var rules : GuardRedisRules.values()) {
      settings = settings.withUser(rules.user(), rules.text());
    }
    return LocalRedis.start(settings.withUser(HEALTH, healthRules()));
  }

  /// As `compose/secrets` writes them.
  private static String healthRules() {
    try {
      var line =
          Pattern.compile("echo \"user health reset on #\\$\\([^)]+\\) (.+)\"")
              .matcher(Files.readString(Path.of("../compose/secrets")));
      assertThat(line.find()).isTrue();
      return line.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
        "PUBLISH news 1",
        "SUBSCRIBE news",
        "ACL SETUSER me on nopass +@all",
        "BGREWRITEAOF",
        "CLIENT KILL ID 1",
        "CLUSTER RESET",
        "DBSIZE",
        "EVAL_RO return 0",
        "FCALL f 0",
        "LATENCY RESET",
        "RANDOMKEY",
        "RESTORE session:1 0 x",
        "SLOWLOG GET",
        "SWAPDB 0 1"
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

  /// They may bring scripts of their own, which may do what they themselves may.
  @ParameterizedTest
  @ValueSource(strings = {"'FLUSHALL'", "'SCAN','0'", "'KEYS','*'", "'GET','session:1'"})
  void q6LetsAScriptDoNoMoreThanItsCaller(String command) {
    for (var user : WITH_SCRIPTS) {
      var script = "return(redis.call(" + command + "))";
      var sha = new String((byte[]) send(user, "SCRIPT LOAD " + script), StandardCharsets.US_ASCII);

      assertThatThrownBy(() -> send(user, "EVALSHA " + sha + " 0"))
          .as("%s: %s", user, command)
          .isInstanceOf(JedisDataException.class)
          .hasMessageMatching(
              ".*(The user executing the script can't|ACL failure in script).*"); // Redis 7, 8
    }
    assertDenied(HEALTH, "SCRIPT LOAD return(1)");
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
