package boxoffice.inventory.hold;

import static boxoffice.db.inventory.Tables.POOL;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.jooq.DSLContext;

/// Which epoch each pool is of, as PostgreSQL says; read once and kept until a script answers that
/// it is another one.
final class Epochs {
  private static final int KEPT = 10_000;

  private final DSLContext sql;
  private final LoadingCache<UUID, Integer> epochs;

  Epochs(DSLContext sql) {
    this.sql = sql;
    epochs = Caffeine.newBuilder().maximumSize(KEPT).build(this::required);
  }

  /// @throws WireException INVENTORY_UNAVAILABLE before the pool was first built
  int epoch(UUID performance) {
    return epochs.get(performance);
  }

  void forget(UUID performance) {
    epochs.invalidate(performance);
  }

  /// Past what is kept.
  OptionalInt find(UUID performance) {
    var found =
        sql.select(POOL.EPOCH)
            .from(POOL)
            .where(POOL.PERFORMANCE_ID.eq(performance))
            .fetchOne(POOL.EPOCH);
    return found == null ? OptionalInt.empty() : OptionalInt.of(found);
  }

  private int required(UUID performance) {
    return find(performance)
        .orElseThrow(() ->
            new WireException(
                ErrorReason.INVENTORY_UNAVAILABLE,
                "claims of this performance are not open yet",
                Map.of("retry_after_seconds", "1")));
  }
}
