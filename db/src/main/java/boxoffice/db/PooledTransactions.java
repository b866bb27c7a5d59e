package boxoffice.db;

import org.jooq.ConnectionProvider;
import org.jooq.Transaction;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jooq.impl.DefaultConnectionProvider;

/// Transactions on a pool's connections, in the isolation that the pool has set.
///
/// jOOQ's own provider asks PostgreSQL for the isolation whenever it begins: a round trip for each
/// transaction. A transaction inside of another one is part of it. Safe for many threads.
final class PooledTransactions implements TransactionProvider {
  private final ConnectionProvider pool;

  /// @param pool of connections that commit by themselves
  PooledTransactions(ConnectionProvider pool) {
    this.pool = pool;
  }

  /// What was begun here, and not by a transaction around it.
  private record Begun(DefaultConnectionProvider connection) implements Transaction {}

  @Override
  public void begin(TransactionContext context) {
    if (context.configuration().connectionProvider() instanceof DefaultConnectionProvider) {
      return;
    }
    var connection = new DefaultConnectionProvider(pool.acquire());
    try {
      connection.setAutoCommit(false);
    } catch (RuntimeException e) {
      pool.release(connection.acquire());
      throw e;
    }
    context.configuration().set(connection);
    var _ = context.transaction(new Begun(connection));
  }

  /// One that cannot commit is rolled back by jOOQ.
  @Override
  public void commit(TransactionContext context) {
    if (context.transaction() instanceof Begun(var connection)) {
      connection.commit();
      release(connection);
    }
  }

  @Override
  public void rollback(TransactionContext context) {
    if (context.transaction() instanceof Begun(var connection)) {
      try {
        connection.rollback();
      } finally {
        release(connection);
      }
    }
  }

  private void release(DefaultConnectionProvider connection) {
    try {
      connection.setAutoCommit(true);
    } finally {
      pool.release(connection.acquire());
    }
  }
}
