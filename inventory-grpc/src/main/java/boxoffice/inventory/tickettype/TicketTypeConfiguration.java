package boxoffice.inventory.tickettype;

import boxoffice.inventory.performance.PerformanceChanges;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TicketTypeConfiguration {
  @Bean
  TicketTypeGrpcService ticketTypeGrpcService(PerformanceChanges changes) {
    return new TicketTypeGrpcService(new ChangeTicketType(changes, new TicketTypeStore()));
  }
}
