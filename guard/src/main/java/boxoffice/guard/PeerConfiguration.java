package boxoffice.guard;

import boxoffice.guard.boot.SecretsCheck;
import boxoffice.guard.boot.ServiceClock;
import boxoffice.guard.denylist.Denylist;
import boxoffice.guard.denylist.DenylistReader;
import boxoffice.guard.denylist.DenylistSettings;
import boxoffice.guard.denylist.DenylistSource;
import boxoffice.guard.denylist.DenylistTail;
import boxoffice.guard.limit.RateLimits;
import boxoffice.guard.limit.RateLimitsSettings;
import boxoffice.guard.observe.Spans;
import boxoffice.guard.observe.TracingConfiguration;
import boxoffice.guard.redis.GuardRedis;
import boxoffice.guard.redis.GuardRedisSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/// What every process of ours needs, one without a gRPC server too: a clock, verified tokens and
/// channels to peers. Needs a [SigningKeys] and a [DenylistSource] bean, which
/// [boxoffice.guard.client.RemoteUserConfiguration] brings; with a [DenylistTail] bean the denylist
/// is followed in Redis.
@Configuration(proxyBeanMethods = false)
@Import(TracingConfiguration.class)
@EnableConfigurationProperties({
  GuardSettings.class,
  ChannelsSettings.class,
  DenylistSettings.class,
  GuardRedisSettings.class,
  RateLimitsSettings.class
})
public class PeerConfiguration {

  @Bean
  static SecretsCheck secretsCheck(ConfigurableEnvironment environment) {
    return new SecretsCheck(environment);
  }

  @Bean
  Clock clock(Environment environment) {
    return ServiceClock.of(environment);
  }

  @Bean
  TokenVerifier tokenVerifier(
      SigningKeys keys, Denylist denylist, GuardSettings settings, Clock clock) {
    return new TokenVerifier(keys, denylist, settings, clock);
  }

  @Bean
  Denylist denylist(DenylistSettings settings) {
    return new Denylist(settings.maxAge(), System::nanoTime);
  }

  @Bean
  DenylistReader denylistReader(
      Denylist denylist,
      DenylistSource source,
      ObjectProvider<DenylistTail> tail,
      DenylistSettings settings,
      Clock clock) {
    return new DenylistReader(denylist, source, tail.getIfAvailable(), settings, clock);
  }

  @Bean
  InitializingBean guardMeters(
      TokenVerifier tokens, DenylistReader denylist, ObjectProvider<MeterRegistry> meters) {
    return () ->
        meters.ifAvailable(registry -> {
          tokens.measure(registry);
          denylist.measure(registry);
        });
  }

  @Bean
  GuardRedis guardRedis(
      GuardRedisSettings settings,
      @Value("${spring.application.name:boxoffice}") String name,
      Spans spans) {
    return new GuardRedis(settings, name, spans);
  }

  @Bean
  RateLimits rateLimits(GuardRedis redis, RateLimitsSettings settings) {
    return new RateLimits(redis, settings);
  }

  /// Ends calls that last too long and starts retries; none of that blocks. Not a candidate for
  /// anybody else who looks for an executor.
  @Bean(defaultCandidate = false, destroyMethod = "shutdownNow")
  ScheduledExecutorService callTimers() {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name("call-timers").factory());
  }

  @Bean
  Channels channels(
      ChannelsSettings settings,
      @Qualifier("callTimers") ScheduledExecutorService callTimers,
      ObjectProvider<SslBundles> bundles,
      ObjectProvider<MeterRegistry> meters,
      Spans spans) {
    var channels =
        new Channels(
            settings,
            callTimers,
            bundles.getIfAvailable(DefaultSslBundleRegistry::new),
            spans.interceptors());
    meters.ifAvailable(channels::measure);
    return channels;
  }
}
