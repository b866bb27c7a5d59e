package boxoffice.inventory.event;

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

/// Adds and changes events.
final class ChangeEvent {
  private final DSLContext sql;
  private final EventStore store;
  private final Memberships memberships;
  private final AuditLog audit;
  private final Clock clock;

  ChangeEvent(
      DSLContext sql, EventStore store, Memberships memberships, AuditLog audit, Clock clock) {
    this.sql = sql;
    this.store = store;
    this.memberships = memberships;
    this.audit = audit;
    this.clock = clock;
  }

  record Texts(String displayName, String description) {}

  /// Safe to repeat: the id follows from caller and request.
  ///
  /// @throws WireException NOT_FOUND for the organisation, IDEMPOTENCY_KEY_REUSED
  Event create(Change change, UUID organisation, Texts texts, Event.State state) {
    var id = change.created("event");
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      memberships.check(inside, organisation, "organisation");
      var event =
          new Event(
              id, organisation, texts.displayName(), texts.description(), state, 1, now(), now());
      if (!store.insert(inside, event, change)) {
        change.checkSame(store.requestHash(inside, id));
        return store.find(inside, id).orElseThrow();
      }
      record(inside, change, "event-created", event, Map.of(), json(event));
      return event;
    });
  }

  /// @param seen the etag, or empty
  /// @param edit gives the event back as it is to be
  /// @throws WireException NOT_FOUND, ETAG_MISMATCH, IDEMPOTENCY_KEY_REUSED
  Event update(Change change, UUID id, String seen, UnaryOperator<Event> edit) {
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      var locked = store.lock(inside, id).orElseThrow(() -> WireException.notFound("event"));
      var before = locked.event();
      memberships.check(inside, before.organisationId(), "event");
      if (change.isLast(locked.lastChange())) {
        return before;
      }
      Change.checkEtag(seen, before.revision());
      var after = edit.apply(before);
      store.update(inside, after, change, now());
      record(inside, change, "event-updated", before, json(before), json(after));
      return store.find(inside, id).orElseThrow();
    });
  }

  private void record(
      DSLContext inside,
      Change change,
      String action,
      Event event,
      Map<String, ?> before,
      Map<String, ?> after) {
    audit.add(
        inside,
        new AuditLog.Entry(
            event.organisationId(), change, action, event.eventId().toString(), before, after));
  }

  private static Map<String, ?> json(Event event) {
    return Map.of(
        "display_name",
        event.displayName(),
        "description",
        event.description(),
        "state",
        event.state());
  }

  private Instant now() {
    return DatabaseTime.now(clock);
  }
}
