package boxoffice.inventory.venue;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.DatabaseTime;
import boxoffice.inventory.membership.Memberships;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;

/// Adds, changes and deletes venues.
final class ChangeVenue {
  private final DSLContext sql;
  private final VenueStore store;
  private final Memberships memberships;
  private final AuditLog audit;
  private final Clock clock;

  ChangeVenue(
      DSLContext sql, VenueStore store, Memberships memberships, AuditLog audit, Clock clock) {
    this.sql = sql;
    this.store = store;
    this.memberships = memberships;
    this.audit = audit;
    this.clock = clock;
  }

  /// Safe to repeat: the id follows from caller and request.
  ///
  /// @throws WireException NOT_FOUND for the organisation, IDEMPOTENCY_KEY_REUSED
  Venue create(Change change, UUID organisation, Venue.Description description) {
    var id = change.created("venue");
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      memberships.check(inside, organisation, "organisation");
      var venue = new Venue(id, organisation, description, 1, now(), now());
      if (!store.insert(inside, venue, change)) {
        change.checkSame(store.requestHash(inside, id));
        return store.find(inside, id).orElseThrow();
      }
      record(inside, change, "venue-created", venue, Map.of(), json(description));
      return venue;
    });
  }

  /// @param seen the etag, or empty
  /// @throws WireException NOT_FOUND, ETAG_MISMATCH, IDEMPOTENCY_KEY_REUSED
  Venue update(Change change, UUID id, String seen, UnaryOperator<Venue.Description> edit) {
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      var locked = store.lock(inside, id).orElseThrow(() -> WireException.notFound("venue"));
      var before = locked.venue();
      memberships.check(inside, before.organisationId(), "venue");
      if (change.isLast(locked.lastChange())) {
        return before;
      }
      Change.checkEtag(seen, before.revision());
      var after = edit.apply(before.description());
      store.update(inside, id, after, change, now());
      record(inside, change, "venue-updated", before, json(before.description()), json(after));
      return store.find(inside, id).orElseThrow();
    });
  }

  /// Safe to repeat.
  ///
  /// @return how many seat maps stand in the way; 0 when it is gone
  /// @throws WireException NOT_FOUND for somebody else's, ETAG_MISMATCH
  int delete(Change change, UUID id, String seen) {
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      var locked = store.lock(inside, id);
      if (locked.isEmpty()) {
        return 0;
      }
      var venue = locked.get().venue();
      memberships.check(inside, venue.organisationId(), "venue");
      Change.checkEtag(seen, venue.revision());
      var seatMaps = store.seatMaps(inside, id);
      if (seatMaps == 0) {
        store.delete(inside, id);
        record(inside, change, "venue-deleted", venue, json(venue.description()), Map.of());
      }
      return seatMaps;
    });
  }

  private void record(
      DSLContext inside,
      Change change,
      String action,
      Venue venue,
      Map<String, ?> before,
      Map<String, ?> after) {
    audit.add(
        inside,
        new AuditLog.Entry(
            venue.organisationId(), change, action, venue.venueId().toString(), before, after));
  }

  private static Map<String, ?> json(Venue.Description description) {
    return Map.of(
        "display_name",
        description.displayName(),
        "address",
        description.address(),
        "time_zone",
        description.timeZone().getId());
  }

  private Instant now() {
    return DatabaseTime.now(clock);
  }
}
