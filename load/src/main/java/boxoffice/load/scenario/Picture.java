package boxoffice.load.scenario;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/// The hall as buyers last saw it. It is always a little old, as on a web page. Safe for use by
/// many threads.
final class Picture {
  private final House house;
  private final AtomicReference<BitSet> taken = new AtomicReference<>(new BitSet());

  Picture(House house) {
    this.house = house;
  }

  /// Takes over an answered availability.
  void update(JsonNode availability) {
    var ordinals = availability.path("takenOrdinals");
    if (ordinals.isArray()) {
      var seen = new BitSet(house.seats().size());
      ordinals.forEach(ordinal -> seen.set(ordinal.asInt()));
      taken.set(seen);
    }
  }

  int free() {
    return house.seats().size() - taken.get().cardinality();
  }

  /// Neighbours in one row that look free; fewer where no row has so many near the place looked at.
  /// Where nothing looks free, any seats: somebody may have given them back.
  List<UUID> choose(int wanted, RandomGenerator random) {
    var seen = taken.get();
    var start = random.nextInt(house.seats().size());
    var first = firstFree(seen, start);
    if (first < 0) {
      return neighbours(new BitSet(), start, wanted);
    }
    return neighbours(seen, first, wanted);
  }

  private int firstFree(BitSet seen, int start) {
    var after = seen.nextClearBit(start);
    if (after < house.seats().size()) {
      return after;
    }
    var fromTheFront = seen.nextClearBit(0);
    return fromTheFront < house.seats().size() ? fromTheFront : -1;
  }

  private List<UUID> neighbours(BitSet seen, int first, int wanted) {
    var seats = house.seats();
    var chosen = new ArrayList<UUID>();
    for (int i = first;
        i < seats.size()
            && chosen.size() < wanted
            && !seen.get(i)
            && seats.get(i).row() == seats.get(first).row();
        i++) {
      chosen.add(seats.get(i).id());
    }
    return chosen;
  }
}
