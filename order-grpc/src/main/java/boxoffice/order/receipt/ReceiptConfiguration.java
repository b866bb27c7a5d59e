package boxoffice.order.receipt;

import java.time.Clock;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What of receipts stands on the wire.
@Configuration(proxyBeanMethods = false)
public class ReceiptConfiguration {

  @Bean
  ReceiptGrpcService receiptGrpcService(DSLContext sql, Clock clock) {
    return new ReceiptGrpcService(new ReadReceipt(sql, new ReceiptNumbers(clock)));
  }
}
