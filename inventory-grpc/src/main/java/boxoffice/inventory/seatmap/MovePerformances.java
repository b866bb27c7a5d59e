package boxoffice.inventory.seatmap;

import static boxoffice.db.inventory.Tables.CATEGORY_PRICE;
import static boxoffice.db.inventory.Tables.PERFORMANCE;
import static boxoffice.db.inventory.Tables.PERFORMANCE_SEAT;
import static boxoffice.db.inventory.Tables.POOL;
import static boxoffice.db.inventory.Tables.SEAT;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import boxoffice.inventory.lock.PerformanceLock;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;

/// Moves the performances to come of a version of a hall to the next one. A seat is the same seat
/// in both where its id is, whatever its ordinal.
///
/// Takes each performance's row and then its lock exclusively, so that no reservation is half way,
/// and begins the next epoch of its pool: whatever was held or pinned in the old layout is refused
/// when it wants to be reserved, and the pool is built anew.
final class MovePerformances {
  private static final String FREE = "FREE";
  private static final String CANCELLED = "CANCELLED";
  private static final int NAMED = 100;
  private static final int SEATS_AT_ONCE = 20_000;

  /// Of a FREE row whose seat the layout does not have: it stays for its fence, should the seat
  /// come back, and no place of a pool is meant by it. Pools are built from seats that are not
  /// FREE, and those all have a place.
  private static final int NOWHERE = -1;

  private final Clock clock;

  MovePerformances(Clock clock) {
    this.clock = clock;
  }

  /// Why they cannot move.
  sealed interface Obstacle {
    /// @param seats the first of them
    record SeatsWouldVanish(List<Vanishing> seats, int seatCount) implements Obstacle {}

    record CategoriesWithoutPrice(UUID performanceId, List<String> categories)
        implements Obstacle {}
  }

  /// A seat that somebody has.
  record Vanishing(UUID performanceId, UUID seatId, String section, String row, String number) {}

  /// The performances to come, in the order of their ids, which stay as they are.
  List<UUID> lock(DSLContext inside, SeatMapSummary before) {
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
    return performances;
  }

  /// Of performances that are locked.
  Optional<Obstacle> obstacle(DSLContext inside, List<UUID> performances, SeatMapSummary after) {
    var named = new ArrayList<Vanishing>();
    int vanishing = 0;
    for (var performance : performances) {
      var count = inside.fetchCount(PERFORMANCE_SEAT, isSomebodysAndNotIn(performance, after));
      if (count > 0 && named.size() < NAMED) {
        named.addAll(vanishing(inside, performance, after, NAMED - named.size()));
      }
      vanishing += count;
    }
    return vanishing > 0
        ? Optional.of(new Obstacle.SeatsWouldVanish(named, vanishing))
        : performances.stream()
            .flatMap(performance -> withoutPrice(inside, performance, after).stream())
            .findFirst();
  }

  private static Condition isSomebodysAndNotIn(UUID performance, SeatMapSummary after) {
    return PERFORMANCE_SEAT
        .PERFORMANCE_ID
        .eq(performance)
        .and(PERFORMANCE_SEAT.STATE.ne(FREE))
        .and(isNotIn(after));
  }

  private static Condition isNotIn(SeatMapSummary after) {
    return notExists(
        selectOne()
            .from(SEAT)
            .where(SEAT.SEAT_MAP_ID.eq(after.seatMapId()))
            .and(SEAT.SEAT_ID.eq(PERFORMANCE_SEAT.SEAT_ID)));
  }

  private static List<Vanishing> vanishing(
      DSLContext inside, UUID performance, SeatMapSummary after, int limit) {
    var before = SEAT.as("before");
    return inside
        .select(PERFORMANCE_SEAT.SEAT_ID, before.SECTION, before.ROW_LABEL, before.NUMBER)
        .from(PERFORMANCE_SEAT)
        .join(before)
        .on(before.SEAT_MAP_ID.eq(after.replaces()))
        .and(before.SEAT_ID.eq(PERFORMANCE_SEAT.SEAT_ID))
        .where(isSomebodysAndNotIn(performance, after))
        .orderBy(before.ORDINAL)
        .limit(limit)
        .fetch(row ->
            new Vanishing(performance, row.value1(), row.value2(), row.value3(), row.value4()));
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

  /// Of performances that are locked and that nothing is in the way of.
  void move(DSLContext inside, List<UUID> performances, SeatMapSummary after) {
    for (var performance : performances) {
      placeSeats(inside, performance, after);
      inside
          .update(PERFORMANCE)
          .set(PERFORMANCE.SEAT_MAP_ID, after.seatMapId())
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

  private static void placeSeats(DSLContext inside, UUID performance, SeatMapSummary after) {
    for (int from = 0; from < after.seatCount(); from += SEATS_AT_ONCE) {
      inside
          .update(PERFORMANCE_SEAT)
          .set(PERFORMANCE_SEAT.ORDINAL, SEAT.ORDINAL)
          .from(SEAT)
          .where(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(performance))
          .and(SEAT.SEAT_MAP_ID.eq(after.seatMapId()))
          .and(SEAT.ORDINAL.ge(from))
          .and(SEAT.ORDINAL.lt(from + SEATS_AT_ONCE))
          .and(SEAT.SEAT_ID.eq(PERFORMANCE_SEAT.SEAT_ID))
          .and(SEAT.ORDINAL.ne(PERFORMANCE_SEAT.ORDINAL))
          .execute();
    }
    inside
        .update(PERFORMANCE_SEAT)
        .set(PERFORMANCE_SEAT.ORDINAL, NOWHERE)
        .where(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(performance))
        .and(PERFORMANCE_SEAT.STATE.eq(FREE))
        .and(isNotIn(after))
        .execute();
  }
}
