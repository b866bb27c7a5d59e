package boxoffice.order.operation;

import boxoffice.order.mail.UnsentMessages;
import boxoffice.order.purchase.AnswerTime;
import boxoffice.order.purchase.StuckOrders;
import boxoffice.order.webhook.ParkedWebhooks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The operators' face on the wire.
@Configuration(proxyBeanMethods = false)
public class OperationConfiguration {

  @Bean
  OperationsGrpcService operationsGrpcService(
      StuckOrders orders, ParkedWebhooks webhooks, UnsentMessages messages, AnswerTime answerTime) {
    return new OperationsGrpcService(orders, webhooks, messages, answerTime);
  }
}
