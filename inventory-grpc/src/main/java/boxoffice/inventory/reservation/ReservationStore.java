package boxoffice.inventory.reservation;

import static boxoffice.db.inventory.Tables.BUYER_SEATS;
import static boxoffice.db.inventory.Tables.PERFORMANCE_SEAT;
import static boxoffice.db.inventory.Tables.RESERVATION;

import boxoffice.inventory.hold.HoldName;
import boxoffice.inventory.hold.Quote;
import boxoffice.inventory.lock.PerformanceLock;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Reservations in PostgreSQL, once they are made ([ReserveTransaction] makes them): each method
/// one transaction in READ COMMITTED, whose decisions are conditions of its writes, and which is
/// repeated whole where it lost to another.
final class ReservationStore {
  static final String RESERVED = "RESERVED";
  static final String FREE = "FREE";
  private static final String BOOKED = "BOOKED";
  private static final String FREED = "FREED";

  private final DSLContext sql;
  private final Clock clock;
  private final Repeating repeating = new Repeating();

  ReservationStore(DSLContext sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /// A reservation's row.
  record Row(String state, Reservation reservation) {
    boolean isFreed() {
      return state.equals(FREED);
    }
  }

  /// Empty where there is none, or only the mark of one that was freed before it came.
  Optional<Row> find(UUID orderId, UUID performanceId) {
    return find(sql, orderId, performanceId).filter(row -> row.reservation().fence() != 0);
  }

  static Optional<Row> find(DSLContext inside, UUID orderId, UUID performanceId) {
    return inside
        .selectFrom(RESERVATION)
        .where(RESERVATION.ORDER_ID.eq(orderId))
        .and(RESERVATION.PERFORMANCE_ID.eq(performanceId))
        .fetchOptional(row ->
            new Row(
                row.getState(),
                new Reservation(
                    orderId,
                    new HoldName(performanceId, orElse(row.getHoldId(), orderId)),
                    orElse(row.getBuyerId(), orderId),
                    row.getFence(),
                    orElse(row.getDeadline(), Instant.EPOCH),
                    row.getQuote() == null ? Quote.EMPTY : Quote.decode(row.getQuote()),
                    0)));
  }

  /// Those of the seats that are somebody's, with the reservation that has them.
  List<Reservation> owners(UUID performanceId, List<UUID> seats) {
    return sql
        .selectDistinct(PERFORMANCE_SEAT.ORDER_ID)
        .from(PERFORMANCE_SEAT)
        .where(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(performanceId))
        .and(PERFORMANCE_SEAT.SEAT_ID.in(seats))
        .and(PERFORMANCE_SEAT.STATE.ne(FREE))
        .fetch(PERFORMANCE_SEAT.ORDER_ID)
        .stream()
        .flatMap(order -> find(order, performanceId).stream())
        .map(Row::reservation)
        .toList();
  }

  /// RESERVED to BOOKED. Repeated it changes nothing.
  ///
  /// @return the row as it stands afterwards
  /// @throws WireException NOT_FOUND
  Row book(UUID orderId, UUID performanceId) {
    return repeating.run(() -> bookOnce(orderId, performanceId));
  }

  private Row bookOnce(UUID orderId, UUID performanceId) {
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      var now = clock.instant();
      var changed =
          inside
              .update(RESERVATION)
              .set(RESERVATION.STATE, BOOKED)
              .set(RESERVATION.UPDATED_AT, now)
              .where(RESERVATION.ORDER_ID.eq(orderId))
              .and(RESERVATION.PERFORMANCE_ID.eq(performanceId))
              .and(RESERVATION.STATE.eq(RESERVED))
              .execute();
      var row =
          find(inside, orderId, performanceId)
              .orElseThrow(() -> WireException.notFound("reservation"));
      if (changed == 1) {
        inside
            .update(PERFORMANCE_SEAT)
            .set(PERFORMANCE_SEAT.STATE, BOOKED)
            .set(PERFORMANCE_SEAT.UPDATED_AT, now)
            .where(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(performanceId))
            .and(PERFORMANCE_SEAT.SEAT_ID.in(row.reservation().seatIds()))
            .and(PERFORMANCE_SEAT.ORDER_ID.eq(orderId))
            .execute();
      }
      return row;
    });
  }

  /// Writes FREED, even where there is no reservation yet, and gives its seats back.
  ///
  /// @return the reservation that was freed, now or before; empty where there never was one
  Optional<Reservation> free(UUID orderId, UUID performanceId) {
    return repeating.run(() -> freeOnce(orderId, performanceId));
  }

  private Optional<Reservation> freeOnce(UUID orderId, UUID performanceId) {
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      PerformanceLock.shared(inside, performanceId);
      var now = clock.instant();
      insertMark(inside, orderId, performanceId, now);
      var before =
          inside
              .select(RESERVATION.STATE)
              .from(RESERVATION)
              .where(RESERVATION.ORDER_ID.eq(orderId))
              .and(RESERVATION.PERFORMANCE_ID.eq(performanceId))
              .forUpdate()
              .fetchSingle()
              .value1();
      var reservation =
          find(inside, orderId, performanceId)
              .map(Row::reservation)
              .filter(found -> found.fence() != 0);
      if (!before.equals(FREED) && reservation.isPresent()) {
        giveBack(inside, reservation.get(), now);
      }
      return reservation;
    });
  }

  private static void insertMark(DSLContext inside, UUID orderId, UUID performanceId, Instant now) {
    inside
        .insertInto(RESERVATION)
        .set(RESERVATION.ORDER_ID, orderId)
        .set(RESERVATION.PERFORMANCE_ID, performanceId)
        .set(RESERVATION.STATE, FREED)
        .set(RESERVATION.FENCE, 0L)
        .set(RESERVATION.SEAT_IDS, new UUID[0])
        .set(RESERVATION.CREATED_AT, now)
        .set(RESERVATION.UPDATED_AT, now)
        .onConflictDoNothing()
        .execute();
  }

  private static void giveBack(DSLContext inside, Reservation reservation, Instant now) {
    inside
        .update(RESERVATION)
        .set(RESERVATION.STATE, FREED)
        .set(RESERVATION.UPDATED_AT, now)
        .where(RESERVATION.ORDER_ID.eq(reservation.orderId()))
        .and(RESERVATION.PERFORMANCE_ID.eq(reservation.performanceId()))
        .execute();
    inside
        .update(BUYER_SEATS)
        .set(BUYER_SEATS.SEATS, BUYER_SEATS.SEATS.minus(reservation.seatIds().size()))
        .where(BUYER_SEATS.PERFORMANCE_ID.eq(reservation.performanceId()))
        .and(BUYER_SEATS.BUYER_ID.eq(reservation.buyerId()))
        .execute();
    inside
        .update(PERFORMANCE_SEAT)
        .set(PERFORMANCE_SEAT.STATE, FREE)
        .setNull(PERFORMANCE_SEAT.ORDER_ID)
        .set(PERFORMANCE_SEAT.UPDATED_AT, now)
        .where(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(reservation.performanceId()))
        .and(PERFORMANCE_SEAT.SEAT_ID.in(reservation.seatIds()))
        .and(PERFORMANCE_SEAT.ORDER_ID.eq(reservation.orderId()))
        .execute();
  }

  private static <T> T orElse(@Nullable T value, T other) {
    return value == null ? other : value;
  }
}
