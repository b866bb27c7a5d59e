package boxoffice.inventory.performance;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.event.Events;
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
  PerformanceStore performanceStore() {
    return new PerformanceStore();
  }

  @Bean
  Performances performances(DSLContext sql, PerformanceStore store, Memberships memberships) {
    return new Performances(sql, store, memberships);
  }

  @Bean
  PerformanceChanges performanceChanges(
      DSLContext sql,
      PerformanceStore store,
      Memberships memberships,
      AuditLog audit,
      Clock clock) {
    return new PerformanceChanges(sql, store, memberships, audit, clock);
  }

  @Bean
  AnnouncePerformance announcePerformance(
      Performances performances, Consumer<Performance> openPool, Consumer<Interest> interest) {
    return new AnnouncePerformance(performances, openPool, interest);
  }

  @Bean
  CreatePerformance createPerformance(
      PerformanceChanges changes,
      PerformanceStore store,
      Events events,
      SeatMaps seatMaps,
      AnnouncePerformance announce) {
    return new CreatePerformance(changes, store, events, seatMaps, announce);
  }

  @Bean
  ListRanked listRanked(DSLContext sql) {
    return new ListRanked(sql);
  }

  @Bean
  ReadAvailability readAvailability(
      Performances performances,
      Function<Performance, SeatAvailability> availability,
      Consumer<Interest> interest) {
    return new ReadAvailability(performances, availability, interest);
  }

  @Bean
  PerformanceGrpcService performanceGrpcService(
      DSLContext sql,
      CreatePerformance createPerformance,
      PerformanceStore store,
      Performances performances,
      ReadAvailability readAvailability,
      Consumer<Interest> interest) {
    return new PerformanceGrpcService(
        sql, createPerformance, store, performances, readAvailability, interest);
  }
}
