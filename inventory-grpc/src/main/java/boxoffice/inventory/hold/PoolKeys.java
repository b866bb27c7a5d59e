package boxoffice.inventory.hold;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// The keys of a performance's pool, in the order in which every script declares them. One hash
/// tag, so one slot of a cluster.
final class PoolKeys {
  private static final List<String> NAMES =
      List.of("meta", "layout", "seats", "runs", "holds", "due", "ended", "buyers", "log");

  private PoolKeys() {}

  static List<byte[]> of(UUID performanceId) {
    return names(performanceId).map(PoolKeys::bytes).toList();
  }

  /// For people and tests: `{p:...}:seats` and so on.
  static String name(UUID performanceId, String key) {
    return "{p:" + performanceId + "}:" + key;
  }

  private static Stream<String> names(UUID performanceId) {
    return NAMES.stream().map(key -> name(performanceId, key));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
