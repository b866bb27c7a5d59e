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
  private final BuildPool buildPool;
  private final Performances performances;
  private final Pool pool;

  OpenPools(DSLContext sql, BuildPool buildPool, Performances performances, Pool pool) {
    this.sql = sql;
    this.buildPool = buildPool;
    this.performances = performances;
    this.pool = pool;
  }

  /// One at a time: a pool that is being built would be built twice, under two epochs.
  synchronized void open(Performance performance) {
    if (!pool.isOpen(performance.performanceId())) {
      var epoch = buildPool.build(performance);
      LOG.info("built the pool of performance {}, epoch {}", performance.performanceId(), epoch);
    }
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
