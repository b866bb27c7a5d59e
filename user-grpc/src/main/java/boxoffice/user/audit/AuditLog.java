package boxoffice.user.audit;

import static boxoffice.db.users.Tables.AUDIT_ENTRY;

import java.time.Clock;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Adds to the audit log, in the transaction of the deed: neither is there without the other.
@Component
public final class AuditLog {
  /// The actor of what this service does by itself.
  public static final String SYSTEM = "system";

  private final JsonMapper json;
  private final Clock clock;

  AuditLog(JsonMapper json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  /// @param actor an account's UUID, a client's id, or [#SYSTEM]
  /// @param action past tense, such as `role-granted`
  /// @param subject an account's or session's UUID, a client's or key's id
  /// @param before what the action changes, as it was; never a secret, no address, no name
  /// @param after the same, as it is now
  public record Entry(
      String actor, String action, String subject, Map<String, ?> before, Map<String, ?> after) {}

  public void add(DSLContext transaction, Entry entry) {
    transaction
        .insertInto(AUDIT_ENTRY)
        .set(AUDIT_ENTRY.ACTOR, entry.actor())
        .set(AUDIT_ENTRY.ACTION, entry.action())
        .set(AUDIT_ENTRY.SUBJECT, entry.subject())
        .set(AUDIT_ENTRY.BEFORE, JSONB.valueOf(json.writeValueAsString(entry.before())))
        .set(AUDIT_ENTRY.AFTER, JSONB.valueOf(json.writeValueAsString(entry.after())))
        .set(AUDIT_ENTRY.AT, clock.instant())
        .execute();
  }
}
