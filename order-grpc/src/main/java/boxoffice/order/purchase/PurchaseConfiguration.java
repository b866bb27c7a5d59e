package boxoffice.order.purchase;

import boxoffice.guard.observe.Spans;
import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.PerformanceServiceGrpc;
import boxoffice.inventory.v1.ReservationServiceGrpc;
import boxoffice.order.audit.AuditLog;
import boxoffice.order.inventory.Organisers;
import boxoffice.order.payment.PaymentIntents;
import boxoffice.order.payment.ProviderSettings;
import boxoffice.order.payment.Refunds;
import boxoffice.wire.BearerToken;
import io.grpc.Channel;
import io.micrometer.core.instrument.MeterRegistry;
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
@EnableConfigurationProperties({PurchaseSettings.class, CancelPolicy.class})
public class PurchaseConfiguration {

  @Bean
  WorkStore workStore(DSLContext sql, Clock clock, PurchaseSettings settings) {
    return new WorkStore(sql, clock, UUID::randomUUID, settings.lease());
  }

  @Bean
  OrderStore orderStore(DSLContext sql, WorkStore work, Clock clock) {
    return new OrderStore(sql, work, clock);
  }

  @Bean
  TransitionStore transitionStore(DSLContext sql, WorkStore work, Clock clock, SagaMeters meters) {
    var issue = new Issue(new SecureRandom(), JsonMapper.shared(), clock);
    return new TransitionStore(sql, work, issue, clock, meters);
  }

  @Bean
  StuckOrders stuckOrders(
      DSLContext sql, AuditLog log, WorkStore work, Saga.Books books, Clock clock) {
    var stuckOrders = new StuckStore(sql, work, log);
    return new StuckOrders(stuckOrders, books.orders(), books.transitions(), log, clock);
  }

  @Bean
  PaymentNews paymentNews(WorkStore work, Clock clock) {
    return new PaymentNews(work, clock);
  }

  @Bean
  Saga.SagaSteps sagaSteps(
      @Qualifier("inventory") Channel inventory, BearerToken ownToken, PaymentSteps payment) {
    var reservations =
        ReservationServiceGrpc.newBlockingStub(inventory).withCallCredentials(ownToken);
    return new Saga.SagaSteps(new SeatSteps(reservations), payment);
  }

  @Bean
  PaymentSteps paymentSteps(PaymentIntents intents, Refunds refunds, ProviderSettings settings) {
    return new PaymentSteps(intents, refunds, settings.returnUrl());
  }

  @Bean
  SagaMeters sagaMeters(DSLContext sql, Clock clock, MeterRegistry meters) {
    return new SagaMeters(sql, clock, meters);
  }

  @Bean
  Saga saga(Saga.SagaSteps steps, Saga.Books books, Saga.Timing timing, SagaMeters meters) {
    return new Saga(books, steps, timing, meters);
  }

  @Bean
  Saga.Timing timing(Clock clock, PurchaseSettings settings) {
    return new Saga.Timing(clock, RandomGenerator.getDefault(), settings.stuckTime());
  }

  @Bean
  Saga.Books books(OrderStore orders, TransitionStore transitions, WorkStore work) {
    return new Saga.Books(orders, transitions, work);
  }

  @Bean
  Runs runs(
      Saga saga,
      WorkStore work,
      @Qualifier("sagaThreads") ExecutorService threads,
      Clock clock,
      Spans spans) {
    return new Runs(saga, work, threads, clock, spans);
  }

  @Bean
  PurchaseWorker purchaseWorker(WorkStore work, Runs runs) {
    return new PurchaseWorker(work, runs);
  }

  @Bean
  PlaceOrder placeOrder(
      @Qualifier("inventory") Channel inventory,
      PaymentIntents provider,
      Organisers organisers,
      PlaceOrder.Desk desk,
      Clock clock,
      PurchaseSettings settings) {
    var holds = new Holds(HoldServiceGrpc.newBlockingStub(inventory));
    return new PlaceOrder(
        new PlaceOrder.Sources(holds, organisers),
        provider,
        desk,
        new PlaceOrder.Limits(clock, settings.paymentTime(), new SecureRandom()));
  }

  @Bean
  PlaceOrder.Desk desk(OrderStore orders, WorkStore work, Runs runs) {
    return new PlaceOrder.Desk(orders, work, runs);
  }

  @Bean
  PayOrder payOrder(PaymentIntents provider, OrderStore orders, Runs runs, Saga saga, Clock clock) {
    return new PayOrder(provider, orders, runs, saga, clock);
  }

  @Bean
  CancelOrder cancelOrder(OrderStore orders, Saga saga, Runs runs, CancelOrder.Terms terms) {
    return new CancelOrder(orders, saga, runs, terms);
  }

  @Bean
  CancelForPerformance cancelForPerformance(OrderStore orders, CancelOrder cancel, Clock clock) {
    return new CancelForPerformance(orders, cancel, clock);
  }

  @Bean
  CancelOrder.Terms cancelTerms(
      @Qualifier("inventory") Channel inventory, CancelPolicy policy, Clock clock) {
    var starts = new PerformanceStarts(PerformanceServiceGrpc.newBlockingStub(inventory));
    return new CancelOrder.Terms(policy, starts, clock);
  }

  @Bean
  OrderGrpcService orderGrpcService(
      PlaceOrder placeOrder,
      PayOrder payOrder,
      CancelOrder cancelOrder,
      ReadOrders readOrders,
      AnswerTime answerTime) {
    return new OrderGrpcService(placeOrder, payOrder, cancelOrder, readOrders, answerTime);
  }

  @Bean
  ReadOrders readOrders(OrderStore orders, Runs runs) {
    return new ReadOrders(orders, runs);
  }
}
