package boxoffice.order;

import boxoffice.db.MigratedPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Reads the audit views as the auditor does.
final class Audit {
  private Audit() {}

  /// The first column of what a query finds, as text.
  static List<String> ask(String sql, String... values) {
    return askAs("auditor", MigratedPostgres.auditorPassword(), sql, values);
  }

  /// What organisers did with an order, which no audit view tells.
  static List<String> saleActs(String orderId) {
    return askAs(
        "order_grpc",
        MigratedPostgres.orderGrpcPassword(),
        "select action || ' ' || actor || ' ' || reason from orders.sale_act"
            + " where order_id = ?::uuid order by sale_act_id",
        orderId);
  }

  /// Changes what only order-grpc may.
  static void change(String sql, String orderId) {
    var _ =
        askAs("order_grpc", MigratedPostgres.orderGrpcPassword(), sql + " returning 1", orderId);
  }

  /// Whether anything is left to do for an order, which no audit view tells.
  static boolean isWorkedOn(String orderId) {
    return !askAs(
            "order_grpc",
            MigratedPostgres.orderGrpcPassword(),
            "select 1 from orders.work where order_id = ?::uuid",
            orderId)
        .isEmpty();
  }

  /// The first column of what a service's own role finds or changes.
  static List<String> askAs(String role, String password, String sql, String... values) {
    try (var connection = DriverManager.getConnection(MigratedPostgres.jdbcUrl(), role, password);
        var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      var found = new ArrayList<String>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(String.valueOf(rows.getString(1)));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> seatStates(String orderId) {
    return ask("select state from audit.seat where order_id = ?::uuid", orderId);
  }

  static List<String> transitions(String orderId) {
    return ask(
        "select coalesce(from_state, '') || '>' || to_state from audit.order_transition"
            + " where order_id = ?::uuid order by at",
        orderId);
  }

  static List<String> refunds(String orderId) {
    return ask(
        "select state || ' ' || amount from audit.refund where order_id = ?::uuid"
            + " order by created_at",
        orderId);
  }

  /// As [#refunds], each with why it was made before it.
  static List<String> reasonedRefunds(String orderId) {
    return ask(
        "select reason || ' ' || state || ' ' || amount from audit.refund"
            + " where order_id = ?::uuid order by created_at",
        orderId);
  }

  /// What was given back of each payment attempt.
  static List<String> refunded(String orderId) {
    return ask(
        "select refunded from audit.payment where order_id = ?::uuid order by attempt", orderId);
  }

  static List<String> payments(String orderId) {
    return ask(
        "select state || ' ' || paid from audit.payment where order_id = ?::uuid order by attempt",
        orderId);
  }
}
