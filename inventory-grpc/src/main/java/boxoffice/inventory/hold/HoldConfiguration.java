package boxoffice.inventory.hold;

import boxoffice.inventory.channel.Channels;
import boxoffice.inventory.performance.Interest;
import boxoffice.inventory.performance.Performance;
import boxoffice.inventory.performance.Performances;
import boxoffice.inventory.performance.SeatAvailability;
import boxoffice.inventory.product.ProductsForSale;
import boxoffice.inventory.redis.NodeIdentities;
import boxoffice.inventory.redis.RedisNodes;
import boxoffice.inventory.redis.ScriptRunner;
import boxoffice.inventory.seatmap.SeatMaps;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({HoldSettings.class, AvailabilitySettings.class})
class HoldConfiguration {
  @Bean
  Epochs epochs(DSLContext sql, Performances performances) {
    return new Epochs(sql, performances);
  }

  @Bean
  PoolRepairs poolRepairs() {
    return new PoolRepairs();
  }

  @Bean
  StoreClocks storeClocks(DSLContext sql, RedisNodes redis, MeterRegistry meters) {
    var postgres = DSL.function("clock_timestamp", SQLDataType.INSTANT);
    var clocks =
        new StoreClocks(
            () -> sql.select(postgres).fetchSingle(postgres), redis::clocks, System::nanoTime);
    Gauge.builder("boxoffice.clocks.difference", () -> clocks.difference().toMillis() / 1000.0)
        .description("how far the clocks of Redis and PostgreSQL are apart at least")
        .baseUnit("seconds")
        .register(meters);
    return clocks;
  }

  @Bean
  WatchStores watchStores(RedisNodes redis, StoreClocks clocks) {
    return new WatchStores(redis, clocks);
  }

  @Bean
  PoolScripts poolScripts(
      ScriptRunner scripts, Epochs epochs, PoolRepairs repairs, StoreClocks clocks) {
    return new PoolScripts(scripts, epochs, repairs, clocks);
  }

  @Bean
  HoldReader holdReader(SeatMaps seatMaps) {
    return new HoldReader(seatMaps);
  }

  @Bean
  Pool pool(PoolScripts scripts, HoldReader reader, HoldSettings settings, Clock clock) {
    return new Pool(scripts, reader, settings, clock);
  }

  @Bean
  ClaimPool claimPool(PoolScripts scripts, HoldReader reader, HoldSettings settings, Clock clock) {
    return new ClaimPool(scripts, reader, settings, clock);
  }

  @Bean
  BuildStock buildStock(DSLContext sql, ScriptRunner scripts, Epochs epochs) {
    return new BuildStock(sql, scripts, epochs);
  }

  @Bean
  StockPool stockPool(
      PoolScripts scripts,
      HoldReader reader,
      BuildStock buildStock,
      HoldSettings settings,
      Clock clock) {
    return new StockPool(scripts, reader, buildStock, settings, clock);
  }

  @Bean
  ClaimPools claimPools(ClaimPool claimPool, StockPool stockPool, Pool pool) {
    return new ClaimPools(claimPool, stockPool, pool);
  }

  @Bean
  HoldIndex holdIndex(ScriptRunner scripts, HoldSettings settings) {
    return new HoldIndex(scripts, settings.longest());
  }

  @Bean
  PlaceHold placeHold(
      Performances performances,
      SeatMaps seatMaps,
      ProductsForSale productsForSale,
      Channels channels,
      HoldIndex index,
      ClaimPool claimPool,
      ClaimPools claimPools,
      Consumer<Interest> interest,
      Clock clock) {
    return new PlaceHold(
        performances,
        seatMaps,
        productsForSale,
        channels,
        index,
        claimPool,
        claimPools,
        interest,
        clock);
  }

  @Bean
  HouseClaims houseClaims(PoolScripts scripts, HoldSettings settings, Clock clock) {
    return new HouseClaims(scripts, settings, clock);
  }

  @Bean
  BuildPool buildPool(
      DSLContext sql,
      SeatMaps seatMaps,
      Epochs epochs,
      ScriptRunner scripts,
      MeterRegistry meters) {
    var built =
        Counter.builder("boxoffice.pools.built")
            .description("pools that this process has built in Redis")
            .register(meters);
    return new BuildPool(sql, seatMaps, epochs, scripts, built);
  }

  @Bean
  PoolHeads poolHeads(ScriptRunner scripts) {
    return new PoolHeads(scripts);
  }

  @Bean
  MendPool mendPool(PoolScripts scripts, PoolHeads heads, BuildPool buildPool) {
    return new MendPool(scripts, heads, buildPool);
  }

  @Bean
  CountFree countFree(DSLContext sql, ReadPool readPool, Pool pool, Clock clock) {
    return new CountFree(sql, readPool, pool, clock);
  }

  @Bean
  OpenPools.Pools pools(
      DSLContext sql, PoolHeads heads, BuildPool buildPool, Pool pool, BuildStock stocks) {
    return new OpenPools.Pools(new SaleStore(sql), heads, buildPool, pool, stocks);
  }

  @Bean
  OpenPools openPools(OpenPools.Pools pools, CountFree countFree, PoolRepairs repairs) {
    return new OpenPools(pools, countFree, repairs);
  }

  /// Nothing of before counts when another Redis answers; all pools are built anew at once.
  @Bean
  InitializingBean replacedRedis(
      NodeIdentities redis, Epochs epochs, OpenPools openPools, BuildStock stocks) {
    return () ->
        redis.whenReplaced(() -> {
          epochs.forgetAll();
          Thread.ofVirtual()
              .name("replaced-redis")
              .start(() -> {
                openPools.openAll();
                stocks.mendAll();
              });
        });
  }

  @Bean
  Consumer<Performance> openPool(OpenPools openPools) {
    return openPools::open;
  }

  @Bean
  ReadPool readPool(PoolScripts scripts, AvailabilitySettings settings, MeterRegistry meters) {
    var readings =
        Counter.builder("boxoffice.availability.readings")
            .description(
                "how often this process read which seats of a pool are taken, to answer who looks")
            .register(meters);
    return new ReadPool(scripts, settings, readings);
  }

  @Bean
  FollowPool followPool(PoolScripts scripts, Pool pool, MeterRegistry meters) {
    var looks =
        Counter.builder("boxoffice.watch.looks")
            .description("how often this process asked a pool for its changes")
            .register(meters);
    return new FollowPool(scripts, pool, looks);
  }

  @Bean
  Function<Performance, SeatAvailability> availability(ReadPool readPool) {
    return performance -> readPool.availability(performance.performanceId());
  }

  @Bean
  HoldGrpcService holdGrpcService(
      PlaceHold placeHold,
      ClaimPools claimPools,
      Pool pool,
      HoldIndex index,
      HoldSettings settings) {
    return new HoldGrpcService(
        placeHold,
        claimPools,
        pool,
        new ListHolds(index, pool),
        new HoldMessages(settings.longest()));
  }
}
