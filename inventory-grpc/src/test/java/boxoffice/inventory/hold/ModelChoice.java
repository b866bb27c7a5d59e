package boxoffice.inventory.hold;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.hold.ModelHall.Zone;
import boxoffice.inventory.hold.PoolModel.Claim;
import boxoffice.inventory.hold.PoolModel.Wish;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Which seats a claim may get: said by looking at all of them, each time. The wishes of a claim
/// are of different zones.
final class ModelChoice {
  private ModelChoice() {}

  /// What a claim has to be told; empty where it gets what it wants.
  static List<String> refusal(PoolModel model, Claim claim) {
    var seats = seatRefusals(model, claim);
    if (!seats.isEmpty()) {
      seats.addFirst("REFUSED");
      return seats;
    }
    if (claim.seats() > PoolModel.PER_HOLD) {
      return List.of("LIMIT_HOLD", "" + PoolModel.PER_HOLD);
    }
    if (claim.channel() == 0) {
      var owned = model.cells.owned(claim.buyer());
      if (owned + claim.seats() > PoolModel.PER_BUYER) {
        return List.of("LIMIT_BUYER", "" + PoolModel.PER_BUYER, "" + owned, "");
      }
      var ofType = model.cells.owned(claim.buyer() + "|" + PoolModel.TYPE);
      if (claim.ofType() > 0 && ofType + claim.ofType() > PoolModel.PER_BUYER_OF_TYPE) {
        return List.of(
            "LIMIT_BUYER", "" + PoolModel.PER_BUYER_OF_TYPE, "" + ofType, PoolModel.TYPE);
      }
    }
    return lacking(model, claim);
  }

  private static List<String> seatRefusals(PoolModel model, Claim claim) {
    var refused = new ArrayList<String>();
    for (int i = 0; i < claim.named().size(); i++) {
      var why = model.cells.refusal(claim.named().get(i), claim.channel());
      if (!why.isEmpty()) {
        refused.addAll(List.of("" + (i + 1), why));
      }
    }
    if (refused.isEmpty() && !model.mayLeaveSingles) {
      for (int i = 0; i < claim.named().size(); i++) {
        if (leavesSingle(model, claim, claim.named().get(i))) {
          refused.addAll(List.of("" + (i + 1), "LEAVES_ORPHAN"));
        }
      }
    }
    return refused;
  }

  /// Beside it a single seat is left, and as many fit into the segment without that.
  private static boolean leavesSingle(PoolModel model, Claim claim, int ordinal) {
    var segment = ModelHall.segmentOf(ordinal);
    var free = model.cells.free(claim.channel());
    var wanted = new BitSet();
    claim.named().stream()
        .filter(seat -> ModelHall.segmentOf(seat) == segment)
        .forEach(wanted::set);
    var after = (BitSet) free.clone();
    after.andNot(wanted);
    var left = ModelHall.singles(segment, after);
    left.andNot(ModelHall.singles(segment, free));
    var beside = left.get(ordinal + 1) || (ordinal > 0 && left.get(ordinal - 1));
    return beside && ModelHall.fitsWithoutSingle(segment, free, wanted.cardinality());
  }

  private static List<String> lacking(PoolModel model, Claim claim) {
    var before = model.cells.free(claim.channel());
    var free = (BitSet) before.clone();
    claim.named().forEach(free::clear);
    for (int i = 0; i < claim.wishes().size(); i++) {
      var wish = claim.wishes().get(i);
      if (zonesFor(wish, before, free).isEmpty()) {
        var most =
            wish.how().equals("PLACES")
                ? in(wish.zones(), free).cardinality()
                : Math.max(
                    fewer(wish.zones(), before, wish.count()),
                    fewer(wish.otherwise(), before, wish.count()));
        return List.of("NOT_ENOUGH", "" + (i + 1), "" + most, model.due.isEmpty() ? "0" : "1");
      }
    }
    return List.of();
  }

  /// Those of a wish's zones that it gets seats of; none where it gets none.
  ///
  /// @param before without what the claim itself has named
  private static List<Zone> zonesFor(Wish wish, BitSet before, BitSet free) {
    if (wish.how().equals("PLACES")) {
      return in(wish.zones(), free).cardinality() >= wish.count() ? wish.zones() : List.of();
    }
    if (longest(wish.zones(), free) >= wish.count()) {
      return wish.zones();
    }
    var fallsBack =
        in(wish.zones(), before).isEmpty() && longest(wish.otherwise(), free) >= wish.count();
    return fallsBack ? wish.otherwise() : List.of();
  }

  private static IntStream segments(List<Zone> zones) {
    return zones.stream().flatMapToInt(zone -> IntStream.rangeClosed(zone.first(), zone.last()));
  }

  private static BitSet in(List<Zone> zones, BitSet free) {
    var in = new BitSet();
    segments(zones).flatMap(ModelHall::ordinals).filter(free::get).forEach(in::set);
    return in;
  }

  private static int longest(List<Zone> zones, BitSet free) {
    return segments(zones).map(segment -> ModelHall.longestRun(segment, free)).max().orElse(0);
  }

  private static int fewer(List<Zone> zones, BitSet free, int than) {
    return Math.min(longest(zones, free), than - 1);
  }

  /// That what the script chose is what it may choose.
  static void check(PoolModel model, Claim claim, List<Integer> ordinals) {
    assertThat(ordinals).hasSize(claim.seats()).doesNotHaveDuplicates();
    assertThat(ordinals.subList(0, claim.named().size())).isEqualTo(claim.named());
    var before = model.cells.free(claim.channel());
    var free = (BitSet) before.clone();
    claim.named().forEach(free::clear);
    int at = claim.named().size();
    for (var wish : claim.wishes()) {
      var chosen = ordinals.subList(at, at + wish.count());
      at += wish.count();
      assertThat(chosen).as("free").allMatch(free::get);
      if (wish.how().equals("PLACES")) {
        assertThat(chosen)
            .isEqualTo(in(wish.zones(), free).stream().limit(wish.count()).boxed().toList());
      } else {
        checkNeighbours(chosen, zonesFor(wish, before, free), free);
      }
      chosen.forEach(free::clear);
    }
  }

  private static void checkNeighbours(List<Integer> chosen, List<Zone> zones, BitSet free) {
    var sorted = new TreeSet<>(chosen);
    assertThat(sorted.last() - sorted.first()).as("neighbours").isEqualTo(chosen.size() - 1);
    var segment = ModelHall.segmentOf(sorted.first());
    assertThat(ModelHall.segmentOf(sorted.last())).isEqualTo(segment);
    assertThat(segments(zones)).as("of the zones").contains(segment);
    var best =
        segments(zones)
            .filter(other -> ModelHall.longestRun(other, free) >= chosen.size())
            .map(other -> ModelHall.SEGMENTS.get(other).quality())
            .max()
            .orElseThrow();
    assertThat(ModelHall.SEGMENTS.get(segment).quality()).as("the best").isEqualTo(best);
    if (ModelHall.fitsWithoutSingle(segment, free, chosen.size())) {
      var after = (BitSet) free.clone();
      chosen.forEach(after::clear);
      var left = ModelHall.singles(segment, after);
      left.andNot(ModelHall.singles(segment, free));
      assertThat(left.isEmpty()).as("no single seat left").isTrue();
    }
  }
}
