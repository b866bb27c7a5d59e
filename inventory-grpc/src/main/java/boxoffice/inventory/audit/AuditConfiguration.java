package boxoffice.inventory.audit;

import boxoffice.inventory.membership.Memberships;
import java.time.Clock;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {
  @Bean
  AuditLog auditLog(Clock clock) {
    return new AuditLog(clock);
  }

  @Bean
  AuditGrpcService auditGrpcService(DSLContext sql, Memberships memberships) {
    return new AuditGrpcService(sql, memberships);
  }
}
