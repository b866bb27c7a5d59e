package boxoffice.inventory.hold;

import boxoffice.inventory.hold.PoolHeads.Head;
import boxoffice.inventory.performance.Performance;
import boxoffice.wire.WireException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// Sees to it that every performance that is still for sale has its pool, and that the pool knows
/// how it sells: at once when it is created or changed, when somebody asks for it in vain, and when
/// another Redis answers; and every five seconds for those that a crash left without.
///
/// Looking after all of them costs one query, and few round trips to Redis; only those that want
/// something cost more. What is free is counted on the way. While a store is away it does nothing
/// and comes back.
class OpenPools {
  private static final Logger LOG = LoggerFactory.getLogger(OpenPools.class);

  private final SaleStore sales;
  private final PoolHeads heads;
  private final BuildPool buildPool;
  private final Pool pool;
  private final BuildStock stocks;
  private final CountFree countFree;
  private final PoolRepairs repairs;

  /// Each pool is mended by one thread at a time; two may share a lock, which costs time only.
  private final List<Lock> locks = Stream.<Lock>generate(ReentrantLock::new).limit(64).toList();

  OpenPools(Pools pools, CountFree countFree, PoolRepairs repairs) {
    this.sales = pools.sales();
    this.heads = pools.heads();
    this.buildPool = pools.build();
    this.pool = pools.pool();
    this.stocks = pools.stocks();
    this.countFree = countFree;
    this.repairs = repairs;
    repairs.repairWith(this::mendInTurn);
  }

  /// What pools are made from and with.
  record Pools(SaleStore sales, PoolHeads heads, BuildPool build, Pool pool, BuildStock stocks) {}

  /// After a performance was created or changed.
  void open(Performance performance) {
    mend(performance.performanceId());
  }

  @Scheduled(fixedDelayString = "PT5S")
  void openAll() {
    try {
      var all = sales.all();
      var seen = heads.read(all.stream().map(Sale::performanceId).toList());
      repairs.all(
          IntStream.range(0, all.size())
              .filter(i -> wants(all.get(i), seen.get(i)))
              .mapToObj(i -> all.get(i).performanceId())
              .toList());
      countFree.count(all, seen);
    } catch (WireException | DataAccessException e) {
      LOG.warn("pools could not be looked after: {}", e.getMessage());
    }
  }

  /// One that cannot be built keeps nobody else from being built.
  private void mendInTurn(UUID id) {
    try {
      if (sales.find(id).isPresent()) {
        mend(id);
      } else {
        stocks.mendAll();
      }
    } catch (WireException | DataAccessException e) {
      LOG.warn("the pool of performance {} could not be built: {}", id, e.getMessage());
    }
  }

  private static boolean wants(Sale sale, Head head) {
    return head.epoch() != sale.epoch() || head.revision() < sale.revision();
  }

  /// Builds the pool unless it is there, or another process builds it; tells it how the performance
  /// sells. By what is true then.
  private void mend(UUID id) {
    var lock = locks.get(Math.floorMod(id.hashCode(), locks.size()));
    lock.lock();
    try {
      sales.find(id).ifPresent(this::mend);
    } finally {
      lock.unlock();
    }
  }

  private void mend(Sale sale) {
    var id = sale.performanceId();
    var head = heads.read(List.of(id)).getFirst();
    if (head.epoch() != sale.epoch() || sale.epoch() == 0) {
      buildPool
          .build(id, sale.epoch(), head.epoch())
          .ifPresent(built -> LOG.info("built the pool of performance {}, epoch {}", id, built));
    } else if (head.revision() < sale.revision()) {
      pool.setSale(sale);
    }
  }
}
