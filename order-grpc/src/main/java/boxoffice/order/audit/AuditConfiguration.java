package boxoffice.order.audit;

import java.time.Clock;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The record of what operators did, and its face on the wire.
@Configuration(proxyBeanMethods = false)
public class AuditConfiguration {

  @Bean
  AuditLog auditLog(DSLContext sql, Clock clock) {
    return new AuditLog(sql, clock);
  }

  @Bean
  AuditGrpcService auditGrpcService(AuditLog auditLog) {
    return new AuditGrpcService(auditLog);
  }
}
