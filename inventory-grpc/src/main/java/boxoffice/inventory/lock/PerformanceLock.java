package boxoffice.inventory.lock;

import java.util.Collection;
import java.util.Comparator;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/// The advisory lock of a performance: reservations share it; a rebuild of its pool and a move to
/// another seat map have it alone. Held to the transaction's end.
public final class PerformanceLock {
  /// As PostgreSQL sorts ids, for those who take several locks.
  public static final Comparator<UUID> ORDER = Comparator.comparing(UUID::toString);

  private PerformanceLock() {}

  public static void shared(DSLContext inside, UUID performance) {
    lock(inside, "pg_advisory_xact_lock_shared", performance);
  }

  /// Several, in the order of their ids; one round trip.
  public static void shared(DSLContext inside, Collection<UUID> performances) {
    inside
        .select(
            performances.stream()
                .distinct()
                .sorted(ORDER)
                .map(performance -> call("pg_advisory_xact_lock_shared", performance))
                .toList())
        .fetch();
  }

  public static void exclusive(DSLContext inside, UUID performance) {
    lock(inside, "pg_advisory_xact_lock", performance);
  }

  private static void lock(DSLContext inside, String function, UUID performance) {
    inside.select(call(function, performance)).fetch();
  }

  /// Two performances that fold to one number share a lock, which costs time and nothing else.
  private static Field<Object> call(String function, UUID performance) {
    var number = performance.getMostSignificantBits() ^ performance.getLeastSignificantBits();
    return DSL.function(function, SQLDataType.OTHER, DSL.val(number));
  }
}
