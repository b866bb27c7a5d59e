package boxoffice.inventory.reservation;

import static boxoffice.db.inventory.Tables.BUYER_PRODUCTS;
import static boxoffice.db.inventory.Tables.BUYER_SEATS;
import static boxoffice.db.inventory.Tables.BUYER_TICKET_TYPES;
import static boxoffice.db.inventory.Tables.POOL;
import static boxoffice.db.inventory.Tables.RESERVATION;
import static boxoffice.db.inventory.Tables.STOCK;
import static boxoffice.db.inventory.Tables.STOCK_ITEM;
import static boxoffice.inventory.reservation.ReservationStore.RESERVED;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import boxoffice.inventory.change.SeatChanges;
import boxoffice.inventory.hold.Fence;
import boxoffice.inventory.hold.PoolId;
import boxoffice.inventory.reservation.ReserveTransaction.Reserved;
import boxoffice.inventory.reservation.Wanted.Goods;
import boxoffice.inventory.reservation.Wanted.Seats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.impl.SQLDataType;

/// The statements that make a reservation, in the order in which they lock: the order, the buyer,
/// stock by sku, seats in plan order.
final class ReserveSteps {
  private final DSLContext inside;
  private final Wanted wanted;
  private final Reservation reservation;
  private final Instant now;
  private final List<Step> steps = new ArrayList<>();

  ReserveSteps(DSLContext inside, Wanted wanted, Instant now) {
    this.inside = inside;
    this.wanted = wanted;
    this.reservation = wanted.reservation();
    this.now = now;
  }

  List<Step> all() {
    wanted.seats().forEach(this::insertReservation);
    wanted.seats().forEach(this::addToBuyer);
    wanted.goods().forEach(this::addToBuyer);
    wanted.goods().forEach(this::takeStock);
    var takeSeats = new TakeSeats(inside, reservation, now);
    for (var seats : wanted.seats()) {
      if (!seats.planned().isEmpty()) {
        steps.add(takeSeats.step(seats));
      }
      var id = seats.part().performanceId();
      steps.add(always(SeatChanges.record(inside, id, reservation.orderId(), now)));
    }
    return steps;
  }

  private static Step always(Query query) {
    return new Step(
        query,
        1,
        _ -> {
          throw new IllegalStateException("nothing was written");
        });
  }

  /// Not where the order has one, the pool has been rebuilt, or the deadline has passed.
  private void insertReservation(Seats seats) {
    var part = seats.part();
    var query =
        inside
            .insertInto(RESERVATION)
            .columns(
                RESERVATION.ORDER_ID,
                RESERVATION.PERFORMANCE_ID,
                RESERVATION.HOME_PERFORMANCE_ID,
                RESERVATION.STATE,
                RESERVATION.HOLD_NUMBER,
                RESERVATION.HOLD_ID,
                RESERVATION.BUYER_ID,
                RESERVATION.FENCE,
                RESERVATION.CHANNEL,
                RESERVATION.DEADLINE,
                RESERVATION.SEAT_IDS,
                RESERVATION.QUOTE,
                RESERVATION.CREATED_AT,
                RESERVATION.UPDATED_AT)
            .select(
                select(
                        val(reservation.orderId()),
                        val(part.performanceId()),
                        val(reservation.homeId()),
                        val(RESERVED),
                        val(part.from().number()),
                        val(part.from().holdId()),
                        val(reservation.buyerId()),
                        val(part.fence()),
                        val(part.channel()),
                        instant(reservation.deadline()),
                        val(part.seatIds().toArray(UUID[]::new)),
                        val(part.quote().encode()),
                        instant(now),
                        instant(now))
                    .from(POOL)
                    .where(POOL.PERFORMANCE_ID.eq(part.performanceId()))
                    .and(POOL.EPOCH.eq(Fence.epoch(part.fence())))
                    .and(
                        instant(reservation.deadline())
                            .gt(function("clock_timestamp", SQLDataType.INSTANT))))
            .onConflictDoNothing();
    steps.add(new Step(query, 1, this::standing));
  }

