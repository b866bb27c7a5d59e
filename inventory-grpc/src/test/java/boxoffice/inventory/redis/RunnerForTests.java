package boxoffice.inventory.redis;

import boxoffice.guard.observe.Spans;
import boxoffice.parts.redis.LocalRedis;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;

/// A [ScriptRunner] of its own on a Redis of the test's.
public final class RunnerForTests implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final DistributionSummary batches = new SimpleMeterRegistry().summary("batches");
  private final RedisNodes nodes;
  private final ScriptRunner runner;

  /// Waits long for each answer: that one is late is not what is tried.
  ///
  /// @param user of the access list of that Redis
  public RunnerForTests(LocalRedis server, String user) {
    this(server, user, 4, 2000, PATIENCE);
  }

  /// Waits as long as production does.
  RunnerForTests(LocalRedis server, String user, int connections, int queued) {
    this(server, user, connections, queued, Duration.ofMillis(500));
  }

  RunnerForTests(LocalRedis server, String user, int connections, int queued, Duration timeout) {
    this(
        new RedisSettings(
            server.host(),
            server.port(),
            user,
            server.password(),
            timeout,
            connections,
            queued,
            List.of()));
  }

  /// On a cluster.
  public RunnerForTests(List<LocalRedis> masters, String user) {
    this(
        new RedisSettings(
            masters.getFirst().host(),
            masters.getFirst().port(),
            user,
            masters.getFirst().password(),
            PATIENCE,
            4,
            2000,
            masters.stream().map(master -> master.host() + ":" + master.port()).toList()));
  }

  private RunnerForTests(RedisSettings settings) {
    nodes = new RedisNodes(settings, "tests", batches, (_, _) -> {});
    // one that never opens: what is tried here is what stands behind it
    runner =
        new ScriptRunner(
            nodes,
            CircuitBreaker.of(
                "redis",
                CircuitBreakerConfig.custom()
                    .slidingWindowSize(100_000)
                    .minimumNumberOfCalls(100_000)
                    .build()),
            Spans.NONE);
  }

  public RedisNodes nodes() {
    return nodes;
  }

  /// How many calls went in one round trip.
  DistributionSummary batches() {
    return batches;
  }

  public ScriptRunner runner() {
    return runner;
  }

  @Override
  public void close() {
    nodes.close();
  }
}
