package boxoffice.inventory.performance;

import boxoffice.inventory.seatmap.PerformancesMoved;
import boxoffice.wire.WireException;
import java.util.function.Consumer;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;

/// Hears that performances have moved to another seat map: forgets what this process kept of them
/// at once, and builds their pools beside the call. A pool that it cannot build is built within
/// five seconds anyway.
class MovedPerformances {
  private static final Logger LOG = LoggerFactory.getLogger(MovedPerformances.class);

  private final Performances performances;
  private final Consumer<Performance> openPool;

  MovedPerformances(Performances performances, Consumer<Performance> openPool) {
    this.performances = performances;
    this.openPool = openPool;
  }

  @EventListener
  void moved(PerformancesMoved moved) {
    moved.performances().forEach(performances::forget);
    Thread.ofVirtual().name("moved-performances").start(() -> openPools(moved));
  }

  private void openPools(PerformancesMoved moved) {
    try {
      for (var id : moved.performances()) {
        openPool.accept(performances.performance(id));
      }
    } catch (WireException | DataAccessException e) {
      LOG.warn("pools of moved performances are built later: {}", e.getMessage());
    }
  }
}
