package boxoffice.inventory.seatmap;

import java.time.Clock;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@Import(SeatMapGrpcService.class)
class SeatMapConfiguration {
  @Bean
  SeatMapStore seatMapStore(DSLContext sql) {
    return new SeatMapStore(sql);
  }

  @Bean
  SeatMaps seatMaps(SeatMapStore store) {
    return new SeatMaps(store);
  }

  @Bean
  ImportSeatMap importSeatMap(SeatMapStore store, Clock clock) {
    return new ImportSeatMap(store, clock);
  }
}
