package boxoffice.order.performance;

import boxoffice.inventory.v1.PerformanceServiceGrpc;
import boxoffice.order.inventory.Organisers;
import boxoffice.order.purchase.CancelForPerformance;
import boxoffice.order.purchase.PurchaseSettings;
import io.grpc.Channel;
import java.time.Clock;
import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Cancelled performances: the job, its worker, and its face on the wire.
@Configuration(proxyBeanMethods = false)
public class PerformanceConfiguration {

  @Bean
  CancellationStore cancellationStore(DSLContext sql, Clock clock, PurchaseSettings settings) {
    return new CancellationStore(sql, clock, settings.lease());
  }

  @Bean
  CancellationReports cancellationReports(DSLContext sql) {
    return new CancellationReports(sql);
  }

  @Bean
  CancellationWorker cancellationWorker(CancellationStore store, CancelForPerformance cancel) {
    return new CancellationWorker(store, cancel);
  }

  @Bean
  StartCancellation startCancellation(
      CancellationStore store, @Qualifier("inventory") Channel inventory, Clock clock) {
    return new StartCancellation(store, PerformanceServiceGrpc.newBlockingStub(inventory), clock);
  }

  @Bean
  PerformanceCancellationGrpcService performanceCancellationGrpcService(
      Organisers organisers,
      CancellationStore store,
      CancelForPerformance cancel,
      StartCancellation start,
      CancellationReports reports) {
    var preview = new PreviewCancellation(store, cancel);
    return new PerformanceCancellationGrpcService(organisers, preview, start, store, reports);
  }
}
