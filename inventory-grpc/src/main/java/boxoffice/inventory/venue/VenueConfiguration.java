package boxoffice.inventory.venue;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.membership.Memberships;
import java.time.Clock;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class VenueConfiguration {
  @Bean
  Venues venues(Memberships memberships) {
    return new Venues(memberships);
  }

  @Bean
  VenueGrpcService venueGrpcService(
      DSLContext sql, Memberships memberships, AuditLog audit, Clock clock) {
    var store = new VenueStore();
    return new VenueGrpcService(
        sql, store, memberships, new ChangeVenue(sql, store, memberships, audit, clock));
  }
}
