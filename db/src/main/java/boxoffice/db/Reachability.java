package boxoffice.db;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether PostgreSQL can be used now: the pool has a connection to give, and it answers. For the
/// health of a service, which is asked for all the time by many.
public final class Reachability {
  private static final Logger log = LoggerFactory.getLogger(Reachability.class);

  private final DSLContext sql;

  public Reachability(DSLContext sql) {
    this.sql = sql;
  }

  public boolean isThere() {
    try {
      return sql.selectOne().fetchOne() != null;
    } catch (DataAccessException e) {
      UnheardFailures.tell(log, "PostgreSQL cannot be used", e);
      return false;
    }
  }
}