  private Reserved standing(DSLContext refused) {
    return ReservationStore.read(refused, reservation.orderId(), reservation.homeId())
        .<Reserved>map(row -> row.isFreed() ? new Reserved.Freed() : new Reserved.Done(row.left()))
        .orElseGet(
            () -> isRebuilt(refused) ? new Reserved.Rebuilt(reservation) : new Reserved.TooLate());
  }

  private boolean isRebuilt(DSLContext refused) {
    return wanted.seats().stream()
        .map(Seats::part)
        .anyMatch(part ->
            !refused.fetchExists(
                POOL,
                POOL.PERFORMANCE_ID
                    .eq(part.performanceId())
                    .and(POOL.EPOCH.eq(Fence.epoch(part.fence())))));
  }

  private void addToBuyer(Seats seats) {
    var performance = seats.part().performanceId();
    var count = seats.planned().size();
    if (count == 0) {
      return;
    }
    var sum = BUYER_SEATS.SEATS.plus(excluded(BUYER_SEATS.SEATS));
    var query =
        inside
            .insertInto(BUYER_SEATS)
            .columns(BUYER_SEATS.PERFORMANCE_ID, BUYER_SEATS.BUYER_ID, BUYER_SEATS.SEATS)
            .select(
                select(val(performance), val(reservation.buyerId()), val(count))
                    // the first row of a buyer has nothing to be compared with
                    .where(val(count).le(seats.perBuyer())))
            .onConflict(BUYER_SEATS.PERFORMANCE_ID, BUYER_SEATS.BUYER_ID)
            .doUpdate()
            .set(BUYER_SEATS.SEATS, sum)
            .where(sum.le(seats.perBuyer()));
    steps.add(new Step(query, 1, refused -> over(refused, performance, seats.perBuyer())));
    seats.part().types().forEach((type, n) -> addToType(seats, type, n));
  }

  private Reserved over(DSLContext refused, UUID performance, int limit) {
    var owned =
        refused
            .select(BUYER_SEATS.SEATS)
            .from(BUYER_SEATS)
            .where(BUYER_SEATS.PERFORMANCE_ID.eq(performance))
            .and(BUYER_SEATS.BUYER_ID.eq(reservation.buyerId()))
            .fetchOptional(BUYER_SEATS.SEATS);
    return new Reserved.OverBuyerLimit(limit, owned.orElse(0), "");
  }

  private void addToType(Seats seats, UUID type, int count) {
    var limit = seats.perType().getOrDefault(type, Wanted.ANY);
    var performance = seats.part().performanceId();
    var sum = BUYER_TICKET_TYPES.SEATS.plus(excluded(BUYER_TICKET_TYPES.SEATS));
    var query =
        inside
            .insertInto(BUYER_TICKET_TYPES)
            .columns(
                BUYER_TICKET_TYPES.PERFORMANCE_ID,
                BUYER_TICKET_TYPES.BUYER_ID,
                BUYER_TICKET_TYPES.TICKET_TYPE_ID,
                BUYER_TICKET_TYPES.SEATS)
            .select(
                select(val(performance), val(reservation.buyerId()), val(type), val(count))
                    .where(val(count).le(limit)))
            .onConflict(
                BUYER_TICKET_TYPES.PERFORMANCE_ID,
                BUYER_TICKET_TYPES.BUYER_ID,
                BUYER_TICKET_TYPES.TICKET_TYPE_ID)
            .doUpdate()
            .set(BUYER_TICKET_TYPES.SEATS, sum)
            .where(sum.le(limit));
    steps.add(
        new Step(
            query,
            1,
            refused -> {
              var owned =
                  refused
                      .select(BUYER_TICKET_TYPES.SEATS)
                      .from(BUYER_TICKET_TYPES)
                      .where(BUYER_TICKET_TYPES.PERFORMANCE_ID.eq(performance))
                      .and(BUYER_TICKET_TYPES.BUYER_ID.eq(reservation.buyerId()))
                      .and(BUYER_TICKET_TYPES.TICKET_TYPE_ID.eq(type))
                      .fetchOptional(BUYER_TICKET_TYPES.SEATS);
              return new Reserved.OverBuyerLimit(limit, owned.orElse(0), type.toString());
            }));
  }

