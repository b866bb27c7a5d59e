package boxoffice.load;

import boxoffice.load.system.Target;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The sandbox's PostgreSQL as its administrator has it: who waits for a lock, sessions that hold
/// one, and what the audit views say of an order.
final class HurtPostgres implements AutoCloseable {
  private final Target.Postgres postgres;
  private @Nullable Session kept;

  HurtPostgres(Target target) {
    postgres = Objects.requireNonNull(target.postgres());
  }

  /// In a transaction that stays open until it is closed, which undoes it.
  ///
  /// @param sql each with at most the one parameter
  Session locking(String sql, Object... parameters) {
    var session = session();
    session.begin();
    session.run(sql, parameters);
    return session;
  }

  /// What the new reservation of this buyer has to wait for.
  Session lockBuyer(UUID performance, UUID buyer) {
    return locking("insert into inventory.buyer_seats values (?, ?, 1)", performance, buyer);
  }

  /// What every change of this order has to wait for.
  Session lockOrder(UUID order) {
    return locking("select 1 from orders.\"order\" where order_id = ? for update", order);
  }

  /// What whoever issues tickets has to wait for.
  Session lockTickets() {
    return locking("lock table orders.ticket in share mode");
  }

  /// Transactions of a service that wait for a lock.
  ///
  /// @param service such as `order`
  int waiting(String service) {
    return number(
        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and application_name = ?",
        service + "-grpc");
  }

  /// Empty where there is no such order.
  String state(UUID order) {
    return String.join("", rows("select state from audit.\"order\" where order_id = ?", order));
  }

  /// Of its payment attempts, in order.
  List<String> payments(UUID order) {
    return rows("select state from audit.payment where order_id = ? order by attempt", order);
  }

  /// Of the seats that it has.
  List<String> seats(UUID order) {
    return rows(
        "select state from audit.seat where order_id = ? and state <> 'FREE' order by seat_id",
        order);
  }

  /// Whether there is anything left to be done for an order.
  boolean isWorkedOn(UUID order) {
    return number("select count(*) from orders.work where order_id = ?", order) > 0;
  }

  /// Mails that wait to be sent, or for somebody to note that they were.
  int unsent() {
    return number("select count(*) from audit.outbox where published_at is null");
  }

  Instant now() {
    var millis = rows("select (extract(epoch from clock_timestamp()) * 1000)::bigint").getFirst();
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }

  int number(String sql, Object... parameters) {
    return Integer.parseInt(rows(sql, parameters).getFirst());
  }

  /// The first column. Keeps its connection: to make one costs more than to ask.
  private synchronized List<String> rows(String sql, Object... parameters) {
    var old = kept;
    if (old != null) {
      try {
        return old.rows(sql, parameters);
      } catch (IllegalStateException e) {
        close(); // PostgreSQL was killed since
      }
    }
    kept = session();
    return kept.rows(sql, parameters);
  }

  Session session() {
    var superuser = Objects.requireNonNull(postgres.superuser());
    return session(superuser.user(), superuser.password());
  }

  /// Of somebody who has no right to the last free connections.
  Session guest() {
    return session(postgres.auditor().user(), postgres.auditor().password());
  }

  private Session session(String user, String password) {
    try {
      return new Session(DriverManager.getConnection(postgres.jdbcUrl(), user, password));
    } catch (SQLException e) {
      throw new IllegalStateException("no connection", e);
    }
  }

  @Override
  public synchronized void close() {
    if (kept != null) {
      kept.close();
      kept = null;
    }
  }

  /// A connection that stays.
  static final class Session implements AutoCloseable {
    private final Connection connection;

    private Session(Connection connection) {
      this.connection = connection;
    }

    private void begin() {
      try {
        connection.setAutoCommit(false);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    void run(String sql, Object... parameters) {
      try (var statement = connection.prepareStatement(sql)) {
        bind(statement, parameters);
        statement.execute();
      } catch (SQLException e) {
        throw new IllegalStateException(sql, e);
      }
    }

    private static void bind(java.sql.PreparedStatement statement, Object... parameters)
        throws SQLException {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
    }

    /// What it has locked is free again.
    void undo() {
      try {
        connection.rollback();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    List<String> rows(String sql, Object... parameters) {
      try (var statement = connection.prepareStatement(sql)) {
        bind(statement, parameters);
        var rows = new ArrayList<String>();
        try (var result = statement.executeQuery()) {
          while (result.next()) {
            rows.add(result.getString(1));
          }
        }
        return rows;
      } catch (SQLException e) {
        throw new IllegalStateException(sql, e);
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
}
