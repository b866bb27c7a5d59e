package boxoffice.inventory.hold;

import boxoffice.wire.DerivedId;
import java.util.Comparator;
import java.util.UUID;

/// Names a pool: that of a performance, or of a product's variant.
///
/// @param id the performance's, or derived from the sku: the pool's epoch is stored under it
/// @param tag what its keys in Redis have in common. A hold over several pools claims them in the
///   order of their tags
public record PoolId(UUID id, String tag) implements Comparable<PoolId> {
  private static final Comparator<PoolId> ORDER = Comparator.comparing(PoolId::tag);

  public static PoolId ofPerformance(UUID performanceId) {
    return new PoolId(performanceId, "p:" + performanceId);
  }

  public static PoolId ofSku(String sku) {
    return new PoolId(DerivedId.of("stock_pool", sku), "s:" + sku);
  }

  String key(String name) {
    return "{" + tag + "}:" + name;
  }

  @Override
  public int compareTo(PoolId other) {
    return ORDER.compare(this, other);
  }
}
