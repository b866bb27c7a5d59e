package boxoffice.inventory.organisation;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.DatabaseTime;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;

/// Starts and renames organisations.
final class ChangeOrganisation {
  private final DSLContext sql;
  private final OrganisationStore organisations;
  private final MemberStore members;
  private final OwnersOnly owners;
  private final AuditLog audit;
  private final Clock clock;

  ChangeOrganisation(
      DSLContext sql,
      OrganisationStore organisations,
      MemberStore members,
      AuditLog audit,
      Clock clock) {
    this.sql = sql;
    this.organisations = organisations;
    this.members = members;
    this.owners = new OwnersOnly(organisations, members);
    this.audit = audit;
    this.clock = clock;
  }

  /// Whoever creates it is its first owner. Safe to repeat: the id follows from caller and request.
  ///
  /// @throws WireException IDEMPOTENCY_KEY_REUSED
  Organisation create(Change change, String displayName) {
    var id = change.created("organisation");
    var now = now();
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      var organisation = new Organisation(id, displayName, 1, now, now);
      if (!organisations.insert(inside, organisation, change)) {
        change.checkSame(organisations.requestHash(inside, id));
        return organisations.find(inside, id).orElseThrow();
      }
      members.put(inside, id, UUID.fromString(change.actor()), Member.Role.OWNER, now);
      audit.add(
          inside,
          new AuditLog.Entry(
              id,
              change,
              "organisation-created",
              id.toString(),
              Map.of(),
              Map.of("display_name", displayName)));
      return organisation;
    });
  }

  /// @param seen the etag, or empty
  /// @throws WireException NOT_FOUND, FORBIDDEN, ETAG_MISMATCH, IDEMPOTENCY_KEY_REUSED
  Organisation rename(Change change, UUID id, String displayName, String seen) {
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      var locked = owners.lock(inside, id);
      var before = locked.organisation();
      if (change.isLast(locked.lastChange())) {
        return before;
      }
      Change.checkEtag(seen, before.revision());
      organisations.rename(inside, id, displayName, change, now());
      audit.add(
          inside,
          new AuditLog.Entry(
              id,
              change,
              "organisation-updated",
              id.toString(),
              Map.of("display_name", before.displayName()),
              Map.of("display_name", displayName)));
      return organisations.find(inside, id).orElseThrow();
    });
  }

  private Instant now() {
    return DatabaseTime.now(clock);
  }
}
