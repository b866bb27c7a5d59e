package boxoffice.inventory.performance;

import static boxoffice.db.inventory.Tables.CATEGORY_PRICE;
import static boxoffice.db.inventory.Tables.PERFORMANCE;
import static boxoffice.db.inventory.Tables.SEAT_MAP;
import static boxoffice.db.inventory.Tables.VENUE;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import boxoffice.inventory.change.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Performances in PostgreSQL.
final class PerformanceStore {
  /// Where a page begins: behind this performance.
  record After(Instant startTime, UUID performanceId) {}

  /// Where a performance is to be.
  ///
  /// @param organisationId null, like the venue, for a hall from before there were venues: anybody
  ///   may play in it
  record Hall(@Nullable UUID organisationId, @Nullable UUID venueId, boolean published) {
    boolean isOf(UUID organisation) {
      return organisationId == null || organisationId.equals(organisation);
    }
  }

  /// It stays as it is while the transaction lasts.
  Optional<Hall> hall(DSLContext inside, UUID seatMapId) {
    return inside
        .select(SEAT_MAP.VENUE_ID, SEAT_MAP.STATE, VENUE.ORGANISATION_ID)
        .from(SEAT_MAP)
        .leftJoin(VENUE)
        .on(VENUE.VENUE_ID.eq(SEAT_MAP.VENUE_ID))
        .where(SEAT_MAP.SEAT_MAP_ID.eq(seatMapId))
        .forShare()
        .of(SEAT_MAP)
        .fetchOptional(row ->
            new Hall(
                row.get(VENUE.ORGANISATION_ID),
                row.get(SEAT_MAP.VENUE_ID),
                row.get(SEAT_MAP.STATE).equals("PUBLISHED")));
  }

  /// @return false where the id is taken
  boolean insert(DSLContext inside, Performance performance, Change change) {
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
            .set(PERFORMANCE.REQUEST_HASH, change.hashBytes())
            .set(PERFORMANCE.CREATED_BY, change.actor())
            .set(PERFORMANCE.CREATED_AT, performance.createTime())
            .set(PERFORMANCE.UPDATED_AT, performance.updateTime())
            .set(PERFORMANCE.ORGANISATION_ID, performance.owner().organisationId())
            .set(PERFORMANCE.EVENT_ID, performance.owner().eventId())
            .set(PERFORMANCE.VENUE_ID, performance.owner().venueId())
            .set(PERFORMANCE.STATE, performance.state().name())
            .set(PERFORMANCE.REVISION, performance.revision())
            .set(PERFORMANCE.LAST_CHANGE_ID, change.id())
            .set(PERFORMANCE.LAST_CHANGE_HASH, change.hashBytes())
            .onConflictDoNothing()
            .execute();
    if (inserted == 0) {
      return false;
    }
    insertPrices(inside, performance);
    return true;
  }

  private static void insertPrices(DSLContext inside, Performance performance) {
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
  }

  Optional<byte[]> requestHash(DSLContext sql, UUID id) {
    return sql.select(PERFORMANCE.REQUEST_HASH)
        .from(PERFORMANCE)
        .where(PERFORMANCE.PERFORMANCE_ID.eq(id))
        .fetchOptional(PERFORMANCE.REQUEST_HASH);
  }

  Optional<Performance> find(DSLContext sql, UUID id) {
    return PerformanceRows.from(sql)
        .where(PERFORMANCE.PERFORMANCE_ID.eq(id))
        .fetchOptional(PerformanceRows::performance);
  }

  /// Two statements: prices and ticket types are to be seen as they are once the lock is had.
  Optional<PerformanceChanges.Locked> lock(DSLContext inside, UUID id) {
    return inside
        .select(PERFORMANCE.LAST_CHANGE_ID, PERFORMANCE.LAST_CHANGE_HASH)
        .from(PERFORMANCE)
        .where(PERFORMANCE.PERFORMANCE_ID.eq(id))
        .forUpdate()
        .fetchOptional(row -> Change.Last.of(row.value1(), row.value2()))
        .map(last -> new PerformanceChanges.Locked(find(inside, id).orElseThrow(), last));
  }

  /// The soonest first.
  List<Performance> list(DSLContext sql, @Nullable After after, int limit) {
    return PerformanceRows.from(sql)
        .where(after == null ? noCondition() : behind(after))
        .orderBy(PERFORMANCE.STARTS_AT, PERFORMANCE.PERFORMANCE_ID)
        .limit(limit)
        .fetch(PerformanceRows::performance);
  }

  private static Condition behind(After after) {
    return row(PERFORMANCE.STARTS_AT, PERFORMANCE.PERFORMANCE_ID)
        .gt(after.startTime(), after.performanceId());
  }
}
