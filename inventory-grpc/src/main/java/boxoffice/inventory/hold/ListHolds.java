package boxoffice.inventory.hold;

import boxoffice.wire.WireException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// Lists what a buyer holds, whatever performances it is of: the index names it, and what has
/// become of each hold its home pool is asked. Fails closed.
final class ListHolds {
  private final HoldIndex index;
  private final Pool pool;

  ListHolds(HoldIndex index, Pool pool) {
    this.index = index;
    this.pool = pool;
  }

  record Named(HoldName name, HoldNow hold) {}

  /// Those that an order can be placed with and those that one is being placed with, the one that
  /// ends first at the front. What is over is dropped on the way.
  ///
  /// @throws WireException INVENTORY_UNAVAILABLE, also when one of their pools is being rebuilt
  List<Named> list(UUID buyer) {
    var active = new ArrayList<Named>();
    var over = new ArrayList<HoldName>();
    for (var name : index.names(buyer)) {
      if (pool.read(name, buyer) instanceof Pool.Found.Held held && !held.hold().isConsumed()) {
        active.add(new Named(name, held.hold()));
      } else {
        over.add(name);
      }
    }
    if (!over.isEmpty()) {
      index.drop(buyer, over);
    }
    active.sort(Comparator.comparing(named -> named.hold().deadline()));
    return active;
  }
}
