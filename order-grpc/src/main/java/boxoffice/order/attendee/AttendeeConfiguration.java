package boxoffice.order.attendee;

import boxoffice.order.inventory.Organisers;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What of attendees stands on the wire.
@Configuration(proxyBeanMethods = false)
public class AttendeeConfiguration {

  @Bean
  AttendeeGrpcService attendeeGrpcService(Organisers organisers, DSLContext sql) {
    return new AttendeeGrpcService(organisers, new AttendeeStore(sql));
  }
}
