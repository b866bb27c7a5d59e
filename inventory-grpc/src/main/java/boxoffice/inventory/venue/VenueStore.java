package boxoffice.inventory.venue;

import static boxoffice.db.inventory.Tables.SEAT_MAP;
import static boxoffice.db.inventory.Tables.VENUE;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import boxoffice.db.inventory.tables.records.VenueRecord;
import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.Page;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Venues in PostgreSQL.
final class VenueStore {
  /// A venue whose row is locked, with what it was last changed by.
  record Locked(Venue venue, Change.Last lastChange) {}

  /// @return false where the id is taken
  boolean insert(DSLContext inside, Venue venue, Change change) {
    return inside
            .insertInto(VENUE)
            .set(VENUE.VENUE_ID, venue.venueId())
            .set(VENUE.ORGANISATION_ID, venue.organisationId())
            .set(VENUE.DISPLAY_NAME, venue.description().displayName())
            .set(VENUE.ADDRESS, venue.description().address())
            .set(VENUE.TIME_ZONE, venue.description().timeZone().getId())
            .set(VENUE.REVISION, venue.revision())
            .set(VENUE.LAST_CHANGE_ID, change.id())
            .set(VENUE.LAST_CHANGE_HASH, change.hashBytes())
            .set(VENUE.REQUEST_HASH, change.hashBytes())
            .set(VENUE.CREATED_AT, venue.createTime())
            .set(VENUE.UPDATED_AT, venue.updateTime())
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  void update(
      DSLContext inside, UUID id, Venue.Description description, Change change, Instant now) {
    inside
        .update(VENUE)
        .set(VENUE.DISPLAY_NAME, description.displayName())
        .set(VENUE.ADDRESS, description.address())
        .set(VENUE.TIME_ZONE, description.timeZone().getId())
        .set(VENUE.REVISION, VENUE.REVISION.plus(1))
        .set(VENUE.LAST_CHANGE_ID, change.id())
        .set(VENUE.LAST_CHANGE_HASH, change.hashBytes())
        .set(VENUE.UPDATED_AT, now)
        .where(VENUE.VENUE_ID.eq(id))
        .execute();
  }

  void delete(DSLContext inside, UUID id) {
    inside.deleteFrom(VENUE).where(VENUE.VENUE_ID.eq(id)).execute();
  }

  int seatMaps(DSLContext inside, UUID id) {
    return inside.fetchCount(SEAT_MAP, SEAT_MAP.VENUE_ID.eq(id));
  }

  Optional<Venue> find(DSLContext sql, UUID id) {
    return sql.selectFrom(VENUE).where(VENUE.VENUE_ID.eq(id)).fetchOptional(VenueStore::venue);
  }

  byte[] requestHash(DSLContext sql, UUID id) {
    return sql.select(VENUE.REQUEST_HASH)
        .from(VENUE)
        .where(VENUE.VENUE_ID.eq(id))
        .fetchOptional(VENUE.REQUEST_HASH)
        .orElseThrow();
  }

  Optional<Locked> lock(DSLContext inside, UUID id) {
    return inside
        .selectFrom(VENUE)
        .where(VENUE.VENUE_ID.eq(id))
        .forUpdate()
        .fetchOptional(found ->
            new Locked(
                venue(found), Change.Last.of(found.getLastChangeId(), found.getLastChangeHash())));
  }

  /// By name.
  List<Venue> list(DSLContext sql, UUID organisation, Page page) {
    return sql.selectFrom(VENUE)
        .where(VENUE.ORGANISATION_ID.eq(organisation))
        .and(behind(page.after()))
        .orderBy(VENUE.DISPLAY_NAME, VENUE.VENUE_ID)
        .limit(page.limit())
        .fetch(VenueStore::venue);
  }

  private static Condition behind(Page.@Nullable After after) {
    return after == null
        ? noCondition()
        : row(VENUE.DISPLAY_NAME, VENUE.VENUE_ID).gt(after.name(), after.id());
  }

  private static Venue venue(VenueRecord row) {
    return new Venue(
        row.getVenueId(),
        row.getOrganisationId(),
        new Venue.Description(row.getDisplayName(), row.getAddress(), ZoneId.of(row.getTimeZone())),
        row.getRevision(),
        row.getCreatedAt(),
        row.getUpdatedAt());
  }
}
