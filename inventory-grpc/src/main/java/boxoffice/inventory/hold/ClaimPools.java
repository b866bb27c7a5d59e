package boxoffice.inventory.hold;

import boxoffice.guard.repetition.Repetition;
import boxoffice.inventory.hold.Pool.Found;
import boxoffice.inventory.hold.Pool.Released;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

  /// How long a pool waits for the others of its hold.
  static final Duration UNCONFIRMED = Duration.ofSeconds(5);

  private final ClaimPool claimPool;
  private final StockPool stockPool;
  private final Pool pool;

  ClaimPools(ClaimPool claimPool, StockPool stockPool, Pool pool) {
    this.claimPool = claimPool;
    this.stockPool = stockPool;
    this.pool = pool;
  }

  /// What a hold wants of one pool.
  private record Part(PoolId pool, Supplier<Claimed> claim) {}

  /// @param wanted that of the home pool first
  /// @throws WireException as a claim of one pool does; what was claimed by then ends by itself
  Claimed claim(HoldName name, UUID buyer, List<Wanted> wanted, List<StockPool.Wanted> products) {
    var hold = new Claiming(name, buyer, PoolId.ofPerformance(name.performanceId()));
    var claimed = new ArrayList<PoolId>();
    var elsewhere = Quote.EMPTY;
    for (var part : parts(name.holdId(), wanted, products)) {
      switch (claimOrGiveBack(part, hold, claimed)) {
        case Claimed.Held held -> {
          if (hold.isHome(part.pool()) && !held.hold().state().equals("CLAIMED")) {
            Repetition.found();
            return held;
          }
          claimed.add(part.pool());
          if (!hold.isHome(part.pool())) {
            elsewhere = elsewhere.and(held.hold().quote());
          }
        }
        case Claimed refusal -> {
          giveBack(claimed, each -> pool.giveBack(each, name, buyer));
          return refusal;
        }
      }
    }
    return confirm(hold, claimed, elsewhere);
  }

  /// What the same request got before, if that hold is still there.
  ///
  /// @throws WireException IDEMPOTENCY_KEY_REUSED where it was another request
  Optional<Claimed> before(HoldName name, UUID buyer, String requestHash) {
    if (!(pool.read(name, buyer) instanceof Found.Held held)) {
      return Optional.empty();
    }
    if (!held.hold().requestHash().equals(requestHash)) {
      throw WireException.keyReused();
    }
    Repetition.found();
    return Optional.of(new Claimed.Held(held.hold()));
  }

  /// Whoever used the key for something else has no use for what was claimed now. After any other
  /// failure the same request may go on with it.
  private Claimed claimOrGiveBack(Part part, Claiming hold, List<PoolId> claimed) {
    try {
      return part.claim().get();
    } catch (WireException e) {
      if (e.reason() == ErrorReason.IDEMPOTENCY_KEY_REUSED) {
        giveBack(claimed, each -> pool.giveBack(each, hold.name(), hold.buyer()));
      }
      throw e;
    }
  }

  private record Claiming(HoldName name, UUID buyer, PoolId home) {
    boolean isHome(PoolId pool) {
      return pool.equals(home);
    }
  }

  private List<Part> parts(UUID holdId, List<Wanted> wanted, List<StockPool.Wanted> products) {
    var parts = new ArrayList<Part>();
    for (var one : wanted) {
      parts.add(
          new Part(
              PoolId.ofPerformance(one.prices().performanceId()),
              () -> claimPool.claimPart(holdId, one)));
    }
    for (var product : products) {
      parts.add(
          new Part(
              PoolId.ofSku(product.product().sku()), () -> stockPool.claimPart(holdId, product)));
    }
    parts.sort(Comparator.comparing(Part::pool));
    return parts;
  }

  private Claimed confirm(Claiming hold, List<PoolId> pools, Quote elsewhere) {
    for (var pool : pools) {
      if (!hold.isHome(pool) && confirm(hold, pool, Quote.EMPTY) instanceof Claimed.Ended ended) {
        releaseAll(hold, pools);
        return ended;
      }
    }
    var whole = confirm(hold, hold.home(), elsewhere);
    if (whole instanceof Claimed.Ended) {
      releaseAll(hold, pools);
    }
    return whole;
  }

  private Claimed confirm(Claiming hold, PoolId pool, Quote elsewhere) {
    return claimPool.confirm(pool, hold.name().holdId(), hold.buyer(), elsewhere);
  }

  private void releaseAll(Claiming hold, List<PoolId> pools) {
    giveBack(
        pools,
        each -> {
          var _ = pool.release(each, hold.name(), hold.buyer(), true);
        });
  }

  private static void giveBack(List<PoolId> pools, Consumer<PoolId> how) {
    for (var each : pools) {
      try {
        how.accept(each);
      } catch (WireException e) {
        LOG.debug("a part in {} ends by itself: {}", each, e.reason());
      }
    }
  }

  /// Gives more time to all of a hold, once; its home pool decides.
  Found extend(HoldName name, UUID buyer) {
    var home = PoolId.ofPerformance(name.performanceId());
    if (!(pool.read(name, buyer) instanceof Found.Held held) || held.hold().isOrdered()) {
      return pool.extend(home, name, buyer); // there is nothing to extend: it says why
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
    return Stream.concat(
            quote.performancesBeside(name.performanceId()).map(PoolId::ofPerformance),
            quote.products().stream().map(product -> PoolId.ofSku(product.getSku())))
        .toList();
  }
}
