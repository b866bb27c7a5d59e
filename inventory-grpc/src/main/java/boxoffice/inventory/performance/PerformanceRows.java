package boxoffice.inventory.performance;

import static boxoffice.db.inventory.Tables.CATEGORY_PRICE;
import static boxoffice.db.inventory.Tables.PERFORMANCE;
import static boxoffice.db.inventory.Tables.SEAT_MAP;
import static boxoffice.db.inventory.Tables.TICKET_TYPE;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import boxoffice.inventory.price.Price;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectJoinStep;

/// Whole performances in one round trip: with their prices and ticket types, which are looked up
/// for the rows that are answered and for no others.
final class PerformanceRows {
  private static final Field<Map<String, Price>> PRICES =
      multiset(
              select(
                      CATEGORY_PRICE.CATEGORY,
                      CATEGORY_PRICE.AMOUNT_MINOR,
                      CATEGORY_PRICE.BOOKING_FEE_MINOR,
                      CATEGORY_PRICE.TAX_BASIS_POINTS,
                      CATEGORY_PRICE.TAX_ON_TOP)
                  .from(CATEGORY_PRICE)
                  .where(CATEGORY_PRICE.PERFORMANCE_ID.eq(PERFORMANCE.PERFORMANCE_ID)))
          .as("prices")
          .convertFrom(prices -> prices.intoMap(CATEGORY_PRICE.CATEGORY, PerformanceRows::price));

  private static final Field<List<TicketType>> TICKET_TYPES =
      multiset(
              select(
                      TICKET_TYPE.TICKET_TYPE_ID,
                      TICKET_TYPE.PERFORMANCE_ID,
                      TICKET_TYPE.CATEGORY,
                      TICKET_TYPE.DISPLAY_NAME,
                      TICKET_TYPE.AMOUNT_MINOR,
                      TICKET_TYPE.BOOKING_FEE_MINOR,
                      TICKET_TYPE.TAX_BASIS_POINTS,
                      TICKET_TYPE.TAX_ON_TOP,
                      TICKET_TYPE.ON_SALE_AT,
                      TICKET_TYPE.OFF_SALE_AT,
                      TICKET_TYPE.PER_ORDER_LIMIT,
                      TICKET_TYPE.PER_BUYER_LIMIT,
                      TICKET_TYPE.WITHDRAWN,
                      TICKET_TYPE.REVISION)
                  .from(TICKET_TYPE)
                  .where(TICKET_TYPE.PERFORMANCE_ID.eq(PERFORMANCE.PERFORMANCE_ID))
                  .orderBy(TICKET_TYPE.CATEGORY, TICKET_TYPE.POSITION))
          .as("ticket_types")
          .convertFrom(types -> types.map(PerformanceRows::ticketType));

  private static final Field<Integer> SEAT_COUNT =
      field(
              select(SEAT_MAP.SEAT_COUNT)
                  .from(SEAT_MAP)
                  .where(SEAT_MAP.SEAT_MAP_ID.eq(PERFORMANCE.SEAT_MAP_ID)))
          .as("seat_count");

  private static final Field<Instant> UPDATED =
      coalesce(PERFORMANCE.UPDATED_AT, PERFORMANCE.CREATED_AT).as("updated");

  private PerformanceRows() {}

  static SelectJoinStep<? extends Record> from(DSLContext sql) {
    return sql.select(
            PERFORMANCE.PERFORMANCE_ID,
            PERFORMANCE.SEAT_MAP_ID,
            PERFORMANCE.DISPLAY_NAME,
            PERFORMANCE.STARTS_AT,
            PERFORMANCE.ON_SALE_AT,
            PERFORMANCE.OFF_SALE_AT,
            PERFORMANCE.CURRENCY,
            PERFORMANCE.SEATS_PER_HOLD,
            PERFORMANCE.SEATS_PER_BUYER,
            PERFORMANCE.CREATED_AT,
            PERFORMANCE.ORGANISATION_ID,
            PERFORMANCE.EVENT_ID,
            PERFORMANCE.VENUE_ID,
            PERFORMANCE.STATE,
            PERFORMANCE.REVISION,
            UPDATED,
            PERFORMANCE.ORPHANS_ALLOWED,
            SEAT_COUNT,
            PRICES,
            TICKET_TYPES)
        .from(PERFORMANCE);
  }

  static Performance performance(Record row) {
    return new Performance(
        row.get(PERFORMANCE.PERFORMANCE_ID),
        row.get(PERFORMANCE.SEAT_MAP_ID),
        row.get(PERFORMANCE.DISPLAY_NAME),
        row.get(PERFORMANCE.STARTS_AT),
        row.get(PERFORMANCE.ON_SALE_AT),
        row.get(PERFORMANCE.OFF_SALE_AT),
        row.get(PERFORMANCE.CURRENCY),
        row.get(PRICES),
        row.get(PERFORMANCE.SEATS_PER_HOLD),
        row.get(PERFORMANCE.SEATS_PER_BUYER),
        row.get(SEAT_COUNT),
        row.get(PERFORMANCE.CREATED_AT),
        new Performance.Owner(
            row.get(PERFORMANCE.ORGANISATION_ID),
            row.get(PERFORMANCE.EVENT_ID),
            row.get(PERFORMANCE.VENUE_ID)),
        Performance.State.valueOf(row.get(PERFORMANCE.STATE)),
        row.get(PERFORMANCE.REVISION),
        row.get(UPDATED),
        row.get(PERFORMANCE.ORPHANS_ALLOWED),
        row.get(TICKET_TYPES));
  }

  private static Price price(Record row) {
    return new Price(
        row.get(CATEGORY_PRICE.AMOUNT_MINOR),
        row.get(CATEGORY_PRICE.BOOKING_FEE_MINOR),
        row.get(CATEGORY_PRICE.TAX_BASIS_POINTS),
        row.get(CATEGORY_PRICE.TAX_ON_TOP));
  }

  private static TicketType ticketType(Record row) {
    return new TicketType(
        row.get(TICKET_TYPE.TICKET_TYPE_ID),
        row.get(TICKET_TYPE.PERFORMANCE_ID),
        row.get(TICKET_TYPE.CATEGORY),
        row.get(TICKET_TYPE.DISPLAY_NAME),
        new Price(
            row.get(TICKET_TYPE.AMOUNT_MINOR),
            row.get(TICKET_TYPE.BOOKING_FEE_MINOR),
            row.get(TICKET_TYPE.TAX_BASIS_POINTS),
            row.get(TICKET_TYPE.TAX_ON_TOP)),
        new TicketType.Window(row.get(TICKET_TYPE.ON_SALE_AT), row.get(TICKET_TYPE.OFF_SALE_AT)),
        row.get(TICKET_TYPE.PER_ORDER_LIMIT),
        row.get(TICKET_TYPE.PER_BUYER_LIMIT),
        row.get(TICKET_TYPE.WITHDRAWN),
        row.get(TICKET_TYPE.REVISION));
  }
}
