package boxoffice.inventory.reservation;

import static boxoffice.db.inventory.Tables.BUYER_SEATS;
import static boxoffice.db.inventory.Tables.PERFORMANCE_SEAT;
import static boxoffice.db.inventory.Tables.POOL;
import static boxoffice.db.inventory.Tables.RESERVATION;
import static boxoffice.inventory.reservation.ReservationStore.FREE;
import static boxoffice.inventory.reservation.ReservationStore.RESERVED;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import boxoffice.inventory.hold.Fence;
import boxoffice.inventory.lock.PerformanceLock;
import boxoffice.inventory.seatmap.SeatMapLayout;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.SQLDataType;

/// The transaction that makes a reservation: all seats or none, and refused after its deadline or
/// when the pool was rebuilt since the pin. READ COMMITTED; every decision is a condition of a
/// write. Locks the buyer, then the seats in plan order; repeated whole where it lost to another.
final class ReserveTransaction {
  private final DSLContext sql;
  private final Clock clock;
  private final Repeating repeating = new Repeating();

  ReserveTransaction(DSLContext sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /// What came of reserving.
  sealed interface Reserved {
    /// @param reservation as it stands: this one, or the one that the order had before
    record Done(Reservation reservation) implements Reserved {}

    record Freed() implements Reserved {}

    /// The pool was rebuilt since the pin, or the deadline has passed.
    record TooLate() implements Reserved {}

    record OverBuyerLimit(int owned) implements Reserved {}

    record SeatsTaken(List<UUID> seats) implements Reserved {}
  }

  /// Rolls the transaction back.
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Reserved why;

    Refused(Reserved why) {
      super(null, null, false, false);
      this.why = why;
    }
  }

  /// All seats or none. Five round trips.
  Reserved reserve(Reservation reservation, SeatMapLayout layout, int buyerLimit) {
    return repeating.run(() -> reserveOnce(reservation, layout, buyerLimit));
  }

  private Reserved reserveOnce(Reservation reservation, SeatMapLayout layout, int buyerLimit) {
    try {
      return sql.transactionResult(transaction -> {
        var inside = transaction.dsl();
        PerformanceLock.shared(inside, reservation.performanceId());
        if (!insert(inside, reservation)) {
          return standing(inside, reservation);
        }
        addToBuyer(inside, reservation, buyerLimit);
        takeSeats(inside, reservation, layout);
        return new Reserved.Done(reservation);
      });
    } catch (Refused refused) {
      return refused.why;
    }
  }

