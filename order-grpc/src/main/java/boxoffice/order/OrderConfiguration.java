package boxoffice.order;

import boxoffice.db.DatabaseFailures;
import boxoffice.db.Durability;
import boxoffice.db.Reachability;
import boxoffice.db.TypedSql;
import boxoffice.db.UnheardFailures;
import boxoffice.guard.Channels;
import boxoffice.guard.FailureMapping;
import boxoffice.guard.GuardConfiguration;
import boxoffice.guard.boot.BootRefusal;
import boxoffice.guard.client.RemoteUserConfiguration;
import boxoffice.guard.observe.Spans;
import boxoffice.order.attendee.AttendeeConfiguration;
import boxoffice.order.audit.AuditConfiguration;
import boxoffice.order.mail.MailConfiguration;
import boxoffice.order.operation.OperationConfiguration;
import boxoffice.order.payment.PaymentIntents;
import boxoffice.order.payment.ProviderClient;
import boxoffice.order.payment.ProviderEvents;
import boxoffice.order.payment.ProviderSettings;
import boxoffice.order.payment.Refunds;
import boxoffice.order.performance.PerformanceConfiguration;
import boxoffice.order.purchase.PurchaseConfiguration;
import boxoffice.order.purchase.SaleConfiguration;
import boxoffice.order.receipt.ReceiptConfiguration;
import boxoffice.order.report.ReportConfiguration;
import boxoffice.order.statement.StatementConfiguration;
import boxoffice.order.ticket.TicketConfiguration;
import boxoffice.order.webhook.WebhookConfiguration;
import boxoffice.wire.ErrorReason;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.grpc.Channel;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/// What all packages of this service share: the guard, the channels to its peers, the provider, and
/// the threads.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(ProviderSettings.class)
@Import({
  GuardConfiguration.class,
  RemoteUserConfiguration.class,
  PurchaseConfiguration.class,
  PerformanceConfiguration.class,
  SaleConfiguration.class,
  ReceiptConfiguration.class,
  AttendeeConfiguration.class,
  ReportConfiguration.class,
  StatementConfiguration.class,
  TicketConfiguration.class,
  WebhookConfiguration.class,
  MailConfiguration.class,
  AuditConfiguration.class,
  OperationConfiguration.class
})
class OrderConfiguration {
  private static final Logger log = LoggerFactory.getLogger(OrderConfiguration.class);
  private static final int TIMERS = 4;

  @Bean
  DSLContext sql(DataSource dataSource, Spans spans) {
    return TypedSql.on(dataSource, spans.registry());
  }

  @Bean
  InitializingBean durabilityCheck(DSLContext sql) {
    return () -> BootRefusal.over(Durability.problem(sql));
  }

  @Bean
  FailureMapping databaseFailures() {
    return DatabaseFailures::map;
  }

  /// In place of the framework's, which logs a stack whenever it is asked in vain. Makes no spans.
  @Bean
  HealthIndicator dbHealthIndicator(DataSource dataSource) {
    var database = new Reachability(TypedSql.on(dataSource));
    return () -> (database.isThere() ? Health.up() : Health.down()).build();
  }

  @Bean
  Channel inventory(Channels channels) {
    return channels.open("inventory", ErrorReason.INVENTORY_UNAVAILABLE);
  }

  @Bean
  ProviderClient providerClient(ProviderSettings settings, MeterRegistry meters, Spans spans) {
    var breakers = CircuitBreakerRegistry.ofDefaults();
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
    return new ProviderClient(settings, breakers, spans);
  }

  @Bean
  PaymentIntents paymentIntents(ProviderClient provider) {
    return new PaymentIntents(provider);
  }

  @Bean
  Refunds refunds(ProviderClient provider) {
    return new Refunds(provider);
  }

  @Bean
  ProviderEvents providerEvents(ProviderClient provider) {
    return new ProviderEvents(provider);
  }

  @Bean(defaultCandidate = false, destroyMethod = "shutdownNow")
  ExecutorService sagaThreads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("saga-", 0).factory());
  }

  /// One for each that may take long: the worker, the relay, cancelled performances, and looking
  /// for what happened at the provider. None of them keeps the others from their work.
  @Bean(defaultCandidate = false)
  ThreadPoolTaskScheduler orderTimers() {
    var timers = new ThreadPoolTaskScheduler();
    timers.setPoolSize(TIMERS);
    timers.setThreadNamePrefix("order-timers-");
    timers.setErrorHandler(failure -> UnheardFailures.tell(log, "a timer's work", failure));
    timers.setWaitForTasksToCompleteOnShutdown(false);
    return timers;
  }
}