  private void addToBuyer(Goods goods) {
    var sum = BUYER_PRODUCTS.QUANTITY.plus(excluded(BUYER_PRODUCTS.QUANTITY));
    var quantity = goods.units().quantity();
    var query =
        inside
            .insertInto(BUYER_PRODUCTS)
            .columns(BUYER_PRODUCTS.PRODUCT_ID, BUYER_PRODUCTS.BUYER_ID, BUYER_PRODUCTS.QUANTITY)
            .select(
                select(val(goods.productId()), val(reservation.buyerId()), val(quantity))
                    .where(val(quantity).le(goods.perBuyer())))
            .onConflict(BUYER_PRODUCTS.PRODUCT_ID, BUYER_PRODUCTS.BUYER_ID)
            .doUpdate()
            .set(BUYER_PRODUCTS.QUANTITY, sum)
            .where(sum.le(goods.perBuyer()));
    steps.add(
        new Step(
            query,
            1,
            refused -> {
              var owned =
                  refused
                      .select(BUYER_PRODUCTS.QUANTITY)
                      .from(BUYER_PRODUCTS)
                      .where(BUYER_PRODUCTS.PRODUCT_ID.eq(goods.productId()))
                      .and(BUYER_PRODUCTS.BUYER_ID.eq(reservation.buyerId()))
                      .fetchOptional(BUYER_PRODUCTS.QUANTITY);
              return new Reserved.OverBuyerLimit(
                  goods.perBuyer(), owned.orElse(0), goods.units().sku());
            }));
  }

  private void takeStock(Goods goods) {
    var sku = goods.units().sku();
    var quantity = goods.units().quantity();
    var available = STOCK.TOTAL.minus(STOCK.RESERVED).minus(STOCK.SOLD);
    var take =
        inside
            .update(STOCK)
            .set(STOCK.RESERVED, STOCK.RESERVED.plus(quantity))
            .where(STOCK.SKU.eq(sku))
            .and(available.ge(quantity));
    steps.add(
        new Step(
            take,
            1,
            refused ->
                new Reserved.NotEnough(
                    sku,
                    refused
                        .select(available)
                        .from(STOCK)
                        .where(STOCK.SKU.eq(sku))
                        .fetchOptional(available)
                        .orElse(0))));
    var fence = goods.units().fence();
    var item =
        inside
            .insertInto(STOCK_ITEM)
            .columns(
                STOCK_ITEM.ORDER_ID,
                STOCK_ITEM.PERFORMANCE_ID,
                STOCK_ITEM.SKU,
                STOCK_ITEM.HOLD_NUMBER,
                STOCK_ITEM.QUANTITY,
                STOCK_ITEM.STATE,
                STOCK_ITEM.FENCE,
                STOCK_ITEM.UPDATED_AT)
            .select(
                select(
                        val(reservation.orderId()),
                        val(reservation.homeId()),
                        val(sku),
                        val(goods.units().from().number()),
                        val(quantity),
                        val(RESERVED),
                        val(fence),
                        instant(now))
                    .from(POOL)
                    .where(POOL.PERFORMANCE_ID.eq(PoolId.ofSku(sku).id()))
                    .and(POOL.EPOCH.eq(Fence.epoch(fence))))
            .onConflictDoNothing(); // who has it has a reservation, which was refused before
    steps.add(new Step(item, 1, _ -> new Reserved.Rebuilt(reservation)));
  }

  private static Field<Instant> instant(Instant time) {
    return val(time, SQLDataType.INSTANT);
  }
}
