package boxoffice.user;

import boxoffice.db.MigratedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Looks into the tables of user-grpc, with its own rights, and sets up what no RPC can.
public final class UsersSql {
  private UsersSql() {}

  public static int update(String sql, Object... values) {
    try (var connection = connect();
        var statement = prepare(connection, sql, values)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The first column of the first row as text; empty for null and for no row.
  static String one(String sql, Object... values) {
    try (var connection = connect();
        var statement = prepare(connection, sql, values);
        var rows = statement.executeQuery()) {
      if (!rows.next()) {
        return "";
      }
      var value = rows.getString(1);
      return value == null ? "" : value;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The first column of every row, "null" for null.
  public static List<Object> all(String sql, Object... values) {
    try (var connection = connect();
        var statement = prepare(connection, sql, values);
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
  public static Object value(String sql, Object... values) {
    var found = all(sql, values);
    if (found.size() != 1) {
      throw new IllegalStateException(found.size() + " rows: " + sql);
    }
    return found.getFirst();
  }

  static int count(String sql, Object... values) {
    return Integer.parseInt(one("select count(*) from " + sql, values));
  }

  static int liveSessions(UUID account) {
    return count("users.session where account_id = ? and ended_at is null", account);
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        MigratedPostgres.jdbcUrl(), "user_grpc", MigratedPostgres.userGrpcPassword());
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... values)
      throws SQLException {
    var statement = connection.prepareStatement(sql);
    for (int index = 0; index < values.length; index++) {
      statement.setObject(index + 1, values[index]);
    }
    return statement;
  }
}
