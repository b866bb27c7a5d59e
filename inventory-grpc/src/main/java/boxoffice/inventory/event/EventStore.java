package boxoffice.inventory.event;

import static boxoffice.db.inventory.Tables.EVENT;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import boxoffice.db.inventory.tables.records.EventRecord;
import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Events in PostgreSQL.
final class EventStore {
  /// An event whose row is locked, with what it was last changed by.
  record Locked(Event event, Change.Last lastChange) {}

  /// @return false where the id is taken
  boolean insert(DSLContext inside, Event event, Change change) {
    return inside
            .insertInto(EVENT)
            .set(EVENT.EVENT_ID, event.eventId())
            .set(EVENT.ORGANISATION_ID, event.organisationId())
            .set(EVENT.DISPLAY_NAME, event.displayName())
            .set(EVENT.DESCRIPTION, event.description())
            .set(EVENT.STATE, event.state().name())
            .set(EVENT.REVISION, event.revision())
            .set(EVENT.LAST_CHANGE_ID, change.id())
            .set(EVENT.LAST_CHANGE_HASH, change.hashBytes())
            .set(EVENT.REQUEST_HASH, change.hashBytes())
            .set(EVENT.CREATED_AT, event.createTime())
            .set(EVENT.UPDATED_AT, event.updateTime())
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  /// Its texts.
  void update(DSLContext inside, Event event, Change change, Instant now) {
    inside
        .update(EVENT)
        .set(EVENT.DISPLAY_NAME, event.displayName())
        .set(EVENT.DESCRIPTION, event.description())
        .set(EVENT.REVISION, EVENT.REVISION.plus(1))
        .set(EVENT.LAST_CHANGE_ID, change.id())
        .set(EVENT.LAST_CHANGE_HASH, change.hashBytes())
        .set(EVENT.UPDATED_AT, now)
        .where(EVENT.EVENT_ID.eq(event.eventId()))
        .execute();
  }

  /// @return false where it is in another state meanwhile
  boolean move(DSLContext inside, Event before, Event.State to, Change change, Instant now) {
    return inside
            .update(EVENT)
            .set(EVENT.STATE, to.name())
            .set(EVENT.REVISION, EVENT.REVISION.plus(1))
            .set(EVENT.LAST_CHANGE_ID, change.id())
            .set(EVENT.LAST_CHANGE_HASH, change.hashBytes())
            .set(EVENT.UPDATED_AT, now)
            .where(EVENT.EVENT_ID.eq(before.eventId()))
            .and(EVENT.STATE.eq(before.state().name()))
            .execute()
        == 1;
  }

  Optional<Event> find(DSLContext sql, UUID id) {
    return sql.selectFrom(EVENT).where(EVENT.EVENT_ID.eq(id)).fetchOptional(EventStore::event);
  }

  byte[] requestHash(DSLContext sql, UUID id) {
    return sql.select(EVENT.REQUEST_HASH)
        .from(EVENT)
        .where(EVENT.EVENT_ID.eq(id))
        .fetchOptional(EVENT.REQUEST_HASH)
        .orElseThrow();
  }

  /// It does not change while the transaction lasts.
  Optional<Event> share(DSLContext inside, UUID id) {
    return inside
        .selectFrom(EVENT)
        .where(EVENT.EVENT_ID.eq(id))
        .forShare()
        .fetchOptional(EventStore::event);
  }

  Optional<Locked> lock(DSLContext inside, UUID id) {
    return inside
        .selectFrom(EVENT)
        .where(EVENT.EVENT_ID.eq(id))
        .forUpdate()
        .fetchOptional(found ->
            new Locked(
                event(found), Change.Last.of(found.getLastChangeId(), found.getLastChangeHash())));
  }

  /// By name.
  ///
  /// @param organisation all of its events; null for those that buyers see, of every organisation
  List<Event> list(DSLContext sql, @Nullable UUID organisation, Page page) {
    return sql.selectFrom(EVENT)
        .where(
            organisation == null
                ? EVENT.STATE.eq(inline(Event.State.PUBLISHED.name()))
                : EVENT.ORGANISATION_ID.eq(organisation))
        .and(behind(page.after()))
        .orderBy(EVENT.DISPLAY_NAME, EVENT.EVENT_ID)
        .limit(page.limit())
        .fetch(EventStore::event);
  }

  private static Condition behind(Page.@Nullable After after) {
    return after == null
        ? noCondition()
        : row(EVENT.DISPLAY_NAME, EVENT.EVENT_ID).gt(after.name(), after.id());
  }

  private static Event event(EventRecord row) {
    return new Event(
        row.getEventId(),
        row.getOrganisationId(),
        row.getDisplayName(),
        row.getDescription(),
        Event.State.valueOf(row.getState()),
        row.getRevision(),
        row.getCreatedAt(),
        row.getUpdatedAt());
  }
}
