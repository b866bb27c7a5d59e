package boxoffice.user.audit;

import static boxoffice.db.users.Tables.AUDIT_ENTRY;

import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/// Reads the audit log.
@Component
final class AuditStore {
  private final DSLContext sql;

  AuditStore(DSLContext sql) {
    this.sql = sql;
  }

  /// @param before a JSON object, as `after`
  record Row(
      long number,
      String actor,
      String action,
      String subject,
      String before,
      String after,
      Instant at) {}

  /// @param subject empty for all, as `actor`
  /// @param below only entries with a smaller number
  List<Row> list(String subject, String actor, long below, int size) {
    return sql.selectFrom(AUDIT_ENTRY)
        .where(AUDIT_ENTRY.NUMBER.lt(below))
        .and(unlessEmpty(AUDIT_ENTRY.SUBJECT, subject))
        .and(unlessEmpty(AUDIT_ENTRY.ACTOR, actor))
        .orderBy(AUDIT_ENTRY.NUMBER.desc())
        .limit(size)
        .fetch(row ->
            new Row(
                row.getNumber(),
                row.getActor(),
                row.getAction(),
                row.getSubject(),
                row.getBefore().data(),
                row.getAfter().data(),
                row.getAt()));
  }

  private static Condition unlessEmpty(TableField<?, String> field, String value) {
    return value.isEmpty() ? DSL.noCondition() : field.eq(value);
  }
}
