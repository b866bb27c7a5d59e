package boxoffice.inventory.performance;

import static boxoffice.db.inventory.Tables.CATEGORY_PRICE;
import static boxoffice.db.inventory.Tables.PERFORMANCE;
import static boxoffice.db.inventory.Tables.SEAT_MAP;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;
import org.jspecify.annotations.Nullable;

/// Performances in PostgreSQL.
final class PerformanceStore {
  private static final Field<Map<String, Long>> PRICES =
      multiset(
              select(CATEGORY_PRICE.CATEGORY, CATEGORY_PRICE.AMOUNT_MINOR)
                  .from(CATEGORY_PRICE)
                  .where(CATEGORY_PRICE.PERFORMANCE_ID.eq(PERFORMANCE.PERFORMANCE_ID)))
          .as("prices")
          .convertFrom(
              prices -> prices.intoMap(CATEGORY_PRICE.CATEGORY, CATEGORY_PRICE.AMOUNT_MINOR));

  private static final Field<Instant> UPDATED =
      coalesce(PERFORMANCE.UPDATED_AT, PERFORMANCE.CREATED_AT).as("updated");

  private final DSLContext sql;

  PerformanceStore(DSLContext sql) {
    this.sql = sql;
  }

  /// Where a page begins: behind this performance.
  record After(Instant startTime, UUID performanceId) {}

  /// @return whether it was stored; false where the id is taken
  boolean insert(Performance performance, byte[] hash, String caller) {
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      var inserted =
          inside
              .insertInto(PERFORMANCE)
              .set(PERFORMANCE.PERFORMANCE_ID, performance.performanceId())
              .set(PERFORMANCE.SEAT_MAP_ID, performance.seatMapId())
              .set(PERFORMANCE.DISPLAY_NAME, performance.displayName())
              .set(PERFORMANCE.STARTS_AT, performance.startTime())
              .set(PERFORMANCE.ON_SALE_AT, performance.onSaleTime())
              .set(PERFORMANCE.OFF_SALE_AT, performance.offSaleTime())
              .set(PERFORMANCE.CURRENCY, performance.currency())
              .set(PERFORMANCE.SEATS_PER_HOLD, performance.seatsPerHold())
              .set(PERFORMANCE.SEATS_PER_BUYER, performance.seatsPerBuyer())
              .set(PERFORMANCE.REQUEST_HASH, hash)
              .set(PERFORMANCE.CREATED_BY, caller)
              .set(PERFORMANCE.CREATED_AT, performance.createTime())
              .set(PERFORMANCE.ORGANISATION_ID, performance.owner().organisationId())
              .set(PERFORMANCE.EVENT_ID, performance.owner().eventId())
              .set(PERFORMANCE.VENUE_ID, performance.owner().venueId())
              .set(PERFORMANCE.STATE, performance.state().name())
              .onConflictDoNothing()
              .execute();
      if (inserted == 0) {
        return false;
      }
      var prices =
          inside.insertInto(
              CATEGORY_PRICE,
              CATEGORY_PRICE.PERFORMANCE_ID,
              CATEGORY_PRICE.CATEGORY,
              CATEGORY_PRICE.AMOUNT_MINOR);
      for (var price : performance.prices().entrySet()) {
        prices = prices.values(performance.performanceId(), price.getKey(), price.getValue());
      }
      prices.execute();
      return true;
    });
  }

  Optional<byte[]> findHash(UUID performanceId) {
    return sql.select(PERFORMANCE.REQUEST_HASH)
        .from(PERFORMANCE)
        .where(PERFORMANCE.PERFORMANCE_ID.eq(performanceId))
        .fetchOptional(PERFORMANCE.REQUEST_HASH);
  }

  Optional<Performance> find(UUID performanceId) {
    return query()
        .where(PERFORMANCE.PERFORMANCE_ID.eq(performanceId))
        .fetchOptional(PerformanceStore::performance);
  }

  /// The soonest first.
  List<Performance> list(@Nullable After after, int limit) {
    return query()
        .where(after == null ? noCondition() : behind(after))
        .orderBy(PERFORMANCE.STARTS_AT, PERFORMANCE.PERFORMANCE_ID)
        .limit(limit)
        .fetch(PerformanceStore::performance);
  }

  private static Condition behind(After after) {
    return row(PERFORMANCE.STARTS_AT, PERFORMANCE.PERFORMANCE_ID)
        .gt(after.startTime(), after.performanceId());
  }

  private SelectOnConditionStep<? extends Record> query() {
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
            SEAT_MAP.SEAT_COUNT,
            PRICES)
        .from(PERFORMANCE)
        .join(SEAT_MAP)
        .on(SEAT_MAP.SEAT_MAP_ID.eq(PERFORMANCE.SEAT_MAP_ID));
  }

  private static Performance performance(Record row) {
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
        row.get(SEAT_MAP.SEAT_COUNT),
        row.get(PERFORMANCE.CREATED_AT),
        new Performance.Owner(
            row.get(PERFORMANCE.ORGANISATION_ID),
            row.get(PERFORMANCE.EVENT_ID),
            row.get(PERFORMANCE.VENUE_ID)),
        Performance.State.valueOf(row.get(PERFORMANCE.STATE)),
        row.get(PERFORMANCE.REVISION),
        row.get(UPDATED));
  }
}
