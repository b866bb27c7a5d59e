package boxoffice.inventory.repair;

import static boxoffice.db.inventory.Tables.PERFORMANCE;
import static boxoffice.db.inventory.Tables.PERFORMANCE_SEAT;
import static boxoffice.db.inventory.Tables.POOL;
import static boxoffice.db.inventory.Tables.SEAT_CHANGE;
import static boxoffice.db.inventory.Tables.SEAT_CHANNEL;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import boxoffice.inventory.hold.MendPool.Cell;
import boxoffice.inventory.seatmap.SeatMapLayout;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/// What PostgreSQL says of pools. Each method one query.
final class RepairStore {
  /// Of the processes that share a database one repairs at a time.
  private static final long LOCK = 0x626f_782d_7265_7061L;

  private static final String BLOCKED = "BLOCKED";
  private static final String FREE = "FREE";
  private static final String RESERVED = "RESERVED";

  /// @param own the connection that the lock is to be held by
  boolean tryLock(DSLContext own) {
    return own.select(function("pg_try_advisory_lock", SQLDataType.BOOLEAN, val(LOCK)))
        .fetchSingle()
        .value1();
  }

  void unlock(DSLContext own) {
    own.select(function("pg_advisory_unlock", SQLDataType.BOOLEAN, val(LOCK))).fetch();
  }

  /// A performance that has a pool.
  ///
  /// @param changed whether seats changed hands lately
  record Subject(UUID performanceId, UUID seatMapId, int epoch, boolean changed) {}

  /// Those whose sale is not over, and those that changed; in the order of their ids.
  List<Subject> subjects(DSLContext own, Instant lately, Instant now) {
    var changed =
        PERFORMANCE.PERFORMANCE_ID.in(
            select(SEAT_CHANGE.PERFORMANCE_ID).from(SEAT_CHANGE).where(SEAT_CHANGE.AT.gt(lately)));
    return fetch(own, PERFORMANCE.OFF_SALE_AT.gt(now).or(changed), changed);
  }

  /// Whether its sale is over or not.
  Optional<Subject> subject(DSLContext own, UUID performance) {
    return fetch(own, PERFORMANCE.PERFORMANCE_ID.eq(performance), falseCondition()).stream()
        .findFirst();
  }

  private static List<Subject> fetch(DSLContext own, Condition which, Condition changed) {
    return own.select(
            PERFORMANCE.PERFORMANCE_ID,
            PERFORMANCE.SEAT_MAP_ID,
            POOL.EPOCH,
            field(changed).as("changed"))
        .from(PERFORMANCE)
        .join(POOL)
        .on(POOL.PERFORMANCE_ID.eq(PERFORMANCE.PERFORMANCE_ID))
        .where(which)
        .orderBy(PERFORMANCE.PERFORMANCE_ID)
        .fetch(row -> new Subject(row.value1(), row.value2(), row.value3(), row.value4()));
  }

  /// What a seat is to be that is not everybody's.
  ///
  /// @param order that has it; null for none
  record Seat(Cell cell, @Nullable UUID order) {}

  /// @param seats by ordinal; the others are free for everybody
  /// @param reserved how many are an order's that is not paid
  record Truth(Map<Integer, Seat> seats, int reserved) {
    private static final Seat EVERYBODYS = new Seat(Cell.free(0), null);

    Seat seat(int ordinal) {
      return seats.getOrDefault(ordinal, EVERYBODYS);
    }
  }

  private record Row(UUID seatId, String state, int ordinal, long fence, @Nullable UUID order) {}

  Truth truth(DSLContext own, UUID performance, SeatMapLayout layout) {
    var rows =
        own.select(
                PERFORMANCE_SEAT.SEAT_ID,
                PERFORMANCE_SEAT.STATE,
                PERFORMANCE_SEAT.ORDINAL,
                PERFORMANCE_SEAT.FENCE,
                PERFORMANCE_SEAT.ORDER_ID)
            .from(PERFORMANCE_SEAT)
            .where(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(performance))
            .and(PERFORMANCE_SEAT.STATE.ne(FREE))
            .unionAll(
                select(
                        SEAT_CHANNEL.SEAT_ID,
                        inline(FREE),
                        SEAT_CHANNEL.NUMBER,
                        inline(0L),
                        castNull(SQLDataType.UUID))
                    .from(SEAT_CHANNEL)
                    .where(SEAT_CHANNEL.PERFORMANCE_ID.eq(performance)))
            .fetch(row ->
                new Row(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
    var seats = new HashMap<Integer, Seat>();
    int reserved = 0;
    for (var row : rows) {
      var planned = layout.seat(row.seatId());
      if (planned == null) {
        continue;
      }
      switch (row.state()) {
        case FREE -> seats.putIfAbsent(planned.ordinal(), new Seat(Cell.free(row.ordinal()), null));
        case BLOCKED -> seats.put(planned.ordinal(), new Seat(Cell.blocked(row.fence()), null));
        default -> {
          seats.put(planned.ordinal(), new Seat(Cell.taken(row.fence()), row.order()));
          reserved += row.state().equals(RESERVED) ? 1 : 0;
        }
      }
    }
    return new Truth(seats, reserved);
  }

  /// Forgets changes of before.
  void purge(DSLContext sql, Instant before) {
    sql.deleteFrom(SEAT_CHANGE).where(SEAT_CHANGE.AT.lt(before)).execute();
  }
}
