package boxoffice.inventory.reservation;

import boxoffice.inventory.hold.Pool;
import boxoffice.inventory.performance.Interest;
import boxoffice.inventory.performance.Performances;
import boxoffice.inventory.seatmap.SeatMaps;
import java.time.Clock;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReservationConfiguration {
  @Bean
  ReservationStore reservationStore(DSLContext sql, Clock clock) {
    return new ReservationStore(sql, clock);
  }

  @Bean
  ReserveTransaction reserveTransaction(DSLContext sql, Clock clock) {
    return new ReserveTransaction(sql, clock);
  }

  @Bean
  ReservationGrpcService reservationGrpcService(
      Performances performances,
      SeatMaps seatMaps,
      Pool pool,
      ReservationStore store,
      ReserveTransaction transaction,
      Consumer<Interest> interest) {
    var halls = new Halls(performances, seatMaps);
    var news = new PoolNews(halls, pool);
    var reserveSeats = new ReserveSeats(halls, pool, transaction, store, news);
    return new ReservationGrpcService(reserveSeats, store, news, interest);
  }
}
