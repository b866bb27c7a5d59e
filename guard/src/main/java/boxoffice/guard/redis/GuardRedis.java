package boxoffice.guard.redis;

import boxoffice.guard.observe.Spans;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.function.Function;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.providers.PooledConnectionProvider;

/// Reaches the Redis of limits and of the denylist. While it is away or slow, callers hear so at
/// once, instead of waiting each for a time-out.
public final class GuardRedis implements AutoCloseable {
  private static final Duration WAIT_FOR_CONNECTION = Duration.ofMillis(300);

  private final RedisClient client;
  private final Spans spans;
  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          "guard-redis",
          CircuitBreakerConfig.custom()
              .slidingWindowSize(20)
              .minimumNumberOfCalls(10)
              .failureRateThreshold(50)
              .ignoreExceptions(RedisBusyException.class)
              .waitDurationInOpenState(Duration.ofSeconds(5))
              .permittedNumberOfCallsInHalfOpenState(3)
              .automaticTransitionFromOpenToHalfOpenEnabled(true)
              .build());

  /// @param clientName what Redis shows operators
  public GuardRedis(GuardRedisSettings settings, String clientName, Spans spans) {
    client = connect(settings, clientName);
    this.spans = spans;
  }

  /// A pool of connections: whoever finds none free in time, or no answer, hears so.
  public static RedisClient connect(GuardRedisSettings settings, String clientName) {
    var pool = new ConnectionPoolConfig();
    pool.setMaxTotal(settings.connections());
    pool.setMaxIdle(settings.connections());
    pool.setMaxWait(WAIT_FOR_CONNECTION);
    var timeout = (int) settings.timeout().toMillis();
    var config =
        DefaultJedisClientConfig.builder()
            .user(settings.username())
            .password(settings.password())
            .connectionTimeoutMillis(timeout)
            .socketTimeoutMillis(timeout)
            .clientName(clientName)
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED) // not ours to run
            .build();
    var sockets = new WatchedSockets(new HostAndPort(settings.host(), settings.port()), config);
    return RedisClient.builder()
        .connectionProvider(
            new PooledConnectionProvider(new ConnectionFactory(sockets, config), pool))
        .build();
  }

  /// @throws RedisBusyException when too many ask at once
  /// @throws JedisException when Redis is away, slow, or refuses
  /// @throws CallNotPermittedException when it was away or slow just now
  public <T> T call(Function<UnifiedJedis, T> work) {
    return spans
        .of("redis", "guard")
        .observe(() -> breaker.executeSupplier(() -> callAnyway(work)));
  }

  /// For one that looks whether Redis is back: always tried.
  ///
  /// @throws RedisBusyException when too many ask at once
  /// @throws JedisException when Redis is away, slow, or refuses
  public <T> T callAnyway(Function<UnifiedJedis, T> work) {
    try {
      return work.apply(client);
    } catch (JedisConnectionException e) {
      client.getPool().clear(); // where one is broken, so are those that lie idle
      throw e;
    } catch (JedisException e) {
      // how the pool says that it waited in vain
      throw e.getCause() instanceof NoSuchElementException ? new RedisBusyException(e) : e;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
