package boxoffice.inventory.hold;

import boxoffice.inventory.performance.Performance;
import boxoffice.inventory.performance.Performances;
import boxoffice.inventory.performance.SeatAvailability;
import boxoffice.inventory.redis.ScriptRunner;
import boxoffice.inventory.seatmap.SeatMaps;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HoldSettings.class)
class HoldConfiguration {
  @Bean
  Epochs epochs(DSLContext sql) {
    return new Epochs(sql);
  }

  @Bean
  Pool pool(ScriptRunner scripts, Epochs epochs, HoldSettings settings, Clock clock) {
    return new Pool(scripts, epochs, settings, clock);
  }

  @Bean
  BuildPool buildPool(DSLContext sql, SeatMaps seatMaps, Epochs epochs, ScriptRunner scripts) {
    return new BuildPool(sql, seatMaps, epochs, scripts);
  }

  @Bean
  OpenPools openPools(
      DSLContext sql, Epochs epochs, BuildPool buildPool, Performances performances, Pool pool) {
    return new OpenPools(sql, epochs, buildPool, performances, pool);
  }

  @Bean
  Consumer<Performance> openPool(OpenPools openPools) {
    return openPools::open;
  }

  @Bean
  Function<Performance, SeatAvailability> availability(Pool pool) {
    return performance -> {
      var now = pool.snapshot(performance.performanceId());
      return new SeatAvailability(now.version(), performance.seatCount(), now.taken());
    };
  }

  @Bean
  HoldGrpcService holdGrpcService(Performances performances, SeatMaps seatMaps, Pool pool) {
    return new HoldGrpcService(new PlaceHold(performances, seatMaps, pool), pool);
  }
}
