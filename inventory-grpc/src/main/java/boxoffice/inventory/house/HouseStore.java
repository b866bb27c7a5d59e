package boxoffice.inventory.house;

import static boxoffice.db.inventory.Tables.PERFORMANCE_SEAT;
import static boxoffice.db.inventory.Tables.POOL;
import static boxoffice.db.inventory.Tables.SEAT_BLOCK;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;

import boxoffice.inventory.change.SeatChanges;
import boxoffice.inventory.channel.SeatChannels;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.v1.SeatRefusalReason;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;

/// Blocked seats in PostgreSQL, and what stands in the way of changes by the house.
final class HouseStore {
  private static final String FREE = "FREE";
  private static final String BLOCKED = "BLOCKED";
  private static final int SEATS_PER_STATEMENT = 2_000;

  private final Clock clock;

  HouseStore(Clock clock) {
    this.clock = clock;
  }

  /// A seat that the house keeps back.
  record BlockedSeat(
      UUID seatId, int ordinal, String reason, String blockedBy, Instant blockedAt) {}

  /// The epoch of a performance's pool; 0 where it never had one.
  int epoch(DSLContext inside, UUID performance) {
    return inside
        .select(POOL.EPOCH)
        .from(POOL)
        .where(POOL.PERFORMANCE_ID.eq(performance))
        .fetchOptional(POOL.EPOCH)
        .orElse(0);
  }

  /// A fence that is higher than any of a performance that never had a pool.
  long nextFence(DSLContext inside, UUID performance) {
    return 1
        + inside
            .select(coalesce(max(PERFORMANCE_SEAT.FENCE), inline(0L)))
            .from(PERFORMANCE_SEAT)
            .where(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(performance))
            .fetchSingle()
            .value1();
  }

  /// Those of the seats that somebody or the house has.
  Map<UUID, SeatRefusalReason> taken(DSLContext inside, UUID performance, Collection<UUID> seats) {
    var taken = new LinkedHashMap<UUID, SeatRefusalReason>();
    var all = List.copyOf(seats);
    for (int from = 0; from < all.size(); from += SEATS_PER_STATEMENT) {
      var some = all.subList(from, Math.min(all.size(), from + SEATS_PER_STATEMENT));
      inside
          .select(PERFORMANCE_SEAT.SEAT_ID, PERFORMANCE_SEAT.STATE)
          .from(PERFORMANCE_SEAT)
          .where(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(performance))
          .and(PERFORMANCE_SEAT.SEAT_ID.in(some))
          .and(PERFORMANCE_SEAT.STATE.ne(FREE))
          .forEach(row ->
              taken.put(
                  row.value1(),
                  row.value2().equals(BLOCKED)
                      ? SeatRefusalReason.SEAT_REFUSAL_REASON_BLOCKED
                      : SeatRefusalReason.SEAT_REFUSAL_REASON_TAKEN));
    }
    return taken;
  }

  /// Those of the seats that are not everybody's.
  Map<UUID, SeatRefusalReason> unavailable(
      DSLContext inside, UUID performance, Collection<UUID> seats) {
    var unavailable = taken(inside, performance, seats);
    SeatChannels.of(inside, performance, seats)
        .keySet()
        .forEach(seat ->
            unavailable.putIfAbsent(seat, SeatRefusalReason.SEAT_REFUSAL_REASON_OTHER_CHANNEL));
    return unavailable;
  }

  /// Of seats that nothing stands in the way of.
  ///
  /// @throws WireException INVENTORY_UNAVAILABLE where a seat was handed over under a higher fence,
  ///   of a Redis that knew more than this one
  void block(
      DSLContext inside, UUID performance, List<PlannedSeat> seats, long fence, Deed.Block block) {
    var now = clock.instant();
    var rows =
        inside.insertInto(
            PERFORMANCE_SEAT,
            PERFORMANCE_SEAT.PERFORMANCE_ID,
            PERFORMANCE_SEAT.SEAT_ID,
            PERFORMANCE_SEAT.ORDINAL,
            PERFORMANCE_SEAT.STATE,
            PERFORMANCE_SEAT.FENCE,
            PERFORMANCE_SEAT.UPDATED_AT);
    var reasons =
        inside.insertInto(
            SEAT_BLOCK,
            SEAT_BLOCK.PERFORMANCE_ID,
            SEAT_BLOCK.SEAT_ID,
            SEAT_BLOCK.REASON,
            SEAT_BLOCK.BLOCKED_BY,
            SEAT_BLOCK.BLOCKED_AT);
    for (var seat : seats) {
      rows = rows.values(performance, seat.seatId(), seat.ordinal(), BLOCKED, fence, now);
      reasons = reasons.values(performance, seat.seatId(), block.reason(), block.actor(), now);
    }
    var blocked =
        rows.onConflict(PERFORMANCE_SEAT.PERFORMANCE_ID, PERFORMANCE_SEAT.SEAT_ID)
            .doUpdate()
            .set(PERFORMANCE_SEAT.STATE, BLOCKED)
            .set(PERFORMANCE_SEAT.ORDINAL, excluded(PERFORMANCE_SEAT.ORDINAL))
            .set(PERFORMANCE_SEAT.FENCE, excluded(PERFORMANCE_SEAT.FENCE))
            .set(PERFORMANCE_SEAT.UPDATED_AT, excluded(PERFORMANCE_SEAT.UPDATED_AT))
            .where(PERFORMANCE_SEAT.STATE.eq(FREE))
            .and(PERFORMANCE_SEAT.FENCE.lt(excluded(PERFORMANCE_SEAT.FENCE)))
            .execute();
    if (blocked != seats.size()) {
      throw unavailable("the seats were handed over since");
    }
    reasons.execute();
  }

