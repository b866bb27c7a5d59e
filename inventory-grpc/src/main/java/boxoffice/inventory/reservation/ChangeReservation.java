package boxoffice.inventory.reservation;

import static boxoffice.db.inventory.Tables.BUYER_PRODUCTS;
import static boxoffice.db.inventory.Tables.BUYER_SEATS;
import static boxoffice.db.inventory.Tables.BUYER_TICKET_TYPES;
import static boxoffice.db.inventory.Tables.PERFORMANCE_SEAT;
import static boxoffice.db.inventory.Tables.RESERVATION;
import static boxoffice.db.inventory.Tables.STOCK;
import static boxoffice.db.inventory.Tables.STOCK_ITEM;
import static boxoffice.db.inventory.Tables.VARIANT;
import static boxoffice.inventory.reservation.ReservationStore.BOOKED;
import static boxoffice.inventory.reservation.ReservationStore.FREE;
import static boxoffice.inventory.reservation.ReservationStore.FREED;
import static boxoffice.inventory.reservation.ReservationStore.RESERVED;

import boxoffice.db.OneTrip;
import boxoffice.inventory.change.SeatChanges;
import boxoffice.inventory.lock.PerformanceLock;
import boxoffice.inventory.reservation.ReservationStore.Row;
import boxoffice.wire.WireException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Query;

/// Books all that an order has, or frees all or some of it, inside of one transaction: the order's
/// rows first, then what else is to change in one round trip, locked in the order of a reservation.
final class ChangeReservation {
  private static final String SOLD = "SOLD";

  private final DSLContext inside;
  private final UUID orderId;
  private final UUID homeId;
  private final Instant now;

  ChangeReservation(DSLContext inside, UUID orderId, UUID homeId, Instant now) {
    this.inside = inside;
    this.orderId = orderId;
    this.homeId = homeId;
    this.now = now;
  }

  /// @throws WireException NOT_FOUND
  Row book() {
    var changed =
        inside
            .update(RESERVATION)
            .set(RESERVATION.STATE, BOOKED)
            .set(RESERVATION.UPDATED_AT, now)
            .where(ReservationStore.ofOrder(orderId, homeId))
            .and(RESERVATION.STATE.eq(RESERVED))
            .returning()
            .fetch();
    if (changed.isEmpty()) {
      return ReservationStore.read(inside, orderId, homeId)
          .orElseThrow(() -> WireException.notFound("reservation"));
    }
    var row = ReservationStore.row(inside, homeId, changed).orElseThrow();
    var rest = new ArrayList<Query>();
    row.left().units().forEach(units -> rest.addAll(sell(units)));
    row.left().parts().stream().flatMap(this::bookSeats).forEach(rest::add);
    OneTrip.run(inside, rest);
    return row;
  }

  private Stream<Query> bookSeats(Reservation.Part part) {
    var seats =
        inside
            .update(PERFORMANCE_SEAT)
            .set(PERFORMANCE_SEAT.STATE, BOOKED)
            .set(PERFORMANCE_SEAT.UPDATED_AT, now)
            .where(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(part.performanceId()))
            .and(PERFORMANCE_SEAT.SEAT_ID.in(part.seatIds()))
            .and(PERFORMANCE_SEAT.ORDER_ID.eq(orderId));
    return Stream.of(seats, SeatChanges.record(inside, part.performanceId(), orderId, now));
  }

  private List<Query> sell(Reservation.Units units) {
    return List.of(
        inside
            .update(STOCK)
            .set(STOCK.RESERVED, STOCK.RESERVED.minus(units.quantity()))
            .set(STOCK.SOLD, STOCK.SOLD.plus(units.quantity()))
            .where(STOCK.SKU.eq(units.sku())),
        itemTo(SOLD, units));
  }

  private Query itemTo(String state, Reservation.Units units) {
    return inside
        .update(STOCK_ITEM)
        .set(STOCK_ITEM.STATE, state)
        .set(STOCK_ITEM.UPDATED_AT, now)
        .where(STOCK_ITEM.ORDER_ID.eq(orderId))
        .and(STOCK_ITEM.SKU.eq(units.sku()));
  }

  /// @param known what there was a moment ago: which performances an order has something of never
  ///   changes
  /// @return the reservation that was freed, now or before; empty where there never was one
  Optional<Reservation> free(Optional<Row> known) {
    PerformanceLock.shared(
        inside,
        Stream.concat(Stream.of(homeId), known.stream().flatMap(ChangeReservation::performances))
            .toList());
    insertMark();
    var rows = inside.selectFrom(RESERVATION).where(ReservationStore.ofOrder(orderId, homeId));
    var row =
        ReservationStore.row(inside, homeId, rows.forUpdate().fetch())
            .filter(found -> !found.isMark());
    row.filter(found -> !found.isFreed())
        .ifPresent(found -> {
          if (known.isEmpty()) { // it came in between
            PerformanceLock.shared(inside, performances(found).toList());
          }
          OneTrip.run(inside, giveBackAll(found));
        });
    return row.map(Row::all);
  }

  /// @return these lines of the order
  /// @throws WireException NOT_FOUND
  Reservation freeLines(Lines lines) {
    PerformanceLock.shared(
        inside,
        Stream.concat(Stream.of(homeId), lines.seats().keySet().stream()).distinct().toList());
    var rows = inside.selectFrom(RESERVATION).where(ReservationStore.ofOrder(orderId, homeId));
    var row =
        ReservationStore.row(inside, homeId, rows.forUpdate().fetch())
            .filter(found -> !found.isMark())
            .orElseThrow(() -> WireException.notFound("reservation"));
    if (!row.isFreed()) {
      var kept = row.left().without(lines);
      var queries =
          new ArrayList<Query>(giveBack(row.left().only(lines), row.state().equals(BOOKED)));
      row.all().parts().stream().map(part -> noteGivenBack(part, kept)).forEach(queries::add);
      OneTrip.run(inside, queries);
    }
    return row.all().only(lines);
  }

