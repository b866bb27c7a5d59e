package boxoffice.inventory.hold;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.Together;
import boxoffice.inventory.redis.LocalRedisCluster;
import boxoffice.inventory.redis.LuaScript;
import boxoffice.inventory.redis.RedisRules;
import boxoffice.inventory.redis.RunnerForTests;
import boxoffice.inventory.redis.SharedCluster;
import boxoffice.parts.redis.LocalRedis;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.util.JedisClusterCRC16;

/// Pools on a cluster of three masters, as the service's user of it.
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterTest {
  private static final LuaScript ADD =
      LuaScript.ofSource(
          "add",
          """
          #!lua
          for i = 2, #KEYS do redis.call('INCR', KEYS[i]) end
          return {redis.call('INCR', KEYS[1])}\
          """);

  private static final long FAR = Long.MAX_VALUE / 4096;

  private final LocalRedisCluster cluster;
  private final RunnerForTests redis;

  ClusterTest(LocalRedisCluster cluster) {
    this.cluster = cluster;
    this.redis = new RunnerForTests(cluster.masters(), RedisRules.USER);
  }

  @AfterAll
  void stop() {
    redis.close();
  }

  @Test
  void findsThePoolsWhereverTheyAre() throws Exception {
    var pools = IntStream.range(0, 300).mapToObj(_ -> UUID.randomUUID()).toList();

    var answers =
        Together.all(pools.stream().<Callable<Long>>map(pool -> () -> add(pool)).toList());

    assertThat(answers).containsOnly(1L).hasSize(300);
    assertThat(pools.stream().map(pool -> cluster.masterOf(slot(pool))).distinct()).hasSize(3);
    var reads =
        pools.stream()
            .map(pool -> new CommandArguments(Command.GET).key(PoolKeys.name(pool, "meta")))
            .toList();
    assertThat(redis.runner().readTogether(reads))
        .hasSize(300)
        .allSatisfy(
            reply -> assertThat((byte[]) reply).isEqualTo("1".getBytes(StandardCharsets.UTF_8)));
  }

  /// Nine keys, of which some are here and some there meanwhile.
  @Test
  void showsNothingOfASlotThatMovesUnderLoad() throws Exception {
    var pool = UUID.randomUUID();
    assertThat(add(pool)).isEqualTo(1);

    var seen =
        new MovingSlot(cluster, slot(pool)).under(_ -> () -> add(pool)).stream().sorted().toList();

    assertThat(seen)
        .isEqualTo(IntStream.range(2, seen.size() + 2).mapToObj(i -> (long) i).toList());
  }

  @Test
  void sellsEachSeatOnceWhileItsSlotMoves() throws Exception {
    try (var pool = PoolOnRedis.on(cluster)) {
      pool.reset();
      var sale = new AtomicIntegerArray(PoolOnRedis.SEATS);
      var buyers =
          IntStream.range(0, MovingSlot.CALLERS)
              .mapToObj(i -> new SeatBuyer(pool, sale, "buyer" + i, i))
              .toList();

      var seen = new MovingSlot(cluster, slot(pool.performance)).under(i -> buyers.get(i)::turn);

      assertThat(Set.copyOf(seen)).containsExactlyInAnyOrder("HELD", "REFUSED", "RELEASED");
      assertAgrees(pool, buyers.stream().filter(SeatBuyer::has).toList());
    }
  }

  /// Of those who have something.
  private static void assertAgrees(PoolOnRedis pool, List<SeatBuyer> buyers) {
    var owners = new ArrayList<Integer>();
    IntStream.range(0, PoolOnRedis.SEATS).forEach(_ -> owners.add(0));
    for (var buyer : buyers) {
      for (int seat : buyer.seats()) {
        assertThat(owners.set(seat, Integer.valueOf(buyer.token()))).as("twice").isZero();
      }
      assertThat(pool.read(buyer.hold(), buyer.name())).startsWith("HELD").contains(buyer.token());
      assertThat(pool.redis.hget(pool.key("buyers"), buyer.name())).isEqualTo("2");
    }
    assertThat(pool.owners()).isEqualTo(owners);
    // one of each keeps the key there
    assertThat(pool.redis.hlen(pool.key("holds"))).isEqualTo(buyers.size() + 1L);
    assertThat(pool.redis.hlen(pool.key("buyers"))).isEqualTo(buyers.size() + 1L);
    assertThat(pool.redis.zcard(pool.key("due"))).isEqualTo(buyers.size() + 1L);
    for (int segment = 0; segment < 2; segment++) {
      var most = mostFree(owners.subList(segment * 10, segment * 10 + 10));
      for (int neighbours = 1; neighbours <= 10; neighbours++) {
        assertThat(pool.hasRun(segment, neighbours)).isEqualTo(neighbours <= most);
      }
    }
  }

  private static int mostFree(List<Integer> owners) {
    int most = 0;
    int run = 0;
    for (int owner : owners) {
      run = owner == 0 ? run + 1 : 0;
      most = Math.max(most, run);
    }
    return most;
  }

  @Test
  void countsTheUnitsOfAProductWhileItsSlotMoves() throws Exception {
    try (var pool = PoolOnRedis.on(cluster)) {
      pool.flushAll();
      assertThat(pool.call("build_stock", PoolOnRedis.EPOCH, 1_000_000, 0, 1)).startsWith("BUILT");
      var holds = new AtomicLong();

      var seen =
          new MovingSlot(cluster, slot(pool.performance))
              .under(i ->
                  () -> {
                    var hold = "h" + holds.incrementAndGet();
                    return claimUnit(pool, hold, "buyer" + i)
                        + (i % 2 == 0 ? "" : " " + pool.release(hold, "buyer" + i).getFirst());
                  });

      assertThat(Set.copyOf(seen)).containsExactlyInAnyOrder("HELD", "HELD RELEASED");
      var kept = seen.stream().filter("HELD"::equals).count();
      assertThat(pool.redis.hget(pool.key("meta"), "held")).isEqualTo("" + kept);
    }
  }

  private static String claimUnit(PoolOnRedis pool, String hold, String buyer) {
    return pool.call(
            "claim_stock",
            PoolOnRedis.EPOCH,
            hold,
            buyer,
            PoolOnRedis.HOUR,
            5000,
            FAR,
            "r",
            "q",
            1,
            0,
            0,
            FAR,
            1)
        .getFirst();
  }

  @Test
  void looksAtEachMasterForWhatLosesHolds() {
    var first = cluster.masters().subList(0, 1);
    try (var told = new RunnerForTests(first, RedisRules.USER);
        var last = admin(cluster.masters().getLast())) {
      assertThat(RedisRules.problem(told.nodes())).isEmpty();
      last.configSet("maxmemory-policy", "allkeys-lru");
      try {
        assertThat(RedisRules.problem(told.nodes()))
            .contains("Redis has maxmemory_policy allkeys-lru, needs maxmemory-policy noeviction");
      } finally {
        last.configSet("maxmemory-policy", "noeviction");
      }
    }
  }

  private static Jedis admin(LocalRedis server) {
    return new Jedis(
        new HostAndPort(server.host(), server.port()),
        DefaultJedisClientConfig.builder()
            .protocol(RedisProtocol.RESP2)
            .password(server.password())
            .build());
  }

  private long add(UUID pool) {
    return (long) redis.runner().run(ADD, PoolKeys.of(pool), List.of()).getFirst();
  }

  private static int slot(UUID pool) {
    return JedisClusterCRC16.getSlot(PoolKeys.name(pool, "meta"));
  }
}
