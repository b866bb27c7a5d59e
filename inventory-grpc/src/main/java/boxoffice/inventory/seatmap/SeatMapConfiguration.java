package boxoffice.inventory.seatmap;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.membership.Memberships;
import boxoffice.inventory.venue.Venues;
import java.time.Clock;
import org.jooq.DSLContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SeatMapConfiguration {
  @Bean
  SeatMapStore seatMapStore() {
    return new SeatMapStore();
  }

  @Bean
  HallStore hallStore() {
    return new HallStore();
  }

  @Bean
  SeatMaps seatMaps(DSLContext sql, SeatMapStore store, HallStore hall, Memberships memberships) {
    return new SeatMaps(sql, store, hall, memberships);
  }

  @Bean
  ImportSeatMap importSeatMap(
      DSLContext sql,
      SeatMapStore store,
      HallStore hall,
      Venues venues,
      AuditLog audit,
      Clock clock) {
    return new ImportSeatMap(sql, store, hall, venues, audit, clock);
  }

  @Bean
  ReadSeatMap readSeatMap(
      DSLContext sql, SeatMapStore store, HallStore hall, Venues venues, Memberships memberships) {
    return new ReadSeatMap(sql, store, hall, venues, memberships);
  }

  @Bean
  ChangeSeatMap changeSeatMap(
      DSLContext sql,
      SeatMapStore store,
      HallStore hall,
      Memberships memberships,
      AuditLog audit,
      Clock clock) {
    return new ChangeSeatMap(sql, store, hall, memberships, audit, clock);
  }

  @Bean
  PublishSeatMap publishSeatMap(
      DSLContext sql,
      SeatMapStore store,
      HallStore hall,
      Memberships memberships,
      AuditLog audit,
      ApplicationEventPublisher events,
      Clock clock) {
    return new PublishSeatMap(
        sql,
        store,
        new MovePerformances(hall, audit, clock),
        memberships,
        audit,
        events::publishEvent,
        clock);
  }

  @Bean
  SeatMapGrpcService seatMapGrpcService(
      ImportSeatMap importSeatMap,
      ReadSeatMap readSeatMap,
      ChangeSeatMap changeSeatMap,
      PublishSeatMap publishSeatMap) {
    return new SeatMapGrpcService(importSeatMap, readSeatMap, changeSeatMap, publishSeatMap);
  }
}
