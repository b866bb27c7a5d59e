package boxoffice.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.ConnectionProvider;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Row D4: which PostgreSQL no service starts on.
class DurabilityTest {

  @Test
  void d4FindsNoFaultWithOneThatKeepsItsPromises() throws SQLException {
    try (var connection = owner(MigratedPostgres.jdbcUrl(), MigratedPostgres.ownerPassword())) {
      assertThat(Durability.problem(DSL.using(connection, SQLDialect.POSTGRES))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"fsync", "full_page_writes"})
  void d4NamesTheSettingOfTheServer(String setting) throws SQLException, IOException {
    try (var postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig(setting, "off")
                .start();
        var connection = postgres.getPostgresDatabase().getConnection()) {
      assertThat(Durability.problem(DSL.using(connection, SQLDialect.POSTGRES)))
          .contains("PostgreSQL has " + setting + " off, needs on");
    }
  }

  @ParameterizedTest
  @CsvSource({"off", "local", "remote_write"})
  void d4NamesTheSettingOfTheRole(String value) throws SQLException {
    try (var connection = owner(MigratedPostgres.jdbcUrl(), MigratedPostgres.ownerPassword());
        var statement = connection.createStatement()) {
      statement.execute("set synchronous_commit = " + value);

      assertThat(Durability.problem(DSL.using(connection, SQLDialect.POSTGRES)))
          .contains("PostgreSQL has synchronous_commit " + value + ", needs on");
    }
  }

  /// As a pool does that has no connection yet.
  @Test
  void d4AsksAgainWhereTheFirstConnectionTakesLong() throws SQLException {
    try (var connection = owner(MigratedPostgres.jdbcUrl(), MigratedPostgres.ownerPassword());
        var statement = connection.createStatement()) {
      statement.execute("set synchronous_commit = off");
      var late = new AtomicInteger(2);
      var pool =
          new ConnectionProvider() {
            @Override
            public Connection acquire() {
              if (late.getAndDecrement() > 0) {
                throw new DataAccessException("no connection in time");
              }
              return connection;
            }

            @Override
            public void release(Connection done) {}
          };

      assertThat(Durability.problem(DSL.using(pool, SQLDialect.POSTGRES)))
          .contains("PostgreSQL has synchronous_commit off, needs on");
    }
  }

  private static Connection owner(String url, String password) throws SQLException {
    return DriverManager.getConnection(url, MigratedPostgres.owner(), password);
  }
}
