package boxoffice.db;

import com.zaxxer.hikari.HikariDataSource;

/// Connects as the one who owns the schemas.
final class OwnerPool {
  private OwnerPool() {}

  /// A pool of one connection: one that is not given back is missed at once.
  static HikariDataSource ofOne() {
    var pool = new HikariDataSource();
    pool.setJdbcUrl(MigratedPostgres.jdbcUrl());
    pool.setUsername(MigratedPostgres.owner());
    pool.setPassword(MigratedPostgres.ownerPassword());
    pool.setMaximumPoolSize(1);
    pool.setConnectionTimeout(2_000);
    return pool;
  }
}
