package boxoffice.inventory.hold;

import boxoffice.inventory.redis.LocalRedisCluster;
import boxoffice.inventory.redis.SharedCluster;
import org.junit.jupiter.api.extension.ExtendWith;

/// The scripts that confirm, extend and note holds, and those of products' pools, on a cluster.
@ExtendWith(SharedCluster.class)
class ClusterPartScriptsTest extends PartScriptsTest {
  private final LocalRedisCluster cluster;

  ClusterPartScriptsTest(LocalRedisCluster cluster) {
    this.cluster = cluster;
  }

  @Override
  PoolOnRedis open() {
    return PoolOnRedis.on(cluster);
  }
}
