package boxoffice.inventory.popular;

import boxoffice.inventory.performance.ListRanked;
import boxoffice.inventory.redis.ScriptRunner;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PopularSettings.class)
class PopularConfiguration {
  @Bean
  PopularStore popularStore(ScriptRunner scripts, PopularSettings settings) {
    return new PopularStore(scripts, settings);
  }

  @Bean
  CountInterest countInterest(PopularStore store, PopularSettings settings, Clock clock) {
    return new CountInterest(store, settings, clock);
  }

  @Bean
  Ranking ranking(
      PopularStore store,
      ListRanked listRanked,
      PopularSettings settings,
      Clock clock,
      MeterRegistry meters) {
    var made =
        Counter.builder("boxoffice.popular.rankings")
            .description("rankings made by this process")
            .register(meters);
    return new Ranking(store, new MakeRanking(listRanked, made), settings, clock, UUID::randomUUID);
  }

  @Bean
  PopularityGrpcService popularityGrpcService(Ranking ranking) {
    return new PopularityGrpcService(ranking);
  }
}
