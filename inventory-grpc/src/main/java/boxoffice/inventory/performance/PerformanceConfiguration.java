package boxoffice.inventory.performance;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.event.EventCancellation;
import boxoffice.inventory.event.Events;
import boxoffice.inventory.membership.Memberships;
import boxoffice.inventory.seatmap.SeatMaps;
import boxoffice.inventory.v1.WatchAvailabilityRequest;
import boxoffice.inventory.v1.WatchAvailabilityResponse;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PerformanceConfiguration {
  @Bean
  PerformanceStore performanceStore(Clock clock) {
    return new PerformanceStore(clock);
  }

  @Bean
  Performances performances(DSLContext sql, PerformanceStore store, Memberships memberships) {
    return new Performances(sql, store, memberships, System::nanoTime);
  }

  @Bean
  PerformanceChanges performanceChanges(
      DSLContext sql,
      PerformanceStore store,
      Memberships memberships,
      AuditLog audit,
      AnnouncePerformance announce) {
    return new PerformanceChanges(sql, store, memberships, audit, announce);
  }

  @Bean
  AnnouncePerformance announcePerformance(
      Performances performances, Consumer<Performance> openPool, Consumer<Interest> interest) {
    return new AnnouncePerformance(performances, openPool, interest);
  }

  @Bean
  CreatePerformance createPerformance(
      PerformanceChanges changes, PerformanceStore store, Events events, SeatMaps seatMaps) {
    return new CreatePerformance(changes, store, events, seatMaps);
  }

  @Bean
  UpdatePerformance updatePerformance(PerformanceChanges changes, PerformanceStore store) {
    return new UpdatePerformance(changes, store);
  }

  @Bean
  MovePerformance movePerformance(
      PerformanceChanges changes, PerformanceStore store, Events events) {
    return new MovePerformance(changes, store, events);
  }

  @Bean
  Function<EventCancellation, Runnable> cancelPerformances(
      PerformanceChanges changes, PerformanceStore store) {
    return new CancelPerformances(changes, store);
  }

  @Bean
  ReadPerformances readPerformances(
      DSLContext sql, PerformanceStore store, Performances performances, Memberships memberships) {
    return new ReadPerformances(sql, store, new PerformanceList(sql), performances, memberships);
  }

  @Bean
  MovedPerformances movedPerformances(Performances performances, Consumer<Performance> openPool) {
    return new MovedPerformances(performances, openPool);
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
      CreatePerformance createPerformance,
      UpdatePerformance updatePerformance,
      MovePerformance movePerformance,
      ReadPerformances readPerformances,
      ReadAvailability readAvailability,
      BiConsumer<WatchAvailabilityRequest, StreamObserver<WatchAvailabilityResponse>>
          watchAvailability,
      Consumer<Interest> interest) {
    return new PerformanceGrpcService(
        createPerformance,
        updatePerformance,
        movePerformance,
        readPerformances,
        readAvailability,
        watchAvailability,
        interest);
  }
}
