package boxoffice.edge.request;

import boxoffice.guard.limit.OpenRateLimits;
import boxoffice.guard.limit.RateLimits;
import boxoffice.guard.limit.RateLimitsSettings;
import boxoffice.guard.observe.Spans;
import boxoffice.guard.redis.GuardRedis;
import boxoffice.guard.redis.GuardRedisSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Limits that fail open: since nobody is refused without Redis, nobody waits long for it either.
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {
  private static final Duration SHORTLY = Duration.ofMillis(50);

  @Bean(defaultCandidate = false)
  GuardRedis openLimitsRedis(GuardRedisSettings settings, Spans spans) {
    return new GuardRedis(settings.within(SHORTLY), "edge-limits", spans);
  }

  @Bean
  OpenRateLimits openRateLimits(
      @Qualifier("openLimitsRedis") GuardRedis redis,
      RateLimitsSettings settings,
      ObjectProvider<MeterRegistry> meters) {
    var limits = new OpenRateLimits(new RateLimits(redis, settings), settings);
    meters.ifAvailable(limits::measure);
    return limits;
  }
}
