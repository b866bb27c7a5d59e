package boxoffice.inventory.organisation;

import static boxoffice.db.inventory.Tables.ORGANISATION_MEMBER;
import static org.jooq.impl.DSL.noCondition;

import boxoffice.db.inventory.tables.records.OrganisationMemberRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Members in PostgreSQL. Whoever changes them has locked the organisation.
final class MemberStore {
  Optional<Member> find(DSLContext sql, UUID organisation, UUID account) {
    return sql.selectFrom(ORGANISATION_MEMBER)
        .where(ORGANISATION_MEMBER.ORGANISATION_ID.eq(organisation))
        .and(ORGANISATION_MEMBER.ACCOUNT_ID.eq(account))
        .fetchOptional(MemberStore::member);
  }

  /// In the order of their ids.
  List<Member> list(DSLContext sql, UUID organisation, @Nullable UUID after, int limit) {
    return sql.selectFrom(ORGANISATION_MEMBER)
        .where(ORGANISATION_MEMBER.ORGANISATION_ID.eq(organisation))
        .and(after == null ? noCondition() : ORGANISATION_MEMBER.ACCOUNT_ID.gt(after))
        .orderBy(ORGANISATION_MEMBER.ACCOUNT_ID)
        .limit(limit)
        .fetch(MemberStore::member);
  }

  boolean hasOtherOwner(DSLContext inside, UUID organisation, UUID account) {
    return inside.fetchExists(
        ORGANISATION_MEMBER,
        ORGANISATION_MEMBER.ORGANISATION_ID.eq(organisation),
        ORGANISATION_MEMBER.ACCOUNT_ID.ne(account),
        ORGANISATION_MEMBER.ROLE.eq(Member.Role.OWNER.name()));
  }

  void put(DSLContext inside, UUID organisation, UUID account, Member.Role role, Instant now) {
    inside
        .insertInto(ORGANISATION_MEMBER)
        .set(ORGANISATION_MEMBER.ORGANISATION_ID, organisation)
        .set(ORGANISATION_MEMBER.ACCOUNT_ID, account)
        .set(ORGANISATION_MEMBER.ROLE, role.name())
        .set(ORGANISATION_MEMBER.CREATED_AT, now)
        .onConflict(ORGANISATION_MEMBER.ORGANISATION_ID, ORGANISATION_MEMBER.ACCOUNT_ID)
        .doUpdate()
        .set(ORGANISATION_MEMBER.ROLE, role.name())
        .execute();
  }

  void remove(DSLContext inside, UUID organisation, UUID account) {
    inside
        .deleteFrom(ORGANISATION_MEMBER)
        .where(ORGANISATION_MEMBER.ORGANISATION_ID.eq(organisation))
        .and(ORGANISATION_MEMBER.ACCOUNT_ID.eq(account))
        .execute();
  }

  private static Member member(OrganisationMemberRecord row) {
    return new Member(row.getAccountId(), Member.Role.valueOf(row.getRole()), row.getCreatedAt());
  }
}
