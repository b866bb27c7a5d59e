package boxoffice.inventory.audit;

import static boxoffice.db.inventory.Tables.AUDIT_ENTRY;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Adds to the audit log, in the transaction of the deed: neither is there without the other.
public final class AuditLog {
  private final JsonMapper json = JsonMapper.builder().build();
  private final Clock clock;

  AuditLog(Clock clock) {
    this.clock = clock;
  }

  /// @param organisationId whose it is; null for what belongs to none
  /// @param actor the account's UUID
  /// @param action past tense, such as `performance-opened`
  /// @param subject a UUID or sku
  /// @param before what the action changes, as it was; empty for what was not there
  /// @param after the same, as it is now; both hold what can be written as JSON
  public record Entry(
      @Nullable UUID organisationId,
      String actor,
      String action,
      String subject,
      Map<String, ?> before,
      Map<String, ?> after) {}

  public void add(DSLContext transaction, Entry entry) {
    transaction
        .insertInto(AUDIT_ENTRY)
        .set(AUDIT_ENTRY.ORGANISATION_ID, entry.organisationId())
        .set(AUDIT_ENTRY.ACTOR, entry.actor())
        .set(AUDIT_ENTRY.ACTION, entry.action())
        .set(AUDIT_ENTRY.SUBJECT, entry.subject())
        .set(AUDIT_ENTRY.BEFORE, JSONB.valueOf(json.writeValueAsString(entry.before())))
        .set(AUDIT_ENTRY.AFTER, JSONB.valueOf(json.writeValueAsString(entry.after())))
        .set(AUDIT_ENTRY.AT, clock.instant())
        .execute();
  }
}
