package boxoffice.inventory.audit;

import static boxoffice.db.inventory.Tables.AUDIT_ENTRY;
import static org.jooq.impl.DSL.noCondition;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Reads the audit log.
final class AuditStore {
  /// Which entries; null and empty are for all.
  record Question(@Nullable UUID organisationId, String subject, String actor) {}

  /// @param before a JSON object, as `after`
  record Row(
      long number,
      @Nullable UUID organisationId,
      String actor,
      String action,
      String subject,
      String before,
      String after,
      Instant at) {}

  /// The newest first.
  ///
  /// @param below only entries with a smaller number
  List<Row> list(DSLContext sql, Question question, long below, int limit) {
    return sql.selectFrom(AUDIT_ENTRY)
        .where(AUDIT_ENTRY.NUMBER.lt(below))
        .and(
            question.organisationId() == null
                ? noCondition()
                : AUDIT_ENTRY.ORGANISATION_ID.eq(question.organisationId()))
        .and(
            question.subject().isEmpty()
                ? noCondition()
                : AUDIT_ENTRY.SUBJECT.eq(question.subject()))
        .and(question.actor().isEmpty() ? noCondition() : AUDIT_ENTRY.ACTOR.eq(question.actor()))
        .orderBy(AUDIT_ENTRY.NUMBER.desc())
        .limit(limit)
        .fetch(row ->
            new Row(
                row.getNumber(),
                row.getOrganisationId(),
                row.getActor(),
                row.getAction(),
                row.getSubject(),
                row.getBefore().data(),
                row.getAfter().data(),
                row.getAt()));
  }
}
