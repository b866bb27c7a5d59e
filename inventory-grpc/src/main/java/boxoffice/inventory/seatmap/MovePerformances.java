package boxoffice.inventory.seatmap;

import static boxoffice.db.inventory.Tables.CATEGORY_PRICE;
import static boxoffice.db.inventory.Tables.PERFORMANCE;
import static boxoffice.db.inventory.Tables.POOL;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.change.Change;
import boxoffice.inventory.channel.SeatChannels;
import boxoffice.inventory.channel.SeatChannels.SeatChannel;
import boxoffice.inventory.lock.PerformanceLock;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.seatmap.SoldSeatStore.SeatRow;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/// Moves the performances to come of a version of a hall to the next one. A seat is the same seat
/// in both where its id is, whatever its ordinal.
///
/// Takes each performance's row and then its lock exclusively, so that no reservation is half way,
/// and begins the next epoch of its pool: whatever was held or pinned in the old layout is refused
/// when it wants to be reserved, and the pool is built anew.
final class MovePerformances {
  private static final String CANCELLED = "CANCELLED";
  private static final int NAMED = 100;

  private final HallStore hall;
  private final AuditLog audit;
  private final Clock clock;
  private final SoldSeatStore sold = new SoldSeatStore();

  MovePerformances(HallStore hall, AuditLog audit, Clock clock) {
    this.hall = hall;
    this.audit = audit;
    this.clock = clock;
  }

  /// Why they cannot move.
  sealed interface Obstacle {
    /// @param seats the first of them
    record SeatsWouldVanish(List<Vanishing> seats, int seatCount) implements Obstacle {}

    record CategoriesWithoutPrice(UUID performanceId, List<String> categories)
        implements Obstacle {}
  }

  /// A seat that a buyer, the house or a channel has.
  record Vanishing(UUID performanceId, PlannedSeat seat) {}

  /// What is to move, and where to.
  ///
  /// @param performances whose rows and locks are taken, in the order of their ids
  /// @param ordinals of the seats of the version that they move to
  record Move(
      List<UUID> performances,
      SeatMapSummary before,
      SeatMapSummary after,
      Map<UUID, Integer> ordinals) {}

  /// Takes the performances to come, which stay as they are while the transaction lasts.
  Move begin(DSLContext inside, SeatMapSummary before, SeatMapSummary after) {
    var performances =
        inside
            .select(PERFORMANCE.PERFORMANCE_ID)
            .from(PERFORMANCE)
            .where(PERFORMANCE.SEAT_MAP_ID.eq(before.seatMapId()))
            .and(PERFORMANCE.STARTS_AT.gt(clock.instant()))
            .and(PERFORMANCE.STATE.ne(CANCELLED))
            .orderBy(PERFORMANCE.PERFORMANCE_ID)
            .forUpdate()
            .fetch(PERFORMANCE.PERFORMANCE_ID);
    performances.forEach(performance -> PerformanceLock.exclusive(inside, performance));
    var ordinals =
        layout(inside, after).seats().stream()
            .collect(Collectors.toMap(PlannedSeat::seatId, PlannedSeat::ordinal));
    return new Move(performances, before, after, ordinals);
  }

  Optional<Obstacle> obstacle(DSLContext inside, Move move) {
    var named = new ArrayList<Vanishing>();
    int count = 0;
    for (var performance : move.performances()) {
      var vanishing = vanishing(inside, performance, move);
      count += vanishing.size();
      if (!vanishing.isEmpty()) {
        var before = layout(inside, move.before());
        first(vanishing, NAMED - named.size()).stream()
            .map(seat -> new Vanishing(performance, before.planned(seat)))
            .forEach(named::add);
      }
    }
    return count > 0
        ? Optional.of(new Obstacle.SeatsWouldVanish(named, count))
        : move.performances().stream()
            .flatMap(performance -> withoutPrice(inside, performance, move.after()).stream())
            .findFirst();
  }

  private SeatMapLayout layout(DSLContext inside, SeatMapSummary version) {
    return hall.layout(inside, version.seatMapId()).orElseThrow();
  }

  /// What buyers, the house or a channel has: sold seats in the order of the version before, then
  /// those that are only allocated.
  private List<UUID> vanishing(DSLContext inside, UUID performance, Move move) {
    var taken =
        sold.rows(inside, performance).stream()
            .filter(SeatRow::isSomebodys)
            .sorted(Comparator.comparingInt(SeatRow::ordinal))
            .map(SeatRow::seatId);
    var allocated = SeatChannels.all(inside, performance).stream().map(SeatChannel::seatId);
    return Stream.concat(taken, allocated)
        .filter(seat -> !move.ordinals().containsKey(seat))
        .distinct()
        .toList();
  }

  private static List<UUID> first(List<UUID> seats, int most) {
    return seats.subList(0, Math.min(seats.size(), most));
  }

  private static Optional<Obstacle> withoutPrice(
      DSLContext inside, UUID performance, SeatMapSummary after) {
    var priced =
        inside
            .select(CATEGORY_PRICE.CATEGORY)
            .from(CATEGORY_PRICE)
            .where(CATEGORY_PRICE.PERFORMANCE_ID.eq(performance))
            .fetchSet(CATEGORY_PRICE.CATEGORY);
    var missing =
        after.categories().stream().filter(category -> !priced.contains(category)).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(new Obstacle.CategoriesWithoutPrice(performance, missing));
  }

  /// Where there is no obstacle.
  void finish(DSLContext inside, Change change, Move move) {
    for (var performance : move.performances()) {
      audit.addConsequence(inside, entry(change, move, performance));
      placeSeats(inside, performance, move.ordinals());
      inside
          .update(PERFORMANCE)
          .set(PERFORMANCE.SEAT_MAP_ID, move.after().seatMapId())
          .set(PERFORMANCE.REVISION, PERFORMANCE.REVISION.plus(1))
          .set(PERFORMANCE.UPDATED_AT, clock.instant())
          .where(PERFORMANCE.PERFORMANCE_ID.eq(performance))
          .execute();
      // also where there was none: then nobody can begin the first epoch with the old layout
      inside
          .insertInto(POOL)
          .set(POOL.PERFORMANCE_ID, performance)
          .set(POOL.EPOCH, 1)
          .onConflict(POOL.PERFORMANCE_ID)
          .doUpdate()
          .set(POOL.EPOCH, POOL.EPOCH.plus(1))
          .execute();
    }
  }

  private static AuditLog.Entry entry(Change change, Move move, UUID performance) {
    return new AuditLog.Entry(
        move.after().organisationId(),
        change,
        "performance-moved",
        performance.toString(),
        Map.of("seat_map_id", move.before().seatMapId()),
        Map.of("seat_map_id", move.after().seatMapId()));
  }

  private void placeSeats(DSLContext inside, UUID performance, Map<UUID, Integer> ordinals) {
    var moved = new ArrayList<SeatRow>();
    for (var row : sold.rows(inside, performance)) {
      var place = ordinals.getOrDefault(row.seatId(), SoldSeatStore.NOWHERE);
      if (place != row.ordinal()) {
        moved.add(row.at(place));
      }
    }
    sold.place(inside, performance, moved);
  }
}