  /// @return false where the order has one, the pool has been rebuilt, or the deadline has passed
  private boolean insert(DSLContext inside, Reservation reservation) {
    var now = clock.instant();
    return inside
            .insertInto(RESERVATION)
            .columns(
                RESERVATION.ORDER_ID,
                RESERVATION.PERFORMANCE_ID,
                RESERVATION.STATE,
                RESERVATION.HOLD_ID,
                RESERVATION.BUYER_ID,
                RESERVATION.FENCE,
                RESERVATION.DEADLINE,
                RESERVATION.SEAT_IDS,
                RESERVATION.QUOTE,
                RESERVATION.CREATED_AT,
                RESERVATION.UPDATED_AT)
            .select(
                select(
                        val(reservation.orderId()),
                        val(reservation.performanceId()),
                        val(RESERVED),
                        val(reservation.hold().holdId()),
                        val(reservation.buyerId()),
                        val(reservation.fence()),
                        val(reservation.deadline(), SQLDataType.INSTANT),
                        val(reservation.seatIds().toArray(UUID[]::new)),
                        val(reservation.quote().encode()),
                        val(now, SQLDataType.INSTANT),
                        val(now, SQLDataType.INSTANT))
                    .from(POOL)
                    .where(POOL.PERFORMANCE_ID.eq(reservation.performanceId()))
                    .and(POOL.EPOCH.eq(Fence.epoch(reservation.fence())))
                    .and(
                        val(reservation.deadline(), SQLDataType.INSTANT)
                            .gt(function("clock_timestamp", SQLDataType.INSTANT))))
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  private static Reserved standing(DSLContext inside, Reservation wanted) {
    return ReservationStore.find(inside, wanted.orderId(), wanted.performanceId())
        .map(row -> row.isFreed() ? new Reserved.Freed() : new Reserved.Done(row.reservation()))
        .orElseGet(Reserved.TooLate::new);
  }

  private static void addToBuyer(DSLContext inside, Reservation reservation, int limit) {
    var seats = reservation.seatIds().size();
    if (seats > limit) { // the first row of a buyer has nothing to be compared with
      throw new Refused(new Reserved.OverBuyerLimit(0));
    }
    var added =
        inside
            .insertInto(BUYER_SEATS)
            .set(BUYER_SEATS.PERFORMANCE_ID, reservation.performanceId())
            .set(BUYER_SEATS.BUYER_ID, reservation.buyerId())
            .set(BUYER_SEATS.SEATS, seats)
            .onConflict(BUYER_SEATS.PERFORMANCE_ID, BUYER_SEATS.BUYER_ID)
            .doUpdate()
            .set(BUYER_SEATS.SEATS, BUYER_SEATS.SEATS.plus(excluded(BUYER_SEATS.SEATS)))
            .where(BUYER_SEATS.SEATS.plus(excluded(BUYER_SEATS.SEATS)).le(limit))
            .execute();
    if (added == 0) {
      var owned =
          inside
              .select(BUYER_SEATS.SEATS)
              .from(BUYER_SEATS)
              .where(BUYER_SEATS.PERFORMANCE_ID.eq(reservation.performanceId()))
              .and(BUYER_SEATS.BUYER_ID.eq(reservation.buyerId()))
              .fetchSingle()
              .value1();
      throw new Refused(new Reserved.OverBuyerLimit(owned));
    }
  }

  private void takeSeats(DSLContext inside, Reservation reservation, SeatMapLayout layout) {
    var seats = reservation.seatIds();
    var insert =
        inside.insertInto(
            PERFORMANCE_SEAT,
            PERFORMANCE_SEAT.PERFORMANCE_ID,
            PERFORMANCE_SEAT.SEAT_ID,
            PERFORMANCE_SEAT.ORDINAL,
            PERFORMANCE_SEAT.STATE,
            PERFORMANCE_SEAT.ORDER_ID,
            PERFORMANCE_SEAT.FENCE,
            PERFORMANCE_SEAT.UPDATED_AT);
    var now = clock.instant();
    for (var seat : seats) {
      insert =
          insert.values(
              reservation.performanceId(),
              seat,
              layout.planned(seat).ordinal(),
              RESERVED,
              reservation.orderId(),
              reservation.fence(),
              now);
    }
    var taken =
        insert
            .onConflict(PERFORMANCE_SEAT.PERFORMANCE_ID, PERFORMANCE_SEAT.SEAT_ID)
            .doUpdate()
            .set(PERFORMANCE_SEAT.STATE, RESERVED)
            .set(PERFORMANCE_SEAT.ORDER_ID, excluded(PERFORMANCE_SEAT.ORDER_ID))
            .set(PERFORMANCE_SEAT.FENCE, excluded(PERFORMANCE_SEAT.FENCE))
            .set(PERFORMANCE_SEAT.UPDATED_AT, excluded(PERFORMANCE_SEAT.UPDATED_AT))
            .where(PERFORMANCE_SEAT.STATE.eq(FREE))
            .and(PERFORMANCE_SEAT.FENCE.lt(excluded(PERFORMANCE_SEAT.FENCE)))
            .execute();
    if (taken != seats.size()) {
      throw new Refused(new Reserved.SeatsTaken(notOurs(inside, reservation)));
    }
  }

  private static List<UUID> notOurs(DSLContext inside, Reservation reservation) {
    return inside
        .select(PERFORMANCE_SEAT.SEAT_ID)
        .from(PERFORMANCE_SEAT)
        .where(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(reservation.performanceId()))
        .and(PERFORMANCE_SEAT.SEAT_ID.in(reservation.seatIds()))
        .and(
            PERFORMANCE_SEAT
                .ORDER_ID
                .isDistinctFrom(reservation.orderId())
                .or(PERFORMANCE_SEAT.FENCE.ne(reservation.fence())))
        .fetch(PERFORMANCE_SEAT.SEAT_ID);
  }
}
