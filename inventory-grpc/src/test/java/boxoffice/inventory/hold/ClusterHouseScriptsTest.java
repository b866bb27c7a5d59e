package boxoffice.inventory.hold;

import boxoffice.inventory.redis.LocalRedisCluster;
import boxoffice.inventory.redis.SharedCluster;
import org.junit.jupiter.api.extension.ExtendWith;

/// The scripts of the house, on a cluster of three masters.
@ExtendWith(SharedCluster.class)
class ClusterHouseScriptsTest extends HouseScriptsTest {
  private final LocalRedisCluster cluster;

  ClusterHouseScriptsTest(LocalRedisCluster cluster) {
    this.cluster = cluster;
  }

  @Override
  PoolOnRedis open() {
    return PoolOnRedis.on(cluster);
  }
}
