package boxoffice.db;

import io.micrometer.observation.ObservationRegistry;
import java.sql.Connection;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;

/// The way into PostgreSQL for a service: jOOQ on its pool of connections.
///
/// Every transaction stands alone: nested ones would cost a savepoint each, two round trips. Safe
/// for many threads.
public final class TypedSql {
  private TypedSql() {}

  public static DSLContext on(DataSource dataSource) {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    var sql = DSL.using(dataSource, SQLDialect.POSTGRES);
    var connections = new DataSourceConnectionProvider(dataSource);
    sql.configuration().set(new PooledTransactions(connections));
    return sql;
  }

  /// With a span for each statement, where the registry makes any.
  public static DSLContext on(DataSource dataSource, ObservationRegistry spans) {
    var sql = on(dataSource);
    SqlSpans.follow(sql.configuration(), spans);
    return sql;
  }

  /// On one connection, for what belongs to a session.
  public static DSLContext on(Connection connection) {
    return DSL.using(connection, SQLDialect.POSTGRES);
  }
}
