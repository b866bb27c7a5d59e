package boxoffice.inventory.seatmap;

import static boxoffice.db.inventory.Tables.SEAT_MAP;
import static boxoffice.db.inventory.Tables.VENUE;
import static org.jooq.impl.DSL.coalesce;

import boxoffice.inventory.change.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;

/// Versions of halls in PostgreSQL, without what is in them.
final class SeatMapStore {
  private static final Field<UUID> HALL =
      coalesce(SEAT_MAP.HALL_ID, SEAT_MAP.SEAT_MAP_ID).as("hall");

  /// A seat map whose row is locked, with what it was last changed by.
  record Locked(SeatMapSummary seatMap, Change.Last lastChange) {}

  /// @return false where the id is taken, or another version replaces the same one
  boolean insert(DSLContext inside, SeatMapSummary seatMap, byte[] plan, Change change) {
    return inside
            .insertInto(SEAT_MAP)
            .set(SEAT_MAP.SEAT_MAP_ID, seatMap.seatMapId())
            .set(SEAT_MAP.VENUE_ID, seatMap.venueId())
            .set(SEAT_MAP.DISPLAY_NAME, seatMap.displayName())
            .set(SEAT_MAP.SEAT_COUNT, seatMap.seatCount())
            .set(SEAT_MAP.CATEGORIES, seatMap.categories().toArray(String[]::new))
            .set(SEAT_MAP.PLAN, plan)
            .set(SEAT_MAP.STATE, seatMap.state().name())
            .set(SEAT_MAP.HALL_ID, seatMap.hallId())
            .set(SEAT_MAP.VERSION, seatMap.version())
            .set(SEAT_MAP.REPLACES_SEAT_MAP_ID, seatMap.replaces())
            .set(SEAT_MAP.REVISION, seatMap.revision())
            .set(SEAT_MAP.LAST_CHANGE_ID, change.id())
            .set(SEAT_MAP.LAST_CHANGE_HASH, change.hashBytes())
            .set(SEAT_MAP.REQUEST_HASH, change.hashBytes())
            .set(SEAT_MAP.CREATED_BY, change.actor())
            .set(SEAT_MAP.CREATED_AT, seatMap.createTime())
            .set(SEAT_MAP.UPDATED_AT, seatMap.createTime())
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  Optional<byte[]> requestHash(DSLContext sql, UUID seatMapId) {
    return sql.select(SEAT_MAP.REQUEST_HASH)
        .from(SEAT_MAP)
        .where(SEAT_MAP.SEAT_MAP_ID.eq(seatMapId))
        .fetchOptional(SEAT_MAP.REQUEST_HASH);
  }

  Optional<SeatMapSummary> find(DSLContext sql, UUID seatMapId) {
    return query(sql)
        .where(SEAT_MAP.SEAT_MAP_ID.eq(seatMapId))
        .fetchOptional(SeatMapStore::seatMap);
  }

  /// It stays as it is while the transaction lasts.
  Optional<SeatMapSummary> share(DSLContext inside, UUID seatMapId) {
    return query(inside)
        .where(SEAT_MAP.SEAT_MAP_ID.eq(seatMapId))
        .forShare()
        .of(SEAT_MAP)
        .fetchOptional(SeatMapStore::seatMap);
  }

  Optional<Locked> lock(DSLContext inside, UUID seatMapId) {
    return query(inside)
        .where(SEAT_MAP.SEAT_MAP_ID.eq(seatMapId))
        .forUpdate()
        .of(SEAT_MAP)
        .fetchOptional(row ->
            new Locked(
                seatMap(row),
                Change.Last.of(
                    row.get(SEAT_MAP.LAST_CHANGE_ID), row.get(SEAT_MAP.LAST_CHANGE_HASH))));
  }

  private static SelectOnConditionStep<? extends Record> query(DSLContext sql) {
    return sql.select(
            SEAT_MAP.SEAT_MAP_ID,
            SEAT_MAP.VENUE_ID,
            VENUE.ORGANISATION_ID,
            SEAT_MAP.DISPLAY_NAME,
            SEAT_MAP.SEAT_COUNT,
            SEAT_MAP.CATEGORIES,
            SEAT_MAP.CREATED_AT,
            SEAT_MAP.STATE,
            HALL,
            SEAT_MAP.VERSION,
            SEAT_MAP.REPLACES_SEAT_MAP_ID,
            SEAT_MAP.REVISION,
            SEAT_MAP.LAST_CHANGE_ID,
            SEAT_MAP.LAST_CHANGE_HASH)
        .from(SEAT_MAP)
        .leftJoin(VENUE)
        .on(VENUE.VENUE_ID.eq(SEAT_MAP.VENUE_ID));
  }

  private static SeatMapSummary seatMap(Record row) {
    return new SeatMapSummary(
        row.get(SEAT_MAP.SEAT_MAP_ID),
        row.get(SEAT_MAP.VENUE_ID),
        row.get(VENUE.ORGANISATION_ID),
        row.get(SEAT_MAP.DISPLAY_NAME),
        row.get(SEAT_MAP.SEAT_COUNT),
        List.of(row.get(SEAT_MAP.CATEGORIES)),
        row.get(SEAT_MAP.CREATED_AT),
        SeatMapSummary.State.valueOf(row.get(SEAT_MAP.STATE)),
        row.get(HALL),
        row.get(SEAT_MAP.VERSION),
        row.get(SEAT_MAP.REPLACES_SEAT_MAP_ID),
        row.get(SEAT_MAP.REVISION));
  }

  /// The revision and the last change of a row that is locked.
  void touch(DSLContext inside, UUID seatMapId, Change change, Instant now) {
    inside
        .update(SEAT_MAP)
        .set(SEAT_MAP.REVISION, SEAT_MAP.REVISION.plus(1))
        .set(SEAT_MAP.LAST_CHANGE_ID, change.id())
        .set(SEAT_MAP.LAST_CHANGE_HASH, change.hashBytes())
        .set(SEAT_MAP.UPDATED_AT, now)
        .where(SEAT_MAP.SEAT_MAP_ID.eq(seatMapId))
        .execute();
  }
}
