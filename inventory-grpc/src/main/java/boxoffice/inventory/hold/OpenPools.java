package boxoffice.inventory.hold;

import static boxoffice.db.inventory.Tables.PERFORMANCE;
import static org.jooq.impl.DSL.currentInstant;

import boxoffice.inventory.performance.Performance;
import boxoffice.inventory.performance.Performances;
import boxoffice.wire.WireException;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// Sees to it that every performance that is still for sale has its pool: at once when it is
/// created, and every five seconds for those that a crash or an emptied Redis left without one.
///
/// While a store is away it does nothing and comes back.
class OpenPools {
  private static final Logger LOG = LoggerFactory.getLogger(OpenPools.class);

  private final DSLContext sql;
  private final Epochs epochs;
  private final BuildPool buildPool;
  private final Performances performances;
  private final Pool pool;

  OpenPools(
      DSLContext sql, Epochs epochs, BuildPool buildPool, Performances performances, Pool pool) {
    this.sql = sql;
    this.epochs = epochs;
    this.buildPool = buildPool;
    this.performances = performances;
    this.pool = pool;
  }

  /// Builds the pool unless it is there, or another process has begun to build it meanwhile. One at
  /// a time in this one.
  synchronized void open(Performance performance) {
    var id = performance.performanceId();
    var epoch = epochs.find(id);
    if (epoch.isPresent() && pool.isOpen(id, epoch.getAsInt())) {
      return;
    }
    buildPool
        .build(performance, epoch.orElse(0))
        .ifPresent(built -> LOG.info("built the pool of performance {}, epoch {}", id, built));
  }

  @Scheduled(fixedDelayString = "PT5S")
  void openAll() {
    try {
      var ids =
          sql.select(PERFORMANCE.PERFORMANCE_ID)
              .from(PERFORMANCE)
              .where(PERFORMANCE.OFF_SALE_AT.gt(currentInstant()))
              .fetch(PERFORMANCE.PERFORMANCE_ID);
      ids.forEach(id -> open(performances.performance(id)));
    } catch (WireException | DataAccessException e) {
      LOG.warn("pools could not be looked after: {}", e.getMessage());
    }
  }
}
