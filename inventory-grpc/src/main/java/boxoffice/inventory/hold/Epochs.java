package boxoffice.inventory.hold;

import static boxoffice.db.inventory.Tables.POOL;

import boxoffice.inventory.performance.Performances;
import boxoffice.wire.WireException;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;

/// Which epoch each pool is of, as PostgreSQL says; read once and kept until a script answers that
/// it is another one.
///
/// Another epoch may be of another seat map, so the performance that is kept is never older than
/// the epoch: it is forgotten after the epoch has been read.
final class Epochs {
  private static final int KEPT = 10_000;

  /// Epochs begin with 1.
  private static final int NEVER_BUILT = 0;

  private final DSLContext sql;
  private final Performances performances;
  private final LoadingCache<UUID, Known> epochs;
  private final AtomicInteger generation = new AtomicInteger();

  /// @param generation in which it was read: what was read before everything was forgotten counts
  ///   no more, also when it arrives afterwards
  private record Known(int epoch, int generation) {}

  Epochs(DSLContext sql, Performances performances) {
    this.sql = sql;
    this.performances = performances;
    epochs = Caffeine.newBuilder().maximumSize(KEPT).build(this::find);
  }

  /// @throws WireException INVENTORY_UNAVAILABLE before the pool was first built
  int epoch(UUID performance) {
    var epoch = known(performance).epoch;
    if (epoch == NEVER_BUILT) {
      throw PoolScripts.unavailable("claims of this performance are not open yet");
    }
    return epoch;
  }

  /// Whether the pool was ever built; in one that was not, nobody has ever held anything.
  boolean isBuilt(UUID performance) {
    return known(performance).epoch != NEVER_BUILT;
  }

  private Known known(UUID performance) {
    var known = epochs.get(performance);
    if (known.generation != generation.get()) {
      epochs.invalidate(performance);
      known = epochs.get(performance);
    }
    if (known.epoch == NEVER_BUILT) {
      epochs.asMap().remove(performance, known); // another process may build it at any time
    }
    return known;
  }

  void forget(UUID performance) {
    epochs.invalidate(performance);
  }

  /// Another Redis answers: all pools are of another epoch.
  void forgetAll() {
    generation.incrementAndGet();
  }

  private Known find(UUID performance) {
    var now = generation.get();
    var found =
        sql.select(POOL.EPOCH)
            .from(POOL)
            .where(POOL.PERFORMANCE_ID.eq(performance))
            .fetchOptional(POOL.EPOCH)
            .orElse(NEVER_BUILT);
    performances.forget(performance);
    return new Known(found, now);
  }
}
