package boxoffice.inventory;

import boxoffice.db.DatabaseFailures;
import boxoffice.db.Durability;
import boxoffice.db.Reachability;
import boxoffice.db.TypedSql;
import boxoffice.guard.FailureMapping;
import boxoffice.guard.GuardConfiguration;
import boxoffice.guard.boot.BootRefusal;
import boxoffice.guard.client.RemoteUserConfiguration;
import boxoffice.guard.observe.Spans;
import boxoffice.inventory.redis.NodeIdentities;
import boxoffice.inventory.redis.RedisNodes;
import boxoffice.inventory.redis.RedisRules;
import boxoffice.inventory.redis.RedisSettings;
import boxoffice.inventory.redis.ScriptRunner;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// What the features share: PostgreSQL, Redis, user-grpc.
@Configuration(proxyBeanMethods = false)
@Import({GuardConfiguration.class, RemoteUserConfiguration.class})
@EnableConfigurationProperties(RedisSettings.class)
class InventoryConfiguration {
  @Bean
  DSLContext sql(DataSource dataSource, Spans spans) {
    return TypedSql.on(dataSource, spans.registry());
  }

  @Bean
  FailureMapping databaseFailures() {
    return DatabaseFailures::map;
  }

  /// In place of the framework's, which logs a stack whenever it is asked in vain. Makes no spans.
  @Bean
  HealthIndicator dbHealthIndicator(DataSource dataSource) {
    var database = new Reachability(TypedSql.on(dataSource));
    return () -> (database.isThere() ? Health.up() : Health.down()).build();
  }

  @Bean
  InitializingBean storesCheck(DSLContext sql, RedisNodes redis) {
    return () -> {
      BootRefusal.over(Durability.problem(sql));
      BootRefusal.over(RedisRules.problem(redis));
    };
  }

  @Bean
  NodeIdentities nodeIdentities(DSLContext sql) {
    return new NodeIdentities(sql);
  }

  @Bean
  RedisNodes redisNodes(RedisSettings settings, NodeIdentities identities, MeterRegistry meters) {
    var batches =
        DistributionSummary.builder("boxoffice.redis.batch")
            .description("how many calls went to Redis in one round trip")
            .register(meters);
    return new RedisNodes(settings, "inventory-grpc", batches, identities::meet);
  }

  /// Opens when every other call to Redis fails or is slow; what Redis itself refuses does not
  /// count, and neither does a rush in which some wait too long.
  @Bean
  ScriptRunner scriptRunner(RedisNodes redis, MeterRegistry meters, Spans spans) {
    var breakers =
        CircuitBreakerRegistry.of(
            CircuitBreakerConfig.custom()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(10)
                .failureRateThreshold(50)
                .slowCallDurationThreshold(Duration.ofSeconds(2))
                .slowCallRateThreshold(50)
                .waitDurationInOpenState(Duration.ofSeconds(1))
                .permittedNumberOfCallsInHalfOpenState(3)
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .recordException(WireException.class::isInstance)
                .ignoreException(failure ->
                    failure instanceof WireException refused
                        && refused.reason() == ErrorReason.OVERLOADED)
                .build());
    CircuitBreaker breaker = breakers.circuitBreaker("redis");
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
    return new ScriptRunner(redis, breaker, spans);
  }

  @Bean
  HealthIndicator redisHealthIndicator(ScriptRunner scripts) {
    return () -> (scripts.isThere() ? Health.up() : Health.down()).build();
  }
}
