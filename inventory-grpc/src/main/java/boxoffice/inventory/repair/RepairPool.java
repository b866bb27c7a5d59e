package boxoffice.inventory.repair;

import boxoffice.inventory.hold.MendPool;
import boxoffice.inventory.hold.MendPool.Cell;
import boxoffice.inventory.hold.MendPool.Mend;
import boxoffice.inventory.repair.RepairStore.Seat;
import boxoffice.inventory.repair.RepairStore.Subject;
import boxoffice.inventory.reservation.TellAgain;
import boxoffice.inventory.seatmap.SeatMapLayout;
import boxoffice.inventory.seatmap.SeatMaps;
import boxoffice.wire.WireException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.DSLContext;

/// Compares one pool with PostgreSQL and mends it.
///
/// Redis is read before PostgreSQL: what a reservation has taken for good in Redis was committed
/// before that, so a seat that PostgreSQL says is free afterwards really was given back. Only what
/// differs twice in the same way is mended, because news of a commit may be on its way; what is
/// held or pinned is left alone, unless it is pinned by the very reservation that has it.
final class RepairPool {
  /// What is wrong with a seat.
  enum Kind {
    /// An order has it, and Redis does not know.
    TAKEN,
    /// Nobody has it any more, and Redis does not know.
    FREED,
    /// It is blocked or not, or of another channel than Redis thinks.
    HOUSE,
    /// Somebody holds it though it is an order's or the house's: nothing to be done while he does.
    HELD
  }

  private final RepairStore store;
  private final SeatMaps seatMaps;
  private final MendPool mendPool;
  private final TellAgain tellAgain;
  private final MeterRegistry meters;

  RepairPool(
      RepairStore store,
      SeatMaps seatMaps,
      MendPool mendPool,
      TellAgain tellAgain,
      MeterRegistry meters) {
    this.store = store;
    this.seatMaps = seatMaps;
    this.mendPool = mendPool;
    this.tellAgain = tellAgain;
    this.meters = meters;
    for (var kind : List.of(Kind.TAKEN, Kind.FREED, Kind.HOUSE)) {
      count(kind, 0);
    }
  }

  private void count(Kind kind, int seats) {
    meters.counter("boxoffice.repair.healed", "kind", kind.name()).increment(seats);
  }

  /// What came of it.
  ///
  /// @param differing the ordinals of the seats that were not as they should be
  /// @param reserved how many seats are an order's that is not paid
  record Compared(Set<Integer> differing, int reserved) {}

  /// A seat that is not as it should be.
  record Difference(int ordinal, Cell cell, Seat seat) {
    Kind kind() {
      if (seat.cell().isTaken()) {
        var pinned = cell.isHeld() && cell.owner() == seat.cell().owner();
        return cell.isFree() || pinned ? Kind.TAKEN : cell.isHeld() ? Kind.HELD : Kind.HOUSE;
      }
      if (cell.isHeld()) {
        return Kind.HELD;
      }
      return cell.isTaken() && seat.cell().isFree() ? Kind.FREED : Kind.HOUSE;
    }

    /// A hold may have what nobody else has; what the house has set aside lapses in seconds, unless
    /// Redis hears before what became of it.
    boolean isWrong() {
      var aside = cell.owner() == seat.cell().owner() && !seat.cell().isTaken();
      return !cell.equals(seat.cell()) && !(cell.isHeld() && (seat.cell().isFree() || aside));
    }

    Mend mend() {
      return new Mend(ordinal, cell, seat.cell());
    }
  }

  /// What was seen of a pool.
  ///
  /// @param reserved how many seats are an order's that is not paid
  record Look(List<Difference> differences, int reserved) {}

  /// One query and one round trip where nothing differs.
  ///
  /// @param own a connection
  /// @throws WireException as [MendPool] does
  Compared repair(DSLContext own, Subject subject) {
    var look = compare(own, subject);
    var differences = look.differences();
    if (!differences.isEmpty()) {
      heal(subject, seatMaps.layout(subject.seatMapId()), differences);
    }
    return new Compared(
        differences.stream().map(Difference::ordinal).collect(Collectors.toSet()), look.reserved());
  }

  /// As [#repair], and changes nothing.
  Look compare(DSLContext own, Subject subject) {
    var layout = seatMaps.layout(subject.seatMapId());
    var first = look(own, subject, layout);
    if (first.differences().isEmpty()) {
      return first;
    }
    var second = look(own, subject, layout);
    var both = new ArrayList<>(second.differences());
    both.retainAll(first.differences());
    return new Look(both, second.reserved());
  }

  private Look look(DSLContext own, Subject subject, SeatMapLayout layout) {
    var cells = mendPool.read(subject.performanceId()).cells();
    var truth = store.truth(own, subject.performanceId(), layout);
    var differences =
        IntStream.range(0, Math.min(cells.size(), layout.seats().size()))
            .mapToObj(i -> new Difference(i, cells.get(i), truth.seat(i)))
            .filter(Difference::isWrong)
            .toList();
    return new Look(differences, truth.reserved());
  }

  private void heal(Subject subject, SeatMapLayout layout, List<Difference> differences) {
    Map<Kind, List<Difference>> byKind =
        differences.stream()
            .collect(
                Collectors.groupingBy(
                    Difference::kind, () -> new EnumMap<>(Kind.class), Collectors.toList()));
    var taken = byKind.getOrDefault(Kind.TAKEN, List.of());
    if (!taken.isEmpty()) {
      tellAgain.taken(
          taken.stream()
              .map(one -> Objects.requireNonNull(one.seat().order()))
              .distinct()
              .toList());
      count(Kind.TAKEN, taken.size());
    }
    var freed = byKind.getOrDefault(Kind.FREED, List.of());
    if (!freed.isEmpty()) {
      tellAgain.freed(
          subject.performanceId(),
          freed.stream().map(one -> one.cell().owner()).distinct().toList());
      mend(subject, layout, freed); // those that the log does not know any more
      count(Kind.FREED, freed.size());
    }
    count(Kind.HOUSE, mend(subject, layout, byKind.getOrDefault(Kind.HOUSE, List.of())));
  }

  private int mend(Subject subject, SeatMapLayout layout, List<Difference> differences) {
    return mendPool.mend(
        subject.performanceId(),
        subject.seatMapId(),
        layout,
        differences.stream().map(Difference::mend).toList());
  }
}
