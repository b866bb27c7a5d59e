package boxoffice.inventory.hold;

import boxoffice.inventory.redis.LocalRedisCluster;
import boxoffice.inventory.redis.SharedCluster;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every script of a pool, on a cluster of three masters.
@ExtendWith(SharedCluster.class)
class ClusterScriptsTest extends ScriptsTest {
  private final LocalRedisCluster cluster;

  ClusterScriptsTest(LocalRedisCluster cluster) {
    this.cluster = cluster;
  }

  @Override
  PoolOnRedis open() {
    return PoolOnRedis.on(cluster);
  }
}
