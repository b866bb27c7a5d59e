package boxoffice.inventory.event;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.membership.Memberships;
import java.time.Clock;
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
  EventGrpcService eventGrpcService(
      DSLContext sql, EventStore store, Memberships memberships, AuditLog audit, Clock clock) {
    return new EventGrpcService(
        sql, store, memberships, new ChangeEvent(sql, store, memberships, audit, clock));
  }
}
