package boxoffice.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationTest {

  @Test
  void givesAServiceItsOwnSchemaOnly() throws SQLException {
    try (var connection = connect("user_grpc", MigratedPostgres.userGrpcPassword());
        var statement = connection.createStatement()) {
      assertThat(statement.execute("select count(*) from users.outbox")).isTrue();
      assertThatThrownBy(() -> statement.execute("select * from inventory.pool"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> statement.execute("create table users.other (id int)"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void givesTheAuditorTheViewsOnly() throws SQLException {
    try (var connection = connect("auditor", MigratedPostgres.auditorPassword());
        var statement = connection.createStatement()) {
      assertThat(statement.execute("select count(*) from audit.outbox")).isTrue();
      assertThatThrownBy(() -> statement.execute("select * from users.account"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void refusesAWrongPassword() {
    assertThatThrownBy(() -> connect("user_grpc", "wrong"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create table inventory.other (id int) | permission denied",
        "create table public.other (id int) | permission denied",
        "create schema other | permission denied",
        "alter table inventory.pool add column other int | must be owner",
        "drop table inventory.pool | must be owner",
        "truncate inventory.pool | permission denied",
        "create role other | permission denied",
        "alter role postgres password 'x' | permission denied",
        "select * from audit.order | permission denied",
        "select * from orders.order | permission denied",
        "copy inventory.pool to program 'id' | permission denied",
        "copy inventory.pool from program 'id' | permission denied",
        "select pg_read_file('postgresql.conf') | permission denied",
        "alter system set fsync = off | permission denied"
      })
  void q7LetsAServiceDoNothingButItsWork(String attempt, String refusal) throws SQLException {
    try (var connection = connect("inventory_grpc", MigratedPostgres.inventoryGrpcPassword());
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(attempt))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining(refusal);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "admin", "guest", "password", "user_grpc", ""})
  void q4KnowsNoDefaultPassword(String password) {
    for (var role : List.of("postgres", "user_grpc", "inventory_grpc", "order_grpc", "auditor")) {
      assertThatThrownBy(() -> connect(role, password)).isInstanceOf(SQLException.class);
    }
  }

  private static Connection connect(String role, String password) throws SQLException {
    return DriverManager.getConnection(MigratedPostgres.jdbcUrl(), role, password);
  }
}
