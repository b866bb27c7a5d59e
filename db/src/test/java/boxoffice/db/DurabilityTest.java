package boxoffice.db;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.parts.postgres.LocalPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jooq.SQLDialect;
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
  @CsvSource({"fsync,off,on", "full_page_writes,off,on"})
  void d4NamesTheSettingOfTheServer(String setting, String value, String needed)
      throws SQLException {
    try (var postgres = LocalPostgres.start(LocalPostgres.Settings.temporary())) {
      try (var connection = owner(postgres.jdbcUrl(), postgres.password());
          var statement = connection.createStatement()) {
        statement.execute("alter system set " + setting + " = " + value);
        statement.execute("select pg_reload_conf()");
        awaitReload(statement, setting, value);
      }
      try (var connection = owner(postgres.jdbcUrl(), postgres.password())) {
        assertThat(Durability.problem(DSL.using(connection, SQLDialect.POSTGRES)))
            .contains("PostgreSQL has " + setting + " " + value + ", needs " + needed);
      }
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

  /// The server reads its file when it gets to it, before its sessions do.
  private static void awaitReload(Statement statement, String setting, String value)
      throws SQLException {
    for (var now = ""; !now.equals(value); ) {
      try (var answer = statement.executeQuery("show " + setting)) {
        answer.next();
        now = answer.getString(1);
      }
    }
  }

  private static Connection owner(String url, String password) throws SQLException {
    return DriverManager.getConnection(url, MigratedPostgres.owner(), password);
  }
}
