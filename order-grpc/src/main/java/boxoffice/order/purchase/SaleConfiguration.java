package boxoffice.order.purchase;

import boxoffice.order.inventory.Organisers;
import io.grpc.Channel;
import java.time.Clock;
import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What organisers do with orders, and its face on the wire.
@Configuration(proxyBeanMethods = false)
public class SaleConfiguration {

  @Bean
  Organisers organisers(@Qualifier("inventory") Channel inventory) {
    return new Organisers(inventory);
  }

  @Bean
  SaleGrpcService saleGrpcService(
      Organisers organisers,
      ReadOrders readOrders,
      SaleGrpcService.Acts acts,
      AnswerTime answerTime) {
    return new SaleGrpcService(organisers, readOrders, acts, answerTime);
  }

  @Bean
  SaleGrpcService.Acts acts(PlaceOrder placeOrder, CollectOrder collect, CancelOrder cancel) {
    return new SaleGrpcService.Acts(placeOrder, collect, cancel);
  }

  @Bean
  CollectOrder collectOrder(DSLContext sql, OrderStore orders, Clock clock) {
    return new CollectOrder(sql, orders, clock);
  }

  @Bean
  AnswerTime answerTime(Clock clock, PurchaseSettings settings) {
    return new AnswerTime(clock, settings.answerReserve());
  }
}
