package boxoffice.inventory.performance;

import boxoffice.inventory.membership.Memberships;
import boxoffice.inventory.seatmap.SeatMaps;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PerformanceConfiguration {
  @Bean
  PerformanceStore performanceStore(DSLContext sql) {
    return new PerformanceStore(sql);
  }

  @Bean
  Performances performances(PerformanceStore store) {
    return new Performances(store);
  }

  @Bean
  ReadAvailability readAvailability(
      DSLContext sql,
      Memberships memberships,
      Performances performances,
      Function<Performance, SeatAvailability> availability,
      Consumer<Interest> interest) {
    return new ReadAvailability(sql, memberships, performances, availability, interest);
  }

  @Bean
  PerformanceGrpcService performanceGrpcService(
      PerformanceStore store,
      Performances performances,
      SeatMaps seatMaps,
      Consumer<Performance> openPool,
      ReadAvailability readAvailability,
      Clock clock) {
    return new PerformanceGrpcService(
        new CreatePerformance(store, seatMaps, openPool, clock),
        store,
        performances,
        readAvailability);
  }
}
