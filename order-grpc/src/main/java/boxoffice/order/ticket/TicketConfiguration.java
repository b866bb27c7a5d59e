package boxoffice.order.ticket;

import org.jooq.DSLContext;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What of tickets stands on the wire.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TicketSettings.class)
public class TicketConfiguration {

  @Bean
  TicketGrpcService ticketGrpcService(DSLContext sql, TicketSettings settings) {
    return new TicketGrpcService(new ListTickets(new TicketStore(sql)), new TicketCodes(settings));
  }
}
