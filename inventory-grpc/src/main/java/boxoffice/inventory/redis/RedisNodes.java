package boxoffice.inventory.redis;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import io.micrometer.core.instrument.DistributionSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/// The Redis servers that hold our pools: one, or the masters of a cluster.
///
/// Before anything is sent on a new connection, it is said which Redis answers there. In a cluster
/// a call that meets a slot on its way from one master to another is repeated where that says, as
/// long as its caller may wait: nothing was done then.
public final class RedisNodes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisNodes.class);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final List<HostAndPort> seeds;
  private final boolean isCluster;
  private final Duration patience;
  private final Function<HostAndPort, RedisNode> connect;
  private final Map<HostAndPort, RedisNode> nodes = new ConcurrentHashMap<>();
  private final SlotTable slots = new SlotTable();

  /// @param clientName what Redis shows operators
  /// @param batches how many calls went in one round trip
  /// @param met hears the address and the identity of the Redis at the end of each new connection,
  ///   before it is used; what it throws keeps it from being used
  public RedisNodes(
      RedisSettings settings,
      String clientName,
      DistributionSummary batches,
      BiConsumer<String, String> met) {
    var login = login(settings, clientName);
    var limits = LaneLimits.of(settings);
    this.isCluster = !settings.nodes().isEmpty();
    this.seeds =
        isCluster
            ? settings.nodes().stream().map(HostAndPort::from).toList()
            : List.of(new HostAndPort(settings.host(), settings.port()));
    this.patience = limits.unsent();
    this.connect = address -> new RedisNode(address, login, met, limits, batches);
  }

  private static JedisClientConfig login(RedisSettings settings, String clientName) {
    var timeout = (int) settings.timeout().toMillis();
    return DefaultJedisClientConfig.builder()
        .protocol(RedisProtocol.RESP2)
        .user(settings.username())
        .password(settings.password())
        .connectionTimeoutMillis(timeout)
        .socketTimeoutMillis(timeout)
        .clientName(clientName)
        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED) // not ours to run
        .build();
  }

  /// Returns when all are answered, in the same order: some of them may have been repeated.
  ///
  /// @throws WireException OVERLOADED when too many are queued
  List<Call> run(List<Call> calls) {
    if (!isCluster) {
      node(seeds.getFirst()).lanes().run(calls);
      return calls;
    }
    var end = System.nanoTime() + patience.toNanos();
    var byNode = new LinkedHashMap<RedisNode, List<Call>>();
    for (var call : calls) {
      byNode.computeIfAbsent(nodeOf(call), _ -> new ArrayList<>()).add(call);
    }
    byNode.forEach((node, some) -> node.lanes().run(some));
    return calls.stream().map(call -> whereItIs(call, end)).toList();
  }

  private Call whereItIs(Call first, long end) {
    var call = first;
    while (System.nanoTime() < end) {
      var refusal = call.refusal();
      if (refusal instanceof JedisMovedDataException moved) {
        slots.put(moved.getSlot(), moved.getTargetNode());
        call = call.again(false);
        node(moved.getTargetNode()).lanes().run(List.of(call));
      } else if (refusal instanceof JedisAskDataException ask) {
        call = call.again(true);
        node(ask.getTargetNode()).lanes().run(List.of(call));
      } else if (isOnTheWay(refusal)) {
        LockSupport.parkNanos(this, PAUSE.toNanos());
        call = call.again(false);
        nodeOf(call).lanes().run(List.of(call));
      } else {
        if (refusal instanceof WireException away
            && away.reason() == ErrorReason.INVENTORY_UNAVAILABLE) {
          slots.forget(); // another one may have the slot by now
        }
        return call;
      }
    }
    return call;
  }

  private static boolean isOnTheWay(@Nullable RuntimeException refusal) {
    if (!(refusal instanceof JedisDataException)) {
      return false;
    }
    var text = String.valueOf(refusal.getMessage());
    return text.startsWith("TRYAGAIN") || text.startsWith("CLUSTERDOWN");
  }

  private RedisNode nodeOf(Call call) {
    return node(slots.of(call.slot(), this::readSlots));
  }

  private List<?> readSlots() {
    var addresses = new ArrayList<>(nodes.keySet());
    addresses.removeAll(seeds);
    addresses.addAll(0, seeds);
    for (var address : addresses) {
      try {
        return node(address).slots();
      } catch (JedisException e) {
        LOG.debug("{} does not say where the slots are", address, e);
      }
    }
    throw RedisFailures.unavailable();
  }

  private RedisNode node(HostAndPort address) {
    return nodes.computeIfAbsent(address, connect);
  }

  /// Those that have slots.
  private List<RedisNode> current() {
    return isCluster
        ? slots.addresses(this::readSlots).stream().map(this::node).toList()
        : List.of(node(seeds.getFirst()));
  }

  /// Asks each of them something that needs no key.
  ///
  /// @throws WireException when one does not answer
  void ping() {
    current().forEach(node -> node.ask(new CommandArguments(Command.PING)));
  }

  /// Looks whether each is still the Redis that was met, which a promotion changes without breaking
  /// a connection, and tidies the connections up. For each second.
  ///
  /// @throws WireException when one does not answer
  public void watch() {
    current().forEach(RedisNode::watch);
  }

  /// The clock of each Redis.
  public List<Supplier<Instant>> clocks() {
    return current().stream().<Supplier<Instant>>map(node -> node::time).toList();
  }

  /// What each says of itself, as far as it answers; each master of a cluster, named or not.
  List<Map<String, String>> infos(String section) {
    var all = new LinkedHashSet<>(seeds);
    if (isCluster) {
      try {
        all.addAll(slots.addresses(this::readSlots));
      } catch (WireException e) {
        LOG.debug("nobody says which masters there are", e);
      }
    }
    return all.stream().flatMap(address -> node(address).info(section).stream()).toList();
  }

  @Override
  public void close() {
    nodes.values().forEach(RedisNode::close);
  }
}
