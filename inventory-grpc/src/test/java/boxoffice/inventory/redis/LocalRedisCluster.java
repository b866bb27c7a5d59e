package boxoffice.inventory.redis;

import boxoffice.parts.redis.LocalRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.params.MigrateParams;

/// Three running Redis masters that share the slots of one cluster, without replicas.
public final class LocalRedisCluster implements AutoCloseable {
  private static final int MASTERS = 3;
  private static final int SLOTS = Protocol.CLUSTER_HASHSLOTS;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOVE_MILLIS = 5_000;

  private final List<LocalRedis> masters;

  private LocalRedisCluster(List<LocalRedis> masters) {
    this.masters = List.copyOf(masters);
  }

  /// @param settings of each of them, on ports of their own
  public static LocalRedisCluster start(LocalRedis.Settings settings) {
    var masters = new ArrayList<LocalRedis>();
    var password = UUID.randomUUID().toString();
    try {
      while (masters.size() < MASTERS) {
        masters.add(LocalRedis.start(settings.inClusterWith(password)));
      }
      var cluster = new LocalRedisCluster(masters);
      cluster.join();
      return cluster;
    } catch (RuntimeException e) {
      masters.forEach(LocalRedis::close);
      throw e;
    }
  }

  private void join() {
    for (int i = 0; i < MASTERS; i++) {
      try (var master = admin(i)) {
        master.clusterAddSlotsRange(SLOTS * i / MASTERS, SLOTS * (i + 1) / MASTERS - 1);
        if (i > 0) {
          meetFirst(master);
        }
      }
    }
    var until = System.nanoTime() + PATIENCE.toNanos();
    for (int i = 0; i < MASTERS; i++) {
      try (var master = admin(i)) {
        while (!isWhole(master)) {
          if (System.nanoTime() > until) {
            throw new IllegalStateException("the cluster did not come together");
          }
          LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
      }
    }
  }

  /// Their own talk goes over a port that does not follow from the other.
  private void meetFirst(Jedis master) {
    try (var first = admin(0)) {
      var port = Objects.requireNonNull(first.configGet("cluster-port").get("cluster-port"));
      var _ =
          master.sendCommand(
              Protocol.Command.CLUSTER,
              "MEET",
              masters.getFirst().host(),
              Integer.toString(masters.getFirst().port()),
              port);
    }
  }

  private static boolean isWhole(Jedis master) {
    return master.clusterInfo().contains("cluster_state:ok")
        && master.clusterInfo().contains("cluster_known_nodes:" + MASTERS);
  }

  public List<LocalRedis> masters() {
    return masters;
  }

  /// Which of the masters has the slot.
  public int masterOf(int slot) {
    for (int i = 0; i < MASTERS; i++) {
      try (var master = admin(i)) {
        var self = master.clusterMyId();
        var line = master.clusterNodes().lines().filter(text -> text.startsWith(self)).findFirst();
        if (line.filter(text -> has(text, slot)).isPresent()) {
          return i;
        }
      }
    }
    throw new IllegalStateException("nobody has slot " + slot);
  }

  private static boolean has(String node, int slot) {
    var words = node.split(" ", -1);
    for (int i = 8; i < words.length; i++) {
      if (words[i].startsWith("[")) {
        continue;
      }
      var range = words[i].split("-", -1);
      if (Integer.parseInt(range[0]) <= slot && slot <= Integer.parseInt(range[range.length - 1])) {
        return true;
      }
    }
    return false;
  }

  /// Moves a slot to another master, key by key, as an operator's tool does it: some keys are here
  /// and some there meanwhile.
  public void move(int slot, int to) {
    var from = masterOf(slot);
    try (var source = admin(from);
        var target = admin(to)) {
      target.clusterSetSlotImporting(slot, source.clusterMyId());
      source.clusterSetSlotMigrating(slot, target.clusterMyId());
      var server = masters.get(to);
      var login = new MigrateParams().auth(server.password()).replace();
      for (var keys = source.clusterGetKeysInSlot(slot, 1);
          !keys.isEmpty();
          keys = source.clusterGetKeysInSlot(slot, 1)) {
        source.migrate(server.host(), server.port(), MOVE_MILLIS, login, keys.getFirst());
      }
      target.clusterSetSlotNode(slot, target.clusterMyId());
      source.clusterSetSlotNode(slot, target.clusterMyId());
    }
  }

  /// How often all masters together refused a command in such a way, by the first word of the
  /// refusal.
  public long refusals(String word) {
    long sum = 0;
    for (int i = 0; i < MASTERS; i++) {
      try (var master = admin(i)) {
        sum +=
            master
                .info("errorstats")
                .lines()
                .filter(line -> line.startsWith("errorstat_" + word + ":count="))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1)))
                .sum();
      }
    }
    return sum;
  }

  private Jedis admin(int master) {
    var server = masters.get(master);
    return new Jedis(
        new HostAndPort(server.host(), server.port()),
        DefaultJedisClientConfig.builder()
            .protocol(RedisProtocol.RESP2)
            .password(server.password())
            .build());
  }

  @Override
  public void close() {
    masters.forEach(LocalRedis::close);
  }
}
