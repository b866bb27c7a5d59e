package boxoffice.inventory.seatmap;

import static boxoffice.db.inventory.Tables.SEAT_MAP;
import static boxoffice.db.inventory.Tables.SEAT_MARK;
import static boxoffice.db.inventory.Tables.VENUE;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.val;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.Page;
import boxoffice.wire.PageToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.SelectOnConditionStep;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/// Versions of halls in PostgreSQL, without what is in them.
final class SeatMapStore {
  private static final Field<UUID> HALL =
      coalesce(SEAT_MAP.HALL_ID, SEAT_MAP.SEAT_MAP_ID).as("hall");

  private static final Field<Integer> MARKED =
      field(selectCount().from(SEAT_MARK).where(SEAT_MARK.SEAT_MAP_ID.eq(SEAT_MAP.SEAT_MAP_ID)))
          .as("marked");

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
            MARKED,
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
        row.get(SEAT_MAP.REVISION),
        row.get(MARKED));
  }

  /// Of a venue, the newest first.
  List<SeatMapSummary> list(DSLContext sql, UUID venueId, Page page) {
    return query(sql)
        .where(SEAT_MAP.VENUE_ID.eq(venueId))
        .and(behind(page.after()))
        .orderBy(SEAT_MAP.CREATED_AT.desc(), SEAT_MAP.SEAT_MAP_ID)
        .limit(page.limit())
        .fetch(SeatMapStore::seatMap);
  }

  private static Condition behind(Page.@Nullable After after) {
    if (after == null) {
      return noCondition();
    }
    var created = PageToken.instant(after.name());
    return SEAT_MAP
        .CREATED_AT
        .lt(created)
        .or(SEAT_MAP.CREATED_AT.eq(created).and(SEAT_MAP.SEAT_MAP_ID.gt(after.id())));
  }

  /// The published version of a hall that has one.
  UUID newest(DSLContext sql, UUID hallId) {
    return sql.select(SEAT_MAP.SEAT_MAP_ID)
        .from(SEAT_MAP)
        .where(SEAT_MAP.HALL_ID.eq(hallId))
        .and(SEAT_MAP.STATE.eq(SeatMapSummary.State.PUBLISHED.name()))
        .orderBy(SEAT_MAP.VERSION.desc())
        .limit(1)
        .fetchSingle()
        .value1();
  }

  int planLength(DSLContext sql, UUID seatMapId) {
    return sql.select(function("octet_length", SQLDataType.INTEGER, SEAT_MAP.PLAN))
        .from(SEAT_MAP)
        .where(SEAT_MAP.SEAT_MAP_ID.eq(seatMapId))
        .fetchSingle()
        .value1();
  }

  /// Some bytes of the plan's file.
  ///
  /// @return empty when the seat map has gone
  Optional<byte[]> planPart(DSLContext sql, UUID seatMapId, int from, int length) {
    return sql.select(
            function(
                "substring",
                SEAT_MAP.PLAN.getDataType(),
                SEAT_MAP.PLAN,
                val(from + 1),
                val(length)))
        .from(SEAT_MAP)
        .where(SEAT_MAP.SEAT_MAP_ID.eq(seatMapId))
        .fetchOptional(Record1::value1);
  }

  byte[] plan(DSLContext sql, UUID seatMapId) {
    return sql.select(SEAT_MAP.PLAN)
        .from(SEAT_MAP)
        .where(SEAT_MAP.SEAT_MAP_ID.eq(seatMapId))
        .fetchSingle()
        .value1();
  }

  /// What can change of a row that is locked: name, state and categories.
  void update(DSLContext inside, SeatMapSummary seatMap, Change change, Instant now) {
    inside
        .update(SEAT_MAP)
        .set(SEAT_MAP.DISPLAY_NAME, seatMap.displayName())
        .set(SEAT_MAP.STATE, seatMap.state().name())
        .set(SEAT_MAP.CATEGORIES, seatMap.categories().toArray(String[]::new))
        .set(SEAT_MAP.REVISION, SEAT_MAP.REVISION.plus(1))
        .set(SEAT_MAP.LAST_CHANGE_ID, change.id())
        .set(SEAT_MAP.LAST_CHANGE_HASH, change.hashBytes())
        .set(SEAT_MAP.UPDATED_AT, now)
        .where(SEAT_MAP.SEAT_MAP_ID.eq(seatMap.seatMapId()))
        .execute();
  }

  /// Its areas go with it.
  void delete(DSLContext inside, UUID seatMapId) {
    inside.deleteFrom(SEAT_MAP).where(SEAT_MAP.SEAT_MAP_ID.eq(seatMapId)).execute();
  }
}
