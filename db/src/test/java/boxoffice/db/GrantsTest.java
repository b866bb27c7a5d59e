package boxoffice.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Row Q7 for every pair of a role and a table that is not its own, as the catalogue lists them: a
/// new table is among them by itself.
class GrantsTest {
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  /// @param schema the one that is its own
  record Role(String name, String password, String schema) {}

  private static final List<Role> ROLES =
      List.of(
          new Role("user_grpc", MigratedPostgres.userGrpcPassword(), "users"),
          new Role("inventory_grpc", MigratedPostgres.inventoryGrpcPassword(), "inventory"),
          new Role("order_grpc", MigratedPostgres.orderGrpcPassword(), "orders"),
          new Role("auditor", MigratedPostgres.auditorPassword(), "audit"));

  /// @param column one that can be written
  private record Table(String schema, String name, String column) {

    String sql(String statement) {
      return statement
          .replace("TABLE", "\"%s\".\"%s\"".formatted(schema, name))
          .replace("COLUMN", "\"" + column + "\"");
    }
  }

  static Stream<Role> roles() {
    return ROLES.stream();
  }

  @ParameterizedTest
  @MethodSource("roles")
  void q7KeepsARoleFromEveryTableOfOthers(Role role) throws SQLException {
    var tables = tables().stream().filter(table -> !table.schema().equals(role.schema())).toList();
    assertThat(tables)
        .extracting(Table::schema)
        .containsAll(
            ROLES.stream().map(Role::schema).filter(name -> !name.equals(role.schema())).toList());

    try (var connection = connect(role.name(), role.password())) {
      connection.setAutoCommit(false);
      for (var table : tables) {
        for (var statement :
            List.of(
                "select COLUMN from TABLE",
                "insert into TABLE (COLUMN) values (default)",
                "update TABLE set COLUMN = default",
                "delete from TABLE")) {
          assertThat(state(connection, table.sql(statement)))
              .as("%s: %s", role.name(), table.sql(statement))
              .isEqualTo(INSUFFICIENT_PRIVILEGE);
        }
      }
    }
  }

  /// A schema that is closed hides what stands open in it.
  @Test
  void q7GrantsNobodyATableOfOthers() throws SQLException {
    var grants = new ArrayList<String>();
    try (var owner = connect(MigratedPostgres.owner(), MigratedPostgres.ownerPassword());
        var statement = owner.createStatement();
        var rows =
            statement.executeQuery(
                """
                select grantee, table_schema, privilege_type || ' on ' || table_schema || '.' || table_name
                from (select grantee, table_schema, table_name, privilege_type
                      from information_schema.table_privileges
                      union
                      select grantee, table_schema, table_name, privilege_type
                      from information_schema.column_privileges) privileges
                where table_schema not in ('pg_catalog', 'information_schema')
                """)) {
      while (rows.next()) {
        if (!isOwn(rows.getString(1), rows.getString(2))) {
          grants.add(rows.getString(1) + ": " + rows.getString(3));
        }
      }
    }

    assertThat(grants).isEmpty();
  }

  private static boolean isOwn(String grantee, String schema) {
    return grantee.equals(MigratedPostgres.owner())
        || ROLES.stream()
            .anyMatch(role -> role.name().equals(grantee) && role.schema().equals(schema));
  }

  /// Tables and views, with one column each that is neither generated nor numbered by itself.
  private static List<Table> tables() throws SQLException {
    var tables = new ArrayList<Table>();
    try (var owner = connect(MigratedPostgres.owner(), MigratedPostgres.ownerPassword());
        var statement = owner.createStatement();
        var rows =
            statement.executeQuery(
                """
                select distinct on (table_schema, table_name) table_schema, table_name, column_name
                from information_schema.tables
                join information_schema.columns using (table_schema, table_name)
                where table_schema not in ('pg_catalog', 'information_schema')
                and is_generated = 'NEVER' and is_identity = 'NO'
                order by table_schema, table_name, ordinal_position
                """)) {
      while (rows.next()) {
        tables.add(new Table(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
    }
    return tables;
  }

  /// Why PostgreSQL refused it; nothing stays of what it did not.
  private static String state(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
      return "done";
    } catch (SQLException e) {
      return e.getSQLState();
    } finally {
      connection.rollback();
    }
  }

  private static Connection connect(String role, String password) throws SQLException {
    return DriverManager.getConnection(MigratedPostgres.jdbcUrl(), role, password);
  }
}
