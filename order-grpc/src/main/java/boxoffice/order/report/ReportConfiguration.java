package boxoffice.order.report;

import boxoffice.order.inventory.Organisers;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What of the money report stands on the wire.
@Configuration(proxyBeanMethods = false)
public class ReportConfiguration {

  @Bean
  MoneyReportGrpcService moneyReportGrpcService(Organisers organisers, DSLContext sql) {
    return new MoneyReportGrpcService(organisers, new MoneyReportStore(sql));
  }
}
