package boxoffice.inventory.event;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.membership.Memberships;
import java.time.Clock;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EventConfiguration {
  @Bean
  EventStore eventStore() {
    return new EventStore();
  }

  @Bean
  Events events(EventStore store, Memberships memberships) {
    return new Events(store, memberships);
  }

  @Bean
  MoveEvent moveEvent(
      EventStore store,
      Memberships memberships,
      AuditLog audit,
      Function<EventCancellation, Runnable> cancelPerformances,
      Clock clock) {
    return new MoveEvent(store, memberships, audit, cancelPerformances, clock);
  }

  @Bean
  ChangeEvent changeEvent(
      DSLContext sql, EventStore store, Memberships memberships, AuditLog audit, Clock clock) {
    return new ChangeEvent(sql, store, memberships, audit, clock);
  }

  @Bean
  EventGrpcService eventGrpcService(
      DSLContext sql,
      EventStore store,
      Memberships memberships,
      ChangeEvent changeEvent,
      MoveEvent moveEvent) {
    return new EventGrpcService(sql, store, memberships, changeEvent, moveEvent);
  }
}
