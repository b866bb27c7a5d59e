package boxoffice.inventory.redis;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import redis.clients.jedis.HostAndPort;

/// Which master of a cluster has which slot, as one of them said; read again when it is wrong.
final class SlotTable {
  private volatile Map<Integer, HostAndPort> masters = Map.of();

  /// @param read the answer to CLUSTER SLOTS
  /// @throws boxoffice.wire.WireException INVENTORY_UNAVAILABLE when nobody has the slot
  HostAndPort of(int slot, Supplier<List<?>> read) {
    var known = masters.get(slot);
    if (known == null) {
      known = refresh(read).get(slot);
    }
    if (known == null) {
      throw RedisFailures.unavailable();
    }
    return known;
  }

  Set<HostAndPort> addresses(Supplier<List<?>> read) {
    return Set.copyOf((masters.isEmpty() ? refresh(read) : masters).values());
  }

  void put(int slot, HostAndPort master) {
    if (!masters.isEmpty()) {
      masters.put(slot, master);
    }
  }

  void forget() {
    masters = Map.of();
  }

  private Map<Integer, HostAndPort> refresh(Supplier<List<?>> read) {
    var found = new HashMap<Integer, HostAndPort>();
    for (var range : read.get()) {
      var parts = (List<?>) range;
      var master = (List<?>) parts.get(2);
      var address =
          new HostAndPort(
              new String((byte[]) master.get(0), StandardCharsets.UTF_8),
              ((Long) master.get(1)).intValue());
      for (long slot = (Long) parts.get(0); slot <= (Long) parts.get(1); slot++) {
        found.put((int) slot, address);
      }
    }
    masters = new ConcurrentHashMap<>(found);
    return found;
  }
}
