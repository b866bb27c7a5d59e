package boxoffice.inventory;

import boxoffice.db.MigratedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What PostgreSQL says, read past the service by the role that may do everything.
public final class Truth implements AutoCloseable {
  private final Connection connection;

  public Truth() {
    try {
      connection =
          DriverManager.getConnection(
              MigratedPostgres.jdbcUrl(),
              MigratedPostgres.owner(),
              MigratedPostgres.ownerPassword());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// @param values for the question marks
  /// @return the columns of each row, as text, joined by a space
  public List<String> rows(String query, Object... values) {
    try (var statement = connection.prepareStatement(query)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      var rows = new ArrayList<String>();
      try (var found = statement.executeQuery()) {
        while (found.next()) {
          var columns = new ArrayList<String>();
          for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
            columns.add(String.valueOf(found.getString(i)));
          }
          rows.add(String.join(" ", columns));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public void execute(String statements) {
    try (var statement = connection.createStatement()) {
      statement.execute(statements);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
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
