package boxoffice.inventory.audit;

import static boxoffice.db.inventory.Tables.AUDIT_ENTRY;

import boxoffice.db.inventory.tables.records.AuditEntryRecord;
import boxoffice.inventory.change.Change;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.InsertSetMoreStep;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Adds to the audit log, in the transaction of the deed: neither is there without the other.
public final class AuditLog {
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final JsonMapper json = JsonMapper.builder().build();
  private final Clock clock;

  AuditLog(Clock clock) {
    this.clock = clock;
  }

  /// @param organisationId whose it is; null for what belongs to none
  /// @param change that asks for it
  /// @param action past tense, such as `performance-opened`
  /// @param subject a UUID or sku
  /// @param before what the action changes, as it was; empty for what was not there
  /// @param after the same, as it is now; both hold what can be written as JSON
  public record Entry(
      @Nullable UUID organisationId,
      Change change,
      String action,
      String subject,
      Map<String, ?> before,
      Map<String, ?> after) {}

  /// Adds what a change was asked for. A request that was made before and comes again, though other
  /// changes came between, ends here, and with it its transaction.
  ///
  /// @throws WireException ETAG_MISMATCH for the same request, IDEMPOTENCY_KEY_REUSED for another
  ///   one under the same request id
  public void add(DSLContext transaction, Entry entry) {
    var change = entry.change();
    var added =
        insert(transaction, entry)
            .set(AUDIT_ENTRY.CHANGE_ID, change.id())
            .set(AUDIT_ENTRY.CHANGE_HASH, change.hashBytes())
            .onConflictDoNothing()
            .execute();
    if (added == 0) {
      change.checkSame(
          transaction
              .select(AUDIT_ENTRY.CHANGE_HASH)
              .from(AUDIT_ENTRY)
              .where(AUDIT_ENTRY.CHANGE_ID.eq(change.id()))
              .fetchOptional(AUDIT_ENTRY.CHANGE_HASH)
              .orElseThrow());
      throw new WireException(
          ErrorReason.ETAG_MISMATCH, "done before, and changed since: read it again");
    }
  }

  /// What a change was told of that was made before: for what keeps no last change of its own.
  ///
  /// @return the values before and after, together; empty for a change that is new
  /// @throws WireException IDEMPOTENCY_KEY_REUSED for another one under the same request id
  public Optional<Map<String, Object>> done(DSLContext transaction, Change change) {
    return transaction
        .select(AUDIT_ENTRY.CHANGE_HASH, AUDIT_ENTRY.BEFORE, AUDIT_ENTRY.AFTER)
        .from(AUDIT_ENTRY)
        .where(AUDIT_ENTRY.CHANGE_ID.eq(change.id()))
        .fetchOptional(row -> {
          change.checkSame(row.value1());
          var told = new HashMap<String, Object>();
          told.putAll(json.readValue(row.value2().data(), MAP));
          told.putAll(json.readValue(row.value3().data(), MAP));
          return told;
        });
  }

  /// Adds what a change brings along beside what it was asked for.
  public void addConsequence(DSLContext transaction, Entry entry) {
    insert(transaction, entry).execute();
  }

  private InsertSetMoreStep<AuditEntryRecord> insert(DSLContext transaction, Entry entry) {
    return transaction
        .insertInto(AUDIT_ENTRY)
        .set(AUDIT_ENTRY.ORGANISATION_ID, entry.organisationId())
        .set(AUDIT_ENTRY.ACTOR, entry.change().actor())
        .set(AUDIT_ENTRY.ACTION, entry.action())
        .set(AUDIT_ENTRY.SUBJECT, entry.subject())
        .set(AUDIT_ENTRY.BEFORE, JSONB.valueOf(json.writeValueAsString(entry.before())))
        .set(AUDIT_ENTRY.AFTER, JSONB.valueOf(json.writeValueAsString(entry.after())))
        .set(AUDIT_ENTRY.AT, clock.instant());
  }
}
