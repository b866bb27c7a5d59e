package boxoffice.order.statement;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What of statements stands on the wire.
@Configuration(proxyBeanMethods = false)
public class StatementConfiguration {

  @Bean
  StatementGrpcService statementGrpcService(DSLContext sql) {
    return new StatementGrpcService(new ReadStatement(new StatementStore(sql)));
  }
}