  /// What is thrown where nothing happened and the same request may succeed later.
  static WireException unavailable(String text) {
    return WireException.tryAgain(ErrorReason.INVENTORY_UNAVAILABLE, text, null);
  }

  /// All blocked seats of a performance, with their fences.
  Map<UUID, Long> blocked(DSLContext inside, UUID performance) {
    return inside
        .select(PERFORMANCE_SEAT.SEAT_ID, PERFORMANCE_SEAT.FENCE)
        .from(PERFORMANCE_SEAT)
        .where(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(performance))
        .and(PERFORMANCE_SEAT.STATE.eq(BLOCKED))
        .fetchMap(PERFORMANCE_SEAT.SEAT_ID, PERFORMANCE_SEAT.FENCE);
  }

  /// Those of the seats that are nobody's, with the fences that they were last handed over under.
  Map<UUID, Long> free(DSLContext inside, UUID performance, Collection<UUID> seats) {
    return inside
        .select(PERFORMANCE_SEAT.SEAT_ID, PERFORMANCE_SEAT.FENCE)
        .from(PERFORMANCE_SEAT)
        .where(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(performance))
        .and(PERFORMANCE_SEAT.SEAT_ID.in(seats))
        .and(PERFORMANCE_SEAT.STATE.eq(FREE))
        .fetchMap(PERFORMANCE_SEAT.SEAT_ID, PERFORMANCE_SEAT.FENCE);
  }

  /// Of seats that are blocked. Their rows keep their fences.
  void unblock(DSLContext inside, UUID performance, Collection<UUID> seats) {
    inside
        .update(PERFORMANCE_SEAT)
        .set(PERFORMANCE_SEAT.STATE, FREE)
        .set(PERFORMANCE_SEAT.UPDATED_AT, clock.instant())
        .where(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(performance))
        .and(PERFORMANCE_SEAT.SEAT_ID.in(seats))
        .and(PERFORMANCE_SEAT.STATE.eq(BLOCKED))
        .execute();
    inside
        .deleteFrom(SEAT_BLOCK)
        .where(SEAT_BLOCK.PERFORMANCE_ID.eq(performance))
        .and(SEAT_BLOCK.SEAT_ID.in(seats))
        .execute();
    noteChange(inside, performance);
  }

  /// So that Redis is compared soon, should it not hear of the change.
  void noteChange(DSLContext inside, UUID performance) {
    SeatChanges.record(inside, performance, null, clock.instant()).execute();
  }

  /// In the plan's order.
  ///
  /// @param after the ordinal of the last one of the page before; -1 for the first page
  List<BlockedSeat> list(DSLContext sql, UUID performance, int after, int limit) {
    return sql.select(
            PERFORMANCE_SEAT.SEAT_ID,
            PERFORMANCE_SEAT.ORDINAL,
            SEAT_BLOCK.REASON,
            SEAT_BLOCK.BLOCKED_BY,
            SEAT_BLOCK.BLOCKED_AT)
        .from(SEAT_BLOCK)
        .join(PERFORMANCE_SEAT)
        .on(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(SEAT_BLOCK.PERFORMANCE_ID))
        .and(PERFORMANCE_SEAT.SEAT_ID.eq(SEAT_BLOCK.SEAT_ID))
        .where(SEAT_BLOCK.PERFORMANCE_ID.eq(performance))
        .and(PERFORMANCE_SEAT.ORDINAL.gt(after))
        .orderBy(PERFORMANCE_SEAT.ORDINAL)
        .limit(limit)
        .fetch(row ->
            new BlockedSeat(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
  }
}
