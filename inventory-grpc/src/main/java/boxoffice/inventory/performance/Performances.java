package boxoffice.inventory.performance;

import boxoffice.wire.WireException;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.UUID;

/// Performances by id, kept in memory once read: they never change.
public final class Performances {
  private static final int KEPT = 10_000;

  private final LoadingCache<UUID, Performance> performances;

  Performances(PerformanceStore store) {
    performances =
        Caffeine.newBuilder()
            .maximumSize(KEPT)
            .build(id -> store.find(id).orElseThrow(() -> WireException.notFound("performance")));
  }

  /// @throws WireException NOT_FOUND
  public Performance performance(UUID performanceId) {
    return performances.get(performanceId);
  }

  /// What is kept of it is read again.
  public void forget(UUID performanceId) {
    performances.invalidate(performanceId);
  }
}
