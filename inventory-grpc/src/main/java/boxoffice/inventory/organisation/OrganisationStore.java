package boxoffice.inventory.organisation;

import static boxoffice.db.inventory.Tables.ORGANISATION;
import static boxoffice.db.inventory.Tables.ORGANISATION_MEMBER;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import boxoffice.db.inventory.tables.records.OrganisationRecord;
import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Organisations in PostgreSQL.
final class OrganisationStore {
  /// An organisation whose row is locked, with what it was last changed by.
  record Locked(Organisation organisation, Change.Last lastChange) {}

  /// @return false where the id is taken
  boolean insert(DSLContext inside, Organisation organisation, Change change) {
    return inside
            .insertInto(ORGANISATION)
            .set(ORGANISATION.ORGANISATION_ID, organisation.organisationId())
            .set(ORGANISATION.DISPLAY_NAME, organisation.displayName())
            .set(ORGANISATION.REVISION, organisation.revision())
            .set(ORGANISATION.LAST_CHANGE_ID, change.id())
            .set(ORGANISATION.LAST_CHANGE_HASH, change.hashBytes())
            .set(ORGANISATION.REQUEST_HASH, change.hashBytes())
            .set(ORGANISATION.CREATED_AT, organisation.createTime())
            .set(ORGANISATION.UPDATED_AT, organisation.updateTime())
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  void rename(DSLContext inside, UUID id, String displayName, Change change, Instant now) {
    inside
        .update(ORGANISATION)
        .set(ORGANISATION.DISPLAY_NAME, displayName)
        .set(ORGANISATION.REVISION, ORGANISATION.REVISION.plus(1))
        .set(ORGANISATION.LAST_CHANGE_ID, change.id())
        .set(ORGANISATION.LAST_CHANGE_HASH, change.hashBytes())
        .set(ORGANISATION.UPDATED_AT, now)
        .where(ORGANISATION.ORGANISATION_ID.eq(id))
        .execute();
  }

  Optional<Organisation> find(DSLContext sql, UUID id) {
    return sql.selectFrom(ORGANISATION)
        .where(ORGANISATION.ORGANISATION_ID.eq(id))
        .fetchOptional(OrganisationStore::organisation);
  }

  byte[] requestHash(DSLContext sql, UUID id) {
    return sql.select(ORGANISATION.REQUEST_HASH)
        .from(ORGANISATION)
        .where(ORGANISATION.ORGANISATION_ID.eq(id))
        .fetchOptional(ORGANISATION.REQUEST_HASH)
        .orElseThrow();
  }

  /// Whoever changes an organisation or its members locks it first.
  Optional<Locked> lock(DSLContext inside, UUID id) {
    return inside
        .selectFrom(ORGANISATION)
        .where(ORGANISATION.ORGANISATION_ID.eq(id))
        .forUpdate()
        .fetchOptional(found ->
            new Locked(
                organisation(found),
                Change.Last.of(found.getLastChangeId(), found.getLastChangeHash())));
  }

  /// By name.
  ///
  /// @param member only those of this account; null for all
  List<Organisation> list(DSLContext sql, @Nullable UUID member, Page page) {
    return sql.selectFrom(ORGANISATION)
        .where(member == null ? noCondition() : has(member))
        .and(behind(page.after()))
        .orderBy(ORGANISATION.DISPLAY_NAME, ORGANISATION.ORGANISATION_ID)
        .limit(page.limit())
        .fetch(OrganisationStore::organisation);
  }

  private static Condition has(UUID member) {
    return ORGANISATION.ORGANISATION_ID.in(
        select(ORGANISATION_MEMBER.ORGANISATION_ID)
            .from(ORGANISATION_MEMBER)
            .where(ORGANISATION_MEMBER.ACCOUNT_ID.eq(member)));
  }

  private static Condition behind(Page.@Nullable After after) {
    return after == null
        ? noCondition()
        : row(ORGANISATION.DISPLAY_NAME, ORGANISATION.ORGANISATION_ID).gt(after.name(), after.id());
  }

  private static Organisation organisation(OrganisationRecord row) {
    return new Organisation(
        row.getOrganisationId(),
        row.getDisplayName(),
        row.getRevision(),
        row.getCreatedAt(),
        row.getUpdatedAt());
  }
}