  private Query noteGivenBack(Reservation.Part part, Reservation kept) {
    var seats =
        kept.parts().stream()
            .filter(other -> other.performanceId().equals(part.performanceId()))
            .flatMap(other -> other.seatIds().stream())
            .toList();
    return inside
        .update(RESERVATION)
        .set(
            RESERVATION.GIVEN_BACK,
            part.seatIds().stream().filter(seat -> !seats.contains(seat)).toArray(UUID[]::new))
        .set(RESERVATION.UPDATED_AT, now)
        .where(RESERVATION.ORDER_ID.eq(orderId))
        .and(RESERVATION.PERFORMANCE_ID.eq(part.performanceId()))
        .and(RESERVATION.HOLD_NUMBER.eq(part.from().number()));
  }

  private static Stream<UUID> performances(Row row) {
    return row.all().parts().stream().map(Reservation.Part::performanceId);
  }

  private void insertMark() {
    inside
        .insertInto(RESERVATION)
        .set(RESERVATION.ORDER_ID, orderId)
        .set(RESERVATION.PERFORMANCE_ID, homeId)
        .set(RESERVATION.HOME_PERFORMANCE_ID, homeId)
        .set(RESERVATION.STATE, FREED)
        .set(RESERVATION.FENCE, 0L)
        .set(RESERVATION.SEAT_IDS, new UUID[0])
        .set(RESERVATION.CREATED_AT, now)
        .set(RESERVATION.UPDATED_AT, now)
        .onConflictDoNothing()
        .execute();
  }

  private List<Query> giveBackAll(Row row) {
    var queries = new ArrayList<Query>();
    queries.add(
        inside
            .update(RESERVATION)
            .set(RESERVATION.STATE, FREED)
            .set(RESERVATION.UPDATED_AT, now)
            .where(ReservationStore.ofOrder(orderId, homeId)));
    queries.addAll(giveBack(row.left(), row.state().equals(BOOKED)));
    return queries;
  }

  /// Locked in the order of a reservation.
  private List<Query> giveBack(Reservation reservation, boolean booked) {
    var queries = new ArrayList<Query>();
    reservation.parts().forEach(part -> queries.addAll(takeOffBuyer(reservation, part)));
    reservation.units().forEach(units -> queries.add(takeOffBuyer(reservation, units)));
    for (var units : reservation.units()) {
      queries.add(giveBack(units, booked));
      queries.add(itemTo(FREED, units));
    }
    for (var part : reservation.parts()) {
      queries.add(freeSeats(part));
      queries.add(SeatChanges.record(inside, part.performanceId(), orderId, now));
    }
    return queries;
  }

  private List<Query> takeOffBuyer(Reservation reservation, Reservation.Part part) {
    var queries = new ArrayList<Query>();
    queries.add(
        inside
            .update(BUYER_SEATS)
            .set(BUYER_SEATS.SEATS, BUYER_SEATS.SEATS.minus(part.seats().size()))
            .where(BUYER_SEATS.PERFORMANCE_ID.eq(part.performanceId()))
            .and(BUYER_SEATS.BUYER_ID.eq(reservation.buyerId())));
    part.types()
        .forEach((type, n) ->
            queries.add(
                inside
                    .update(BUYER_TICKET_TYPES)
                    .set(BUYER_TICKET_TYPES.SEATS, BUYER_TICKET_TYPES.SEATS.minus(n))
                    .where(BUYER_TICKET_TYPES.PERFORMANCE_ID.eq(part.performanceId()))
                    .and(BUYER_TICKET_TYPES.BUYER_ID.eq(reservation.buyerId()))
                    .and(BUYER_TICKET_TYPES.TICKET_TYPE_ID.eq(type))));
    return queries;
  }

  private Query takeOffBuyer(Reservation reservation, Reservation.Units units) {
    return inside
        .update(BUYER_PRODUCTS)
        .set(BUYER_PRODUCTS.QUANTITY, BUYER_PRODUCTS.QUANTITY.minus(units.quantity()))
        .from(VARIANT)
        .where(VARIANT.SKU.eq(units.sku()))
        .and(BUYER_PRODUCTS.PRODUCT_ID.eq(VARIANT.PRODUCT_ID))
        .and(BUYER_PRODUCTS.BUYER_ID.eq(reservation.buyerId()));
  }

  private Query giveBack(Reservation.Units units, boolean sold) {
    var from = sold ? STOCK.SOLD : STOCK.RESERVED;
    return inside
        .update(STOCK)
        .set(from, from.minus(units.quantity()))
        .where(STOCK.SKU.eq(units.sku()));
  }

  private Query freeSeats(Reservation.Part part) {
    return inside
        .update(PERFORMANCE_SEAT)
        .set(PERFORMANCE_SEAT.STATE, FREE)
        .setNull(PERFORMANCE_SEAT.ORDER_ID)
        .set(PERFORMANCE_SEAT.UPDATED_AT, now)
        .where(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(part.performanceId()))
        .and(PERFORMANCE_SEAT.SEAT_ID.in(part.seatIds()))
        .and(PERFORMANCE_SEAT.ORDER_ID.eq(orderId));
  }
}
