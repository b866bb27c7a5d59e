package boxoffice.inventory.hold;

import boxoffice.inventory.hold.Pool.Found;
import boxoffice.inventory.hold.Pool.Released;
import boxoffice.wire.WireException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds over several pools: all of them or none.
///
/// Claims them in the order of their tags, each for a few seconds, then confirms them, the home
/// pool last, because an order can be placed with a hold from then on. Gives back what it got if
/// one refuses. Whoever dies in the middle leaves parts that end by themselves: after a few
/// seconds, or confirmed ones when any hold would; no order can be placed with them.
final class ClaimPools {
  private static final Logger LOG = LoggerFactory.getLogger(ClaimPools.class);

  private final ClaimPool claimPool;
  private final Pool pool;

  ClaimPools(ClaimPool claimPool, Pool pool) {
    this.claimPool = claimPool;
    this.pool = pool;
  }

  private record Part(PoolId pool, Wanted wanted, UUID buyer) {}

  /// @param wanted that of the home pool first
  /// @throws WireException as a claim of one pool does; what was claimed by then ends by itself
  Claimed claim(HoldName name, List<Wanted> wanted) {
    var parts =
        wanted.stream()
            .map(one ->
                new Part(PoolId.ofPerformance(one.prices().performanceId()), one, one.buyer()))
            .toList();
    var home = parts.getFirst();
    var claimed = new ArrayList<Part>();
    var elsewhere = Quote.EMPTY;
    for (var part : parts.stream().sorted(Comparator.comparing(Part::pool)).toList()) {
      switch (claimPool.claimPart(name.holdId(), part.wanted())) {
        case Claimed.Held held -> {
          if (isWhole(part, home, held.hold())) {
            return held; // the same request before
          }
          claimed.add(part);
          if (!part.pool().equals(home.pool())) {
            elsewhere = elsewhere.and(held.hold().quote());
          }
        }
        case Claimed refusal -> {
          giveBack(name, claimed);
          return refusal;
        }
      }
    }
    return confirm(name, home, claimed, elsewhere);
  }

  private static boolean isWhole(Part part, Part home, HoldNow hold) {
    return part.pool().equals(home.pool()) && !hold.state().equals("CLAIMED");
  }

  private Claimed confirm(HoldName name, Part home, List<Part> parts, Quote elsewhere) {
    for (var part : parts) {
      if (!part.pool().equals(home.pool())
          && claimPool.confirm(part.pool(), name.holdId(), part.buyer(), Quote.EMPTY)
              instanceof Claimed.Ended ended) {
        giveBack(name, parts);
        return ended;
      }
    }
    var whole = claimPool.confirm(home.pool(), name.holdId(), home.buyer(), elsewhere);
    if (whole instanceof Claimed.Ended) {
      giveBack(name, parts);
    }
    return whole;
  }

  private void giveBack(HoldName name, List<Part> parts) {
    for (var part : parts) {
      try {
        var _ = pool.release(part.pool(), name, part.buyer(), true);
      } catch (WireException e) {
        LOG.debug("a part of {} ends by itself: {}", name, e.reason());
      }
    }
  }

  /// Gives more time to all of a hold, once; its home pool decides.
  Found extend(HoldName name, UUID buyer) {
    var home = PoolId.ofPerformance(name.performanceId());
    var found = pool.read(name, buyer);
    if (!(found instanceof Found.Held held) || held.hold().isOrdered()) {
      return found instanceof Found.Held ? new Found.Ordered() : found;
    }
    for (var part : elsewhere(name, held.hold().quote())) {
      if (!(pool.extend(part, name, buyer) instanceof Found.Held)) {
        return new Found.Ended();
      }
    }
    return pool.extend(home, name, buyer);
  }

  /// Gives everything back; what is elsewhere first, so that it is never lost sight of.
  Released release(HoldName name, UUID buyer) {
    var home = PoolId.ofPerformance(name.performanceId());
    var released = pool.release(home, name, buyer, false);
    if (released instanceof Released.HasParts parts) {
      for (var part : elsewhere(name, parts.elsewhere())) {
        var _ = pool.release(part, name, buyer, true);
      }
      return pool.release(home, name, buyer, true);
    }
    return released;
  }

  /// The pools of a hold beside its home.
  static List<PoolId> elsewhere(HoldName name, Quote quote) {
    var home = name.performanceId().toString();
    var pools = new ArrayList<PoolId>();
    quote.seats().stream()
        .map(seat -> seat.getPerformanceId())
        .filter(id -> !id.equals(home))
        .distinct()
        .map(id -> PoolId.ofPerformance(UUID.fromString(id)))
        .forEach(pools::add);
    quote.products().stream().map(product -> PoolId.ofSku(product.getSku())).forEach(pools::add);
    return pools;
  }
}
