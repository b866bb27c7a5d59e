package boxoffice.inventory.hold;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/// The keys of a pool, in the order in which every script declares them. One hash tag, so one slot
/// of a cluster.
final class PoolKeys {
  private static final List<String> NAMES =
      List.of("meta", "layout", "seats", "runs", "holds", "due", "ended", "buyers", "log");

  private PoolKeys() {}

  static List<byte[]> of(PoolId pool) {
    return NAMES.stream().map(key -> bytes(pool.key(key))).toList();
  }

  static List<byte[]> of(UUID performanceId) {
    return of(PoolId.ofPerformance(performanceId));
  }

  /// For people and tests: `{p:...}:seats` and so on.
  static String name(UUID performanceId, String key) {
    return PoolId.ofPerformance(performanceId).key(key);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
