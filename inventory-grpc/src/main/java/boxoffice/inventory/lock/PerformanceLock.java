package boxoffice.inventory.lock;

import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/// The advisory lock of a performance: reservations share it; a rebuild of its pool and a move to
/// another seat map have it alone. Held to the transaction's end.
public final class PerformanceLock {
  private PerformanceLock() {}

  public static void shared(DSLContext inside, UUID performance) {
    lock(inside, "pg_advisory_xact_lock_shared", performance);
  }

  public static void exclusive(DSLContext inside, UUID performance) {
    lock(inside, "pg_advisory_xact_lock", performance);
  }

  /// Two performances that fold to one number share a lock, which costs time and nothing else.
  private static void lock(DSLContext inside, String function, UUID performance) {
    var number = performance.getMostSignificantBits() ^ performance.getLeastSignificantBits();
    inside.select(DSL.function(function, SQLDataType.OTHER, DSL.val(number))).fetch();
  }
}
