package boxoffice.inventory.hold;

import boxoffice.inventory.hold.PoolHeads.Head;
import boxoffice.inventory.performance.Performance;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.util.List;
import java.util.UUID;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// Sees to it that every performance that is still for sale has its pool, and that the pool knows
/// how it sells: at once when it is created or changed, and every five seconds for those that a
/// crash or an emptied Redis left without.
///
/// Looking after all of them costs one query and one round trip to Redis for each thousand; only
/// those that want something cost more. What is free is counted on the way. While a store is away
/// it does nothing and comes back.
class OpenPools {
  private static final Logger LOG = LoggerFactory.getLogger(OpenPools.class);

  private final SaleStore sales;
  private final PoolHeads heads;
  private final BuildPool buildPool;
  private final Pool pool;
  private final CountFree countFree;

  OpenPools(SaleStore sales, PoolHeads heads, BuildPool buildPool, Pool pool, CountFree countFree) {
    this.sales = sales;
    this.heads = heads;
    this.buildPool = buildPool;
    this.pool = pool;
    this.countFree = countFree;
  }

  /// After a performance was created or changed.
  void open(Performance performance) {
    mend(performance.performanceId());
  }

  @Scheduled(fixedDelayString = "PT5S")
  void openAll() {
    try {
      var all = sales.all();
      var seen = heads.read(all.stream().map(Sale::performanceId).toList());
      for (int i = 0; i < all.size(); i++) {
        if (wants(all.get(i), seen.get(i))) {
          mendOneOfAll(all.get(i).performanceId());
        }
      }
      countFree.count(all, seen);
    } catch (WireException | DataAccessException e) {
      LOG.warn("pools could not be looked after: {}", e.getMessage());
    }
  }

  /// One that cannot be built keeps nobody else from being built.
  private void mendOneOfAll(UUID id) {
    try {
      mend(id);
    } catch (WireException e) {
      if (e.reason().owner() == ErrorReason.Owner.DEPENDENCY) {
        throw e;
      }
      LOG.warn("the pool of performance {} could not be built: {}", id, e.getMessage());
    }
  }

  private static boolean wants(Sale sale, Head head) {
    return head.epoch() != sale.epoch() || head.revision() < sale.revision();
  }

  /// Builds the pool unless it is there, or another process has begun to build it meanwhile; tells
  /// it how the performance sells. One at a time in this process, each by what is true then.
  private synchronized void mend(UUID id) {
    var found = sales.find(id);
    if (found.isEmpty()) {
      return;
    }
    var sale = found.get();
    var head = heads.read(List.of(id)).getFirst();
    if (head.epoch() != sale.epoch() || sale.epoch() == 0) {
      buildPool
          .build(id, sale.epoch())
          .ifPresent(built -> LOG.info("built the pool of performance {}, epoch {}", id, built));
    } else if (head.revision() < sale.revision()) {
      pool.setSale(sale);
    }
  }
}
