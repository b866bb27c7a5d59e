package boxoffice.inventory.repair;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.hold.MendPool;
import boxoffice.inventory.reservation.TellAgain;
import boxoffice.inventory.seatmap.SeatMaps;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.jooq.DSLContext;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RepairSettings.class)
class RepairConfiguration {
  @Bean
  RepairPool repairPool(
      SeatMaps seatMaps, MendPool mendPool, TellAgain tellAgain, MeterRegistry meters) {
    return new RepairPool(new RepairStore(), seatMaps, mendPool, tellAgain, meters);
  }

  @Bean
  OperationsGrpcService operationsGrpcService(
      DSLContext sql, RepairPool repairPool, MendPool mendPool, SeatMaps seatMaps, AuditLog log) {
    var store = new RepairStore();
    return new OperationsGrpcService(
        new ComparePool(sql, store, repairPool, seatMaps),
        new RebuildPool(sql, store, mendPool, log));
  }

  @Bean
  RepairPools repairPools(
      DSLContext sql,
      RepairPool repairPool,
      MendPool mendPool,
      RepairSettings settings,
      MeterRegistry meters,
      Clock clock) {
    var repairPools =
        new RepairPools(sql, new RepairStore(), repairPool, mendPool, settings, clock);
    Gauge.builder("boxoffice.repair.pinned", repairPools, RepairPools::pinned)
        .description("seats of orders that are not paid, where this process compares the pools")
        .register(meters);
    return repairPools;
  }
}
