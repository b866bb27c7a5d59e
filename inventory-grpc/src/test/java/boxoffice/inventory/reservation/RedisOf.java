package boxoffice.inventory.reservation;

import boxoffice.inventory.RunningInventoryGrpc;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/// The way into a service's Redis, past the service.
final class RedisOf {
  private RedisOf() {}

  static RedisClient inventory(RunningInventoryGrpc inventory) {
    return RedisClient.builder()
        .hostAndPort("127.0.0.1", inventory.redis().port())
        .clientConfig(
            DefaultJedisClientConfig.builder().password(inventory.redis().password()).build())
        .build();
  }
}
