package boxoffice.inventory.house;

import boxoffice.inventory.channel.Channels;
import boxoffice.inventory.hold.HouseClaims;
import boxoffice.inventory.performance.PerformanceChanges;
import boxoffice.inventory.seatmap.SeatMaps;
import java.time.Clock;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HouseConfiguration {
  @Bean
  HouseStore houseStore(Clock clock) {
    return new HouseStore(clock);
  }

  @Bean
  ChangeHouse changeHouse(
      PerformanceChanges changes, SeatMaps seatMaps, HouseStore store, HouseClaims claims) {
    return new ChangeHouse(changes, seatMaps, store, claims);
  }

  @Bean
  UnblockSeats unblockSeats(
      PerformanceChanges changes, SeatMaps seatMaps, HouseStore store, HouseClaims claims) {
    return new UnblockSeats(changes, seatMaps, store, claims);
  }

  @Bean
  BlockGrpcService blockGrpcService(
      DSLContext sql,
      PerformanceChanges changes,
      SeatMaps seatMaps,
      HouseStore store,
      ChangeHouse changeHouse,
      UnblockSeats unblockSeats) {
    var list = new ListBlockedSeats(sql, changes, seatMaps, store);
    return new BlockGrpcService(store, changeHouse, unblockSeats, list);
  }

  @Bean
  AllocationGrpcService allocationGrpcService(
      DSLContext sql,
      PerformanceChanges changes,
      Channels channels,
      ChangeHouse changeHouse,
      SeatMaps seatMaps,
      HouseStore store) {
    var allocations = new AllocationStore();
    return new AllocationGrpcService(
        new ChangeAllocation(changes, channels, store, allocations, changeHouse),
        new ReadAllocations(sql, changes, channels, seatMaps, allocations));
  }
}
