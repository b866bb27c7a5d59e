package boxoffice.inventory.reservation;

import static boxoffice.db.inventory.Tables.PERFORMANCE_SEAT;
import static boxoffice.db.inventory.Tables.SEAT_CHANNEL;
import static boxoffice.inventory.reservation.ReservationStore.FREE;
import static boxoffice.inventory.reservation.ReservationStore.RESERVED;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import boxoffice.inventory.channel.SeatChannels;
import boxoffice.inventory.reservation.ReserveTransaction.Reserved;
import boxoffice.inventory.reservation.Wanted.Seats;
import boxoffice.inventory.v1.UnavailableReason;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Row3;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/// Writes the rows of seats for a reservation: new ones, and those that are FREE under a lower
/// fence; of the reservation's channel only.
record TakeSeats(DSLContext inside, Reservation reservation, Instant now) {
  private static final String BLOCKED = "BLOCKED";

  Step step(Seats seats) {
    var part = seats.part();
    var seat = field(name("wanted", "seat_id"), SQLDataType.UUID);
    var ordinal = field(name("wanted", "ordinal"), SQLDataType.INTEGER);
    var area = field(name("wanted", "area_id"), SQLDataType.UUID);
    var query =
        inside
            .insertInto(PERFORMANCE_SEAT)
            .columns(
                PERFORMANCE_SEAT.PERFORMANCE_ID,
                PERFORMANCE_SEAT.SEAT_ID,
                PERFORMANCE_SEAT.ORDINAL,
                PERFORMANCE_SEAT.AREA_ID,
                PERFORMANCE_SEAT.STATE,
                PERFORMANCE_SEAT.ORDER_ID,
                PERFORMANCE_SEAT.FENCE,
                PERFORMANCE_SEAT.UPDATED_AT)
            .select(
                select(
                        val(part.performanceId()),
                        seat,
                        ordinal,
                        area,
                        val(RESERVED),
                        val(reservation.orderId()),
                        val(part.fence()),
                        val(now, SQLDataType.INSTANT))
                    .from(DSL.values(rows(seats)).as("wanted", "seat_id", "ordinal", "area_id"))
                    .leftJoin(SEAT_CHANNEL)
                    .on(SEAT_CHANNEL.PERFORMANCE_ID.eq(part.performanceId()))
                    .and(SEAT_CHANNEL.SEAT_ID.eq(seat))
                    .where(coalesce(SEAT_CHANNEL.NUMBER, inline(0)).eq(part.channel()))
                    .orderBy(ordinal))
            .onConflict(PERFORMANCE_SEAT.PERFORMANCE_ID, PERFORMANCE_SEAT.SEAT_ID)
            .doUpdate()
            .set(PERFORMANCE_SEAT.STATE, RESERVED)
            .set(PERFORMANCE_SEAT.ORDINAL, excluded(PERFORMANCE_SEAT.ORDINAL))
            .set(PERFORMANCE_SEAT.AREA_ID, excluded(PERFORMANCE_SEAT.AREA_ID))
            .set(PERFORMANCE_SEAT.ORDER_ID, excluded(PERFORMANCE_SEAT.ORDER_ID))
            .set(PERFORMANCE_SEAT.FENCE, excluded(PERFORMANCE_SEAT.FENCE))
            .set(PERFORMANCE_SEAT.UPDATED_AT, excluded(PERFORMANCE_SEAT.UPDATED_AT))
            .where(PERFORMANCE_SEAT.STATE.eq(FREE))
            .and(PERFORMANCE_SEAT.FENCE.lt(excluded(PERFORMANCE_SEAT.FENCE)));
    return new Step(query, seats.planned().size(), refused -> taken(refused, part));
  }

  @SuppressWarnings("unchecked") // an array of a generic type is what `values` wants
  private static Row3<UUID, Integer, UUID>[] rows(Seats seats) {
    return seats.planned().stream()
        .map(seat ->
            row(val(seat.seatId()), val(seat.ordinal()), val(seat.areaId(), SQLDataType.UUID)))
        .toArray(Row3[]::new);
  }

  /// Whose they are instead, those that were written in the transaction apart.
  private Reserved taken(DSLContext refused, Reservation.Part part) {
    var performance = part.performanceId();
    var taken = new LinkedHashMap<UUID, UnavailableReason>();
    refused
        .select(PERFORMANCE_SEAT.SEAT_ID, PERFORMANCE_SEAT.STATE)
        .from(PERFORMANCE_SEAT)
        .where(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(performance))
        .and(PERFORMANCE_SEAT.SEAT_ID.in(part.seatIds()))
        .and(
            PERFORMANCE_SEAT
                .ORDER_ID
                .isDistinctFrom(reservation.orderId())
                .or(PERFORMANCE_SEAT.FENCE.ne(part.fence())))
        .forEach(row ->
            taken.put(
                row.value1(),
                row.value2().equals(BLOCKED)
                    ? UnavailableReason.UNAVAILABLE_REASON_BLOCKED
                    : UnavailableReason.UNAVAILABLE_REASON_TAKEN));
    SeatChannels.foreign(refused, performance, part.channel(), part.seatIds())
        .forEach(
            seat -> taken.putIfAbsent(seat, UnavailableReason.UNAVAILABLE_REASON_OTHER_CHANNEL));
    return new Reserved.SeatsTaken(performance, taken);
  }
}
