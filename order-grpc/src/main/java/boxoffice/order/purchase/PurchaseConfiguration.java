package boxoffice.order.purchase;

import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.ReservationServiceGrpc;
import boxoffice.order.payment.PaymentIntents;
import boxoffice.wire.BearerToken;
import io.grpc.Channel;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;
import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/// The purchase: its stores, its saga, its worker, and its face on the wire.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PurchaseSettings.class)
public class PurchaseConfiguration {

  @Bean
  WorkStore workStore(DSLContext sql, Clock clock, PurchaseSettings settings) {
    return new WorkStore(sql, clock, UUID::randomUUID, settings.lease());
  }

  @Bean
  PaymentNews paymentNews(WorkStore work) {
    return new PaymentNews(work);
  }

  @Bean
  OrderStore orderStore(DSLContext sql, WorkStore work, Clock clock) {
    return new OrderStore(sql, work, clock);
  }

  @Bean
  TransitionStore transitionStore(DSLContext sql, WorkStore work, Clock clock) {
    var issue = new Issue(new SecureRandom(), JsonMapper.shared(), clock);
    return new TransitionStore(sql, work, issue, clock);
  }

  @Bean
  Saga.SagaSteps sagaSteps(
      @Qualifier("inventory") Channel inventory,
      BearerToken ownToken,
      PaymentIntents intents,
      TransitionStore transitions) {
    var reservations =
        ReservationServiceGrpc.newBlockingStub(inventory).withCallCredentials(ownToken);
    return new Saga.SagaSteps(
        new SeatSteps(reservations, transitions), new PaymentSteps(intents, transitions));
  }

  @Bean
  Saga saga(Saga.SagaSteps steps, Saga.Books books, Clock clock, PurchaseSettings settings) {
    var timing = new Saga.Timing(clock, RandomGenerator.getDefault(), settings.stuckTime());
    return new Saga(books, steps, timing);
  }

  @Bean
  Saga.Books books(OrderStore orders, TransitionStore transitions, WorkStore work) {
    return new Saga.Books(orders, transitions, work);
  }

  @Bean
  Runs runs(
      Saga saga, WorkStore work, @Qualifier("sagaThreads") ExecutorService threads, Clock clock) {
    return new Runs(saga, work, threads, clock);
  }

  @Bean
  PurchaseWorker purchaseWorker(WorkStore work, Runs runs) {
    return new PurchaseWorker(work, runs);
  }

  @Bean
  PlaceOrder placeOrder(
      @Qualifier("inventory") Channel inventory,
      PaymentIntents provider,
      PlaceOrder.Desk desk,
      Clock clock,
      PurchaseSettings settings) {
    var holds = new Holds(HoldServiceGrpc.newBlockingStub(inventory));
    return new PlaceOrder(
        holds, provider, desk, new PlaceOrder.Limits(clock, settings.paymentTime()));
  }

  @Bean
  PlaceOrder.Desk desk(OrderStore orders, WorkStore work, Runs runs) {
    return new PlaceOrder.Desk(orders, work, runs);
  }

  @Bean
  PayOrder payOrder(PaymentIntents provider, OrderStore orders, Runs runs, Clock clock) {
    return new PayOrder(provider, orders, runs, clock);
  }

  @Bean
  OrderGrpcService orderGrpcService(
      PlaceOrder placeOrder,
      PayOrder payOrder,
      OrderStore orders,
      Clock clock,
      PurchaseSettings settings) {
    return new OrderGrpcService(
        placeOrder,
        payOrder,
        new ReadOrders(orders),
        new AnswerTime(clock, settings.answerReserve()));
  }
}
