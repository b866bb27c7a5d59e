package boxoffice.load.check;

import boxoffice.load.system.Target.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The audit views as the auditor sees them: each reading is one REPEATABLE READ, read-only
/// snapshot. Keeps one connection, and makes a new one after a failure. For one thread.
final class Snapshots implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Snapshots.class);
  private static final int SECONDS_TO_CONNECT = 5;

  /// Tables that grew a moment ago have no statistics yet, and a nested loop chosen for a few rows
  /// runs over all of them for minutes.
  private static final String SAFE_PLANS = "-c enable_nestloop=off -c jit=off";

  private final Postgres postgres;
  private final String options;
  private @Nullable Connection connection;

  /// @param patience for one statement
  Snapshots(Postgres postgres, Duration patience) {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    this.postgres = postgres;
    this.options = SAFE_PLANS + " -c statement_timeout=" + patience.toMillis();
  }

  /// @throws DataAccessException when PostgreSQL does not answer
  <T> T read(Function<DSLContext, T> query) {
    try {
      var open = connection == null ? open() : connection;
      connection = open;
      var result = query.apply(DSL.using(open, SQLDialect.POSTGRES));
      open.commit();
      return result;
    } catch (SQLException e) {
      close();
      throw new DataAccessException("the audit views cannot be read: " + e.getMessage(), e);
    } catch (DataAccessException e) {
      close();
      throw e;
    }
  }

  private Connection open() throws SQLException {
    DriverManager.setLoginTimeout(SECONDS_TO_CONNECT);
    var settings = new Properties();
    settings.setProperty("user", postgres.auditor().user());
    settings.setProperty("password", postgres.auditor().password());
    settings.setProperty("options", options);
    var open = DriverManager.getConnection(postgres.jdbcUrl(), settings);
    open.setReadOnly(true);
    open.setAutoCommit(false);
    open.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    return open;
  }

  @Override
  public void close() {
    var closing = connection;
    connection = null;
    if (closing != null) {
      try {
        closing.close();
      } catch (SQLException e) {
        log.debug("a broken connection to the audit views", e);
      }
    }
  }
}
