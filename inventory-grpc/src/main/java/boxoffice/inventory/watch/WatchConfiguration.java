package boxoffice.inventory.watch;

import boxoffice.inventory.hold.FollowPool;
import boxoffice.inventory.performance.Interest;
import boxoffice.inventory.performance.Performances;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Consumer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WatchSettings.class)
class WatchConfiguration {
  @Bean
  WatchAvailability watchAvailability(
      Performances performances,
      FollowPool followPool,
      Consumer<Interest> interest,
      WatchSettings settings,
      MeterRegistry meters) {
    var cut =
        Counter.builder("boxoffice.watch.cut")
            .description("streams that were cut because their clients read too slowly")
            .register(meters);
    var watch =
        new WatchAvailability(
            performances,
            performance -> new Watch(followPool, performance, settings, System::nanoTime),
            interest,
            settings,
            cut);
    Gauge.builder("boxoffice.watch.streams", watch, WatchAvailability::streams)
        .description("streams of changes that clients have open")
        .register(meters);
    Gauge.builder("boxoffice.watch.performances", watch, WatchAvailability::performances)
        .description("performances that are read because somebody watches them")
        .register(meters);
    return watch;
  }
}
