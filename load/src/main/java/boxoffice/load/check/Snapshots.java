package boxoffice.load.check;

import boxoffice.load.system.Target.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
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

  private final Postgres postgres;
  private @Nullable Connection connection;

  Snapshots(Postgres postgres) {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    this.postgres = postgres;
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
    var auditor = postgres.auditor();
    var open = DriverManager.getConnection(postgres.jdbcUrl(), auditor.user(), auditor.password());
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
