package boxoffice.inventory.hold;

import boxoffice.inventory.redis.RedisNodes;
import boxoffice.wire.WireException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// Looks each second whether Redis is still the one it was, and whether the clocks agree. One look
/// at a time, however long a store takes.
class WatchStores {
  private static final Logger LOG = LoggerFactory.getLogger(WatchStores.class);

  private final RedisNodes redis;
  private final StoreClocks clocks;
  private final ReentrantLock lock = new ReentrantLock();

  WatchStores(RedisNodes redis, StoreClocks clocks) {
    this.redis = redis;
    this.clocks = clocks;
  }

  // at a fixed rate, because tasks with a delay wait for each other
  @Scheduled(fixedRateString = "PT1S")
  void look() {
    if (!lock.tryLock()) {
      return;
    }
    try {
      redis.watch();
      clocks.compare();
    } catch (WireException e) {
      LOG.debug("Redis could not be looked at", e);
    } finally {
      lock.unlock();
    }
  }
}
