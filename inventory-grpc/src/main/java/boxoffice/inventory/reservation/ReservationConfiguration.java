package boxoffice.inventory.reservation;

import boxoffice.inventory.hold.Pool;
import boxoffice.inventory.hold.StockPool;
import boxoffice.inventory.performance.Interest;
import boxoffice.inventory.performance.Performances;
import boxoffice.inventory.product.ProductsForSale;
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
  Catalogue reservationCatalogue(
      Performances performances, SeatMaps seatMaps, ProductsForSale products) {
    return new Catalogue(performances, seatMaps, products);
  }

  @Bean
  PoolNews poolNews(Catalogue reservationCatalogue, Pool pool, StockPool stockPool) {
    return new PoolNews(reservationCatalogue, pool, stockPool);
  }

  @Bean
  ReservationGrpcService reservationGrpcService(
      Catalogue reservationCatalogue,
      PinHold pinHold,
      ReservationStore store,
      ReserveTransaction transaction,
      PoolNews news,
      Consumer<Interest> interest) {
    var reserveSeats = new ReserveSeats(reservationCatalogue, pinHold, transaction, store, news);
    return new ReservationGrpcService(reserveSeats, store, news, interest);
  }

  @Bean
  TellAgain tellAgain(ReservationStore store, PoolNews news) {
    return new TellAgain(store, news);
  }

  @Bean
  PinHold pinHold(Pool pool) {
    return new PinHold(pool);
  }
}
