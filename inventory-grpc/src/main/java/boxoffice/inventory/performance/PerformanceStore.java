package boxoffice.inventory.performance;

import static boxoffice.db.inventory.Tables.CATEGORY_PRICE;
import static boxoffice.db.inventory.Tables.PERFORMANCE;
import static boxoffice.db.inventory.Tables.POOL;
import static boxoffice.db.inventory.Tables.SEAT_MAP;
import static boxoffice.db.inventory.Tables.VENUE;

import boxoffice.db.inventory.tables.records.PerformanceRecord;
import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.DatabaseTime;
import boxoffice.inventory.lock.PerformanceLock;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.UpdateSetMoreStep;

/// Performances in PostgreSQL.
final class PerformanceStore {
  private final Clock clock;

  PerformanceStore(Clock clock) {
    this.clock = clock;
  }

  /// As the database keeps it.
  Instant now() {
    return DatabaseTime.now(clock);
  }

  /// What a performance is found by beside its own name.
  record Names(String eventName, String venueName) {}

  /// A venue's name; it stays so while the transaction lasts.
  String venueName(DSLContext inside, UUID venueId) {
    return inside
        .select(VENUE.DISPLAY_NAME)
        .from(VENUE)
        .where(VENUE.VENUE_ID.eq(venueId))
        .forShare()
        .fetchSingle()
        .value1();
  }

  /// Those that need a price.
  Set<String> categories(DSLContext inside, UUID seatMapId) {
    return inside
        .select(SEAT_MAP.CATEGORIES)
        .from(SEAT_MAP)
        .where(SEAT_MAP.SEAT_MAP_ID.eq(seatMapId))
        .fetchSingle(row -> Set.of(row.value1()));
  }

  /// Of the draft that is to replace a hall, so that they can be priced before it is published.
  Set<String> comingCategories(DSLContext inside, UUID seatMapId) {
    return inside
        .select(SEAT_MAP.CATEGORIES)
        .from(SEAT_MAP)
        .where(SEAT_MAP.REPLACES_SEAT_MAP_ID.eq(seatMapId))
        .fetchOptional(row -> Set.of(row.value1()))
        .orElse(Set.of());
  }

  /// @return false where the id is taken
  boolean insert(DSLContext inside, Performance performance, Names names, Change change) {
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
            .set(PERFORMANCE.EVENT_NAME, names.eventName())
            .set(PERFORMANCE.VENUE_NAME, names.venueName())
            .set(PERFORMANCE.STATE, performance.state().name())
            .set(PERFORMANCE.ORPHANS_ALLOWED, performance.orphansAllowed())
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

  void replacePrices(DSLContext inside, Performance performance) {
    inside
        .deleteFrom(CATEGORY_PRICE)
        .where(CATEGORY_PRICE.PERFORMANCE_ID.eq(performance.performanceId()))
        .execute();
    insertPrices(inside, performance);
  }

  private static void insertPrices(DSLContext inside, Performance performance) {
    var prices =
        inside.insertInto(
            CATEGORY_PRICE,
            CATEGORY_PRICE.PERFORMANCE_ID,
            CATEGORY_PRICE.CATEGORY,
            CATEGORY_PRICE.AMOUNT_MINOR,
            CATEGORY_PRICE.BOOKING_FEE_MINOR,
            CATEGORY_PRICE.TAX_BASIS_POINTS,
            CATEGORY_PRICE.TAX_ON_TOP);
    for (var entry : performance.prices().entrySet()) {
      var price = entry.getValue();
      prices =
          prices.values(
              performance.performanceId(),
              entry.getKey(),
              price.amountMinor(),
              price.bookingFeeMinor(),
              price.taxBasisPoints(),
              price.taxOnTop());
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

  Optional<UUID> eventId(DSLContext inside, UUID id) {
    return inside
        .select(PERFORMANCE.EVENT_ID)
        .from(PERFORMANCE)
        .where(PERFORMANCE.PERFORMANCE_ID.eq(id))
        .fetchOptional(PERFORMANCE.EVENT_ID);
  }

  /// Those that are not cancelled yet, in the order of their ids, which all keep to who lock more
  /// than one.
  List<UUID> lockOfEvent(DSLContext inside, UUID eventId) {
    return inside
        .select(PERFORMANCE.PERFORMANCE_ID)
        .from(PERFORMANCE)
        .where(PERFORMANCE.EVENT_ID.eq(eventId))
        .and(PERFORMANCE.STATE.ne(Performance.State.CANCELLED.name()))
        .orderBy(PERFORMANCE.PERFORMANCE_ID)
        .forUpdate()
        .fetch(PERFORMANCE.PERFORMANCE_ID);
  }

  /// All but its state, its prices, and what never changes.
  void update(DSLContext inside, Performance performance, Change change) {
    touched(inside, change)
        .set(PERFORMANCE.DISPLAY_NAME, performance.displayName())
        .set(PERFORMANCE.STARTS_AT, performance.startTime())
        .set(PERFORMANCE.ON_SALE_AT, performance.onSaleTime())
        .set(PERFORMANCE.OFF_SALE_AT, performance.offSaleTime())
        .set(PERFORMANCE.SEATS_PER_HOLD, performance.seatsPerHold())
        .set(PERFORMANCE.SEATS_PER_BUYER, performance.seatsPerBuyer())
        .set(PERFORMANCE.ORPHANS_ALLOWED, performance.orphansAllowed())
        .where(PERFORMANCE.PERFORMANCE_ID.eq(performance.performanceId()))
        .execute();
  }

  /// @return false where it is in another state meanwhile
  boolean move(DSLContext inside, Performance before, Performance.State to, Change change) {
    return touched(inside, change)
            .set(PERFORMANCE.STATE, to.name())
            .where(PERFORMANCE.PERFORMANCE_ID.eq(before.performanceId()))
            .and(PERFORMANCE.STATE.eq(before.state().name()))
            .execute()
        == 1;
  }

  private UpdateSetMoreStep<PerformanceRecord> touched(DSLContext inside, Change change) {
    return inside
        .update(PERFORMANCE)
        .set(PERFORMANCE.REVISION, PERFORMANCE.REVISION.plus(1))
        .set(PERFORMANCE.LAST_CHANGE_ID, change.id())
        .set(PERFORMANCE.LAST_CHANGE_HASH, change.hashBytes())
        .set(PERFORMANCE.UPDATED_AT, now());
  }

  /// For a change of what is read with it.
  void touch(DSLContext inside, UUID id) {
    inside
        .update(PERFORMANCE)
        .set(PERFORMANCE.REVISION, PERFORMANCE.REVISION.plus(1))
        .set(PERFORMANCE.UPDATED_AT, now())
        .where(PERFORMANCE.PERFORMANCE_ID.eq(id))
        .execute();
  }

  /// No hold of before can be reserved any more: the pool's epoch is another one. Waits for the
  /// reservations that are being made.
  void endHolds(DSLContext inside, UUID id) {
    PerformanceLock.exclusive(inside, id);
    inside
        .update(POOL)
        .set(POOL.EPOCH, POOL.EPOCH.plus(1))
        .where(POOL.PERFORMANCE_ID.eq(id))
        .execute();
  }
}
