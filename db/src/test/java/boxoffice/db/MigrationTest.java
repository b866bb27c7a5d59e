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
  /// @param anothers a table that it has nothing to do with
  private record Role(String name, String password, String table, String anothers) {}

  private static final List<Role> ROLES =
      List.of(
          new Role(
              "user_grpc", MigratedPostgres.userGrpcPassword(), "users.outbox", "inventory.pool"),
          new Role(
              "inventory_grpc",
              MigratedPostgres.inventoryGrpcPassword(),
              "inventory.pool",
              "orders.order"),
          new Role(
              "order_grpc", MigratedPostgres.orderGrpcPassword(), "orders.order", "users.account"));

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
        "create table OWN_SCHEMA.other (id int) | permission denied",
        "create table public.other (id int) | permission denied",
        "create temporary table other (id int) | permission denied",
        "create schema other | permission denied",
        "create function OWN_SCHEMA.f() returns int language sql as 'select 1' | permission denied",
        "alter table OWN_TABLE add column other int | must be owner",
        "drop table OWN_TABLE | must be owner",
        "truncate OWN_TABLE | permission denied",
        "create role other | permission denied",
        "alter role postgres password 'x' | permission denied",
        "set role postgres | permission denied",
        "select * from audit.order | permission denied",
        "select * from OTHER_TABLE | permission denied",
        "copy OWN_TABLE to program 'id' | permission denied",
        "copy OWN_TABLE from program 'id' | permission denied",
        "copy OWN_TABLE to '/tmp/own' | permission denied",
        "select pg_read_file('postgresql.conf') | permission denied",
        "select lo_import('/etc/passwd') | permission denied",
        "alter system set fsync = off | permission denied"
      })
  void q7LetsAServiceDoNothingButItsWork(String attempt, String refusal) throws SQLException {
    for (var role : ROLES) {
      var statement =
          attempt
              .replace("OWN_SCHEMA", role.table().split("\\.", -1)[0])
              .replace("OWN_TABLE", role.table())
              .replace("OTHER_TABLE", role.anothers());
      assertRefused(role, statement, refusal);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create table audit.other (id int) | permission denied",
        "create view audit.other as select 1 | permission denied",
        "drop view audit.order | must be owner",
        "insert into orders.outbox default values | permission denied",
        "select * from orders.order | permission denied",
        "copy audit.order to program 'id' | permission denied",
        "select pg_read_file('postgresql.conf') | permission denied"
      })
  void q7LetsTheAuditorReadAndNothingElse(String attempt, String refusal) throws SQLException {
    assertRefused(
        new Role("auditor", MigratedPostgres.auditorPassword(), "audit.order", "orders.order"),
        attempt,
        refusal);
  }

  private static void assertRefused(Role role, String attempt, String refusal) throws SQLException {
    try (var connection = connect(role.name(), role.password());
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(attempt))
          .as("%s: %s", role.name(), attempt)
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
