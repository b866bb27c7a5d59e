package boxoffice.inventory.reservation;

import static boxoffice.db.inventory.Tables.PERFORMANCE_SEAT;
import static boxoffice.db.inventory.Tables.RESERVATION;
import static boxoffice.db.inventory.Tables.SEAT_CHANGE;
import static boxoffice.db.inventory.Tables.STOCK_ITEM;
import static org.jooq.impl.DSL.coalesce;

import boxoffice.db.Repeating;
import boxoffice.db.inventory.tables.records.ReservationRecord;
import boxoffice.db.inventory.tables.records.StockItemRecord;
import boxoffice.inventory.hold.Quote;
import boxoffice.inventory.v1.HeldProduct;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Reservations in PostgreSQL, once they are made ([ReserveTransaction] makes them): each method
/// one transaction in READ COMMITTED, whose decisions are conditions of its writes, and which is
/// repeated whole where it lost to another. What an order has is booked as a whole, and freed as a
/// whole or line by line.
final class ReservationStore {
  static final String RESERVED = "RESERVED";
  static final String BOOKED = "BOOKED";
  static final String FREE = "FREE";
  static final String FREED = "FREED";

  private final DSLContext sql;
  private final Clock clock;
  private final Repeating repeating = new Repeating();

  ReservationStore(DSLContext sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /// A reservation as it stands.
  ///
  /// @param all that was reserved
  /// @param gone what the order gave back line by line
  record Row(String state, Reservation all, Lines gone) {
    boolean isFreed() {
      return state.equals(FREED);
    }

    /// The mark of a reservation that was freed before it came.
    boolean isMark() {
      return all.parts().stream().allMatch(part -> part.fence() == 0);
    }

    /// What the order has.
    Reservation left() {
      return all.without(gone);
    }

    /// What the order has no more.
    Reservation freed() {
      return isFreed() ? all : all.only(gone);
    }
  }

  /// Empty where there is none, or only the mark of one that was freed before it came.
  Optional<Row> find(UUID orderId, UUID homeId) {
    return read(sql, orderId, homeId).filter(row -> !row.isMark());
  }

  static Optional<Row> read(DSLContext inside, UUID orderId, UUID homeId) {
    return row(inside, homeId, inside.fetch(RESERVATION, ofOrder(orderId, homeId)));
  }

  static Condition ofOrder(UUID orderId, UUID homeId) {
    return RESERVATION
        .ORDER_ID
        .eq(orderId)
        .and(coalesce(RESERVATION.HOME_PERFORMANCE_ID, RESERVATION.PERFORMANCE_ID).eq(homeId));
  }

  /// @param rows all of an order
  static Optional<Row> row(DSLContext inside, UUID homeId, List<ReservationRecord> rows) {
    return rows.stream()
        .filter(row -> row.getPerformanceId().equals(homeId) && row.getHoldNumber() == 0)
        .findFirst()
        .map(home -> row(inside, home, rows));
  }

  private static Row row(DSLContext inside, ReservationRecord home, List<ReservationRecord> rows) {
    var parts = rows.stream().map(ReservationStore::part).toList();
    var items =
        parts.stream().allMatch(part -> part.quote().products().isEmpty())
            ? List.<StockItemRecord>of()
            : inside.fetch(STOCK_ITEM, STOCK_ITEM.ORDER_ID.eq(home.getOrderId()));
    return new Row(home.getState(), reservation(home, parts, items), gone(rows, items));
  }

  private static Lines gone(List<ReservationRecord> rows, List<StockItemRecord> items) {
    var seats = new HashMap<UUID, Set<UUID>>();
    for (var row : rows) {
      seats
          .computeIfAbsent(row.getPerformanceId(), _ -> new HashSet<>())
          .addAll(List.of(row.getGivenBack()));
    }
    var skus =
        items.stream()
            .filter(item -> item.getState().equals(FREED))
            .map(StockItemRecord::getSku)
            .collect(Collectors.toSet());
    return new Lines(seats, skus);
  }

  private static Reservation reservation(
      ReservationRecord home, List<Reservation.Part> parts, List<StockItemRecord> items) {
    var orderId = home.getOrderId();
    var fences =
        items.stream()
            .collect(
                Collectors.toMap(
                    item -> new Goods(item.getHoldNumber(), item.getSku()),
                    StockItemRecord::getFence));
    return new Reservation(
        orderId,
        home.getPerformanceId(),
        orElse(home.getBuyerId(), orderId),
        orElse(home.getDeadline(), Instant.EPOCH),
        parts,
        parts.stream()
            .flatMap(part ->
                part.quote().products().stream().map(product -> units(product, part, fences)))
            .toList());
  }

  /// What an order has of a variant from one of its holds.
  private record Goods(int holdNumber, String sku) {}

  private static Reservation.Part part(ReservationRecord row) {
    return new Reservation.Part(
        row.getPerformanceId(),
        new Reservation.Source(row.getHoldNumber(), orElse(row.getHoldId(), row.getOrderId())),
        row.getFence(),
        row.getChannel(),
        quote(row));
  }

  private static Reservation.Units units(
      HeldProduct product, Reservation.Part part, Map<Goods, Long> fences) {
    var goods = new Goods(part.from().number(), product.getSku());
    return new Reservation.Units(product, part.from(), fences.getOrDefault(goods, 0L));
  }

  private static Quote quote(ReservationRecord row) {
    return row.getQuote() == null ? Quote.EMPTY : Quote.decode(row.getQuote());
  }

  private static <T> T orElse(@Nullable T value, T other) {
    return value == null ? other : value;
  }

  /// The reservations that have these seats.
  List<Reservation> owners(UUID performanceId, Collection<UUID> seats) {
    var orders =
        sql.selectDistinct(PERFORMANCE_SEAT.ORDER_ID)
            .from(PERFORMANCE_SEAT)
            .where(PERFORMANCE_SEAT.PERFORMANCE_ID.eq(performanceId))
            .and(PERFORMANCE_SEAT.SEAT_ID.in(seats))
            .and(PERFORMANCE_SEAT.STATE.in(RESERVED, BOOKED))
            .fetch(PERFORMANCE_SEAT.ORDER_ID);
    return ofOrders(orders).stream().map(Row::left).toList();
  }

  /// Those of the orders that ever had something.
  List<Row> ofOrders(Collection<UUID> orders) {
    var byOrder =
        sql.selectFrom(RESERVATION)
            .where(RESERVATION.ORDER_ID.in(orders))
            .fetchGroups(RESERVATION.ORDER_ID);
    return byOrder.values().stream()
        .flatMap(rows -> row(sql, homeOf(rows.getFirst()), rows).stream())
        .filter(row -> !row.isMark())
        .toList();
  }

  /// The orders whose seats in a performance changed hands in the last hour.
  List<UUID> changedLately(UUID performanceId) {
    return sql.selectDistinct(SEAT_CHANGE.ORDER_ID)
        .from(SEAT_CHANGE)
        .where(SEAT_CHANGE.PERFORMANCE_ID.eq(performanceId))
        .and(SEAT_CHANGE.ORDER_ID.isNotNull())
        .fetch(SEAT_CHANGE.ORDER_ID);
  }

  private static UUID homeOf(ReservationRecord row) {
    return orElse(row.getHomePerformanceId(), row.getPerformanceId());
  }

  /// RESERVED to BOOKED. Repeated it changes nothing.
  ///
  /// @return as it stands afterwards
  /// @throws WireException NOT_FOUND
  Row book(UUID orderId, UUID homeId) {
    return repeating.run(() ->
        sql.transactionResult(transaction ->
            new ChangeReservation(transaction.dsl(), orderId, homeId, clock.instant()).book()));
  }

  /// Writes FREED, even where there is no reservation yet, and gives everything back.
  ///
  /// @return the reservation that was freed, now or before; empty where there never was one
  Optional<Reservation> free(UUID orderId, UUID homeId) {
    var known = read(sql, orderId, homeId);
    return repeating.run(() ->
        sql.transactionResult(transaction ->
            new ChangeReservation(transaction.dsl(), orderId, homeId, clock.instant())
                .free(known)));
  }

  /// Gives some of what an order has back; what it has not, or no more, changes nothing.
  ///
  /// @return these lines of the order, given back now or before; empty of an order that has nothing
  ///   reserved
  /// @throws WireException NOT_FOUND
  Reservation freeLines(UUID orderId, UUID homeId, Lines lines) {
    return repeating.run(() ->
        sql.transactionResult(transaction ->
            new ChangeReservation(transaction.dsl(), orderId, homeId, clock.instant())
                .freeLines(lines)));
  }
}
