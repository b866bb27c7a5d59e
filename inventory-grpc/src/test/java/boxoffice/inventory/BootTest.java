package boxoffice.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import boxoffice.db.MigratedPostgres;
import boxoffice.guard.boot.BootRefusal;
import boxoffice.inventory.redis.RedisRules;
import boxoffice.parts.redis.LocalRedis;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;

/// What the service does not start on (row D4), and whom its Redis lets in (row Q4).
class BootTest {
  private static final LocalRedis REDIS =
      LocalRedis.start(
          LocalRedis.Settings.temporary().withUser(RedisRules.USER, RedisRules.text()));

  @AfterAll
  static void stop() {
    REDIS.close();
  }

  @AfterEach
  void repair() {
    try (var owner = redis("default", REDIS.password())) {
      owner.configSet("maxmemory-policy", "noeviction");
      owner.configSet("appendonly", "yes");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "maxmemory-policy,allkeys-lru,'Redis has maxmemory_policy allkeys-lru, needs maxmemory-policy noeviction'",
    "appendonly,no,'Redis has aof_enabled 0, needs appendonly yes'"
  })
  void d4RefusesARedisThatForgets(String setting, String value, String text) {
    try (var owner = redis("default", REDIS.password())) {
      owner.configSet(setting, value);
    }

    assertThat(refusal()).isEqualTo(text);
  }

  @Test
  void d4RefusesAPostgresThatDoesNotWaitForTheDisk() throws SQLException, IOException {
    // as the library starts it: fast, and open to everybody
    try (var postgres = EmbeddedPostgres.builder().start();
        var owner = postgres.getPostgresDatabase().getConnection();
        var statement = owner.createStatement()) {
      statement.execute("create role inventory_grpc login");

      assertThat(
              refusal(
                  "--spring.datasource.url=jdbc:postgresql://127.0.0.1:%d/postgres"
                      .formatted(postgres.getPort())))
          .isEqualTo("PostgreSQL has fsync off, needs on");
    }
  }

  @Test
  void d4RefusesARoleThatDoesNotWaitForItsCommits() {
    assertThat(
            refusal(
                "--spring.datasource.hikari.data-source-properties.options=-c synchronous_commit=off"))
        .isEqualTo("PostgreSQL has synchronous_commit off, needs on");
  }

  @Test
  void d4RefusesReflectionOutsideDevelopment() {
    assertThat(refusal("--spring.grpc.server.reflection.enabled=true"))
        .isEqualTo("spring.grpc.server.reflection.enabled needs boxoffice.dev=true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spring.datasource.password",
        "boxoffice.inventory.redis.password",
        "boxoffice.guard.client.secret",
        "boxoffice.guard.redis.password"
      })
  void d4RefusesAMissingOrPlaceholderSecret(String name) {
    assertThat(refusal("--" + name + "=")).isEqualTo(name + " is not set");
    assertThat(refusal("--" + name + "=changeme"))
        .isEqualTo(name + " is a placeholder: it needs a secret of its own");
  }

  @Test
  void q4KnowsNoDefaultPassword() {
    try (var stranger = new Jedis("127.0.0.1", REDIS.port())) {
      assertThatThrownBy(stranger::ping)
          .isInstanceOf(JedisDataException.class)
          .hasMessageStartingWith("NOAUTH");
    }
    for (var password : List.of("redis", "admin", "guest", "password", "default")) {
      for (var user : List.of("default", "admin", RedisRules.USER)) {
        assertThatThrownBy(() -> redis(user, password).close())
            .isInstanceOf(JedisAccessControlException.class)
            .hasMessageStartingWith("WRONGPASS");
      }
    }
  }

  /// Why the service did not start.
  private static String refusal(String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--spring.grpc.server.port=0",
                "--spring.datasource.url=" + MigratedPostgres.jdbcUrl(),
                "--spring.datasource.password=" + MigratedPostgres.inventoryGrpcPassword(),
                "--boxoffice.inventory.redis.port=" + REDIS.port(),
                "--boxoffice.inventory.redis.username=" + RedisRules.USER,
                "--boxoffice.inventory.redis.password=" + REDIS.password(),
                "--boxoffice.guard.redis.password=redis-secret-of-the-tests-0001",
                "--boxoffice.guard.client.secret=inventory-secret-of-the-tests-0001",
                "--boxoffice.channels.user.target=static://127.0.0.1:1"));
    for (var argument : more) {
      var name = argument.substring(0, argument.indexOf('=') + 1);
      arguments.removeIf(standard -> standard.startsWith(name));
      arguments.add(argument);
    }
    var failure =
        catchThrowable(() -> InventoryApplication.start(arguments.toArray(String[]::new)).close());
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(BootRefusal.class::isInstance)
        .findFirst()
        .map(Throwable::getMessage)
        .orElse("did not refuse: " + failure);
  }

  private static Jedis redis(String user, String password) {
    return new Jedis(
        new HostAndPort("127.0.0.1", REDIS.port()),
        DefaultJedisClientConfig.builder().user(user).password(password).build());
  }
}
