package boxoffice.inventory.hold;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.Together;
import boxoffice.inventory.redis.LocalRedisCluster;
import boxoffice.inventory.redis.LuaScript;
import boxoffice.inventory.redis.RedisRules;
import boxoffice.inventory.redis.RunnerForTests;
import boxoffice.parts.redis.LocalRedis;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.util.JedisClusterCRC16;

/// Pools on a cluster of three masters, as the service's user of it.
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

  private LocalRedisCluster cluster;
  private RunnerForTests redis;

  @BeforeAll
  void start() {
    cluster =
        LocalRedisCluster.start(
            LocalRedis.Settings.temporary().withUser(RedisRules.USER, RedisRules.text()));
    redis = new RunnerForTests(cluster.masters(), RedisRules.USER);
  }

  @AfterAll
  void stop() {
    redis.close();
    cluster.close();
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
    var slot = slot(pool);
    assertThat(add(pool)).isEqualTo(1);
    var isMoved = new AtomicBoolean();
    var workers = new ArrayList<Callable<List<Long>>>();
    workers.add(() -> {
      for (int i = 0; i < 6; i++) {
        cluster.move(slot, (cluster.masterOf(slot) + 1) % 3);
      }
      isMoved.set(true);
      return List.of();
    });
    for (int i = 0; i < 8; i++) {
      workers.add(() -> {
        var seen = new ArrayList<Long>();
        while (!isMoved.get()) {
          seen.add(add(pool));
        }
        return seen;
      });
    }

    var seen = Together.all(workers).stream().flatMap(List::stream).sorted().toList();

    assertThat(seen).isNotEmpty();
    assertThat(seen)
        .isEqualTo(IntStream.range(2, seen.size() + 2).mapToObj(i -> (long) i).toList());
  }

  private long add(UUID pool) {
    return (long) redis.runner().run(ADD, PoolKeys.of(pool), List.of()).getFirst();
  }

  private static int slot(UUID pool) {
    return JedisClusterCRC16.getSlot(PoolKeys.name(pool, "meta"));
  }
}
