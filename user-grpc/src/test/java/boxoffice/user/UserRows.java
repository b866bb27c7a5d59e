package boxoffice.user;

import boxoffice.db.MigratedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The tables of user-grpc as its own role sees them: for what no RPC shows, and for turning back
/// the time that stands in a row.
public final class UserRows {
  private UserRows() {}

  /// The first column of every row.
  public static List<Object> all(String query, Object... parameters) {
    try (var connection = connect();
        var statement = prepared(connection, query, parameters);
        var rows = statement.executeQuery()) {
      var found = new ArrayList<>();
      while (rows.next()) {
        found.add(Optional.ofNullable(rows.getObject(1)).orElse("null"));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The first column of the one row.
  public static Object one(String query, Object... parameters) {
    var found = all(query, parameters);
    if (found.size() != 1) {
      throw new IllegalStateException(found.size() + " rows: " + query);
    }
    return found.getFirst();
  }

  /// @return how many rows it changed
  public static int change(String statement, Object... parameters) {
    try (var connection = connect();
        var prepared = prepared(connection, statement, parameters)) {
      return prepared.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        MigratedPostgres.jdbcUrl(), "user_grpc", MigratedPostgres.userGrpcPassword());
  }

  private static PreparedStatement prepared(
      Connection connection, String text, Object... parameters) throws SQLException {
    var statement = connection.prepareStatement(text);
    for (var i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
