package boxoffice.sandbox;

import boxoffice.parts.postgres.LocalPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What every table of the services holds, as a sum of its rows: to see that nothing changed.
/// Without those that workers write by themselves: mails of orders on their way, and counts for
/// lists.
final class TableContents implements AutoCloseable {
  private final Connection connection;
  private final List<String> tables;

  TableContents(LocalPostgres postgres) {
    try {
      connection =
          DriverManager.getConnection(
              postgres.jdbcUrl(), postgres.superuser(), postgres.password());
      tables =
          column(
              """
              SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables
              WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
              AND schemaname || '.' || tablename NOT IN ('orders.outbox', 'inventory.performance_count')
              ORDER BY 1
              """);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// By table: how many rows, and a sum over all of them.
  Map<String, String> read() {
    var contents = new TreeMap<String, String>();
    try {
      for (var table : tables) {
        var rows =
            column(
                "SELECT count(*) || ' rows ' || coalesce(sum(hashtextextended(t::text, 0)), 0) FROM %s t"
                    .formatted(table));
        contents.put(table, rows.getFirst());
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return contents;
  }

  /// The same, once what came before is done.
  Map<String, String> settled() {
    return Patience.await("tables that rest", this::read, contents -> contents.equals(read()));
  }

  private List<String> column(String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      var column = new ArrayList<String>();
      while (rows.next()) {
        column.add(rows.getString(1));
      }
      return column;
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
