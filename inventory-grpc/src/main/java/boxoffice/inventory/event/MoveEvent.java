package boxoffice.inventory.event;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.DatabaseTime;
import boxoffice.inventory.lock.LongTransaction;
import boxoffice.inventory.membership.Memberships;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;

/// Publishes and cancels events. Each is one conditional update, and to ask for what is done
/// changes nothing.
final class MoveEvent {
  private final EventStore store;
  private final Memberships memberships;
  private final AuditLog audit;
  private final Function<EventCancellation, Runnable> cancelPerformances;
  private final Clock clock;

  /// @param cancelPerformances in the same transaction; gives back what is to be done after the
  ///   commit
  MoveEvent(
      EventStore store,
      Memberships memberships,
      AuditLog audit,
      Function<EventCancellation, Runnable> cancelPerformances,
      Clock clock) {
    this.store = store;
    this.memberships = memberships;
    this.audit = audit;
    this.cancelPerformances = cancelPerformances;
    this.clock = clock;
  }

  /// @param event as it is now: cancelled where it could not be published
  /// @param afterwards to be done after the commit
  private record Moved(Event event, Runnable afterwards) {}

  /// @param seen the etag, or empty
  /// @return in the state that it is in now: a cancelled one stays cancelled
  /// @throws WireException NOT_FOUND, ETAG_MISMATCH, IDEMPOTENCY_KEY_REUSED
  Event move(DSLContext sql, Change change, UUID id, String seen, Event.State to) {
    var moved =
        sql.transactionResult(transaction -> {
          LongTransaction.begin(transaction.dsl()); // it may have many performances
          return moveInside(transaction.dsl(), change, id, seen, to);
        });
    moved.afterwards().run();
    return moved.event();
  }

  private Moved moveInside(DSLContext inside, Change change, UUID id, String seen, Event.State to) {
    var locked = store.lock(inside, id).orElseThrow(() -> WireException.notFound("event"));
    var before = locked.event();
    memberships.check(inside, before.organisationId(), "event");
    if (change.isLast(locked.lastChange())) {
      return new Moved(before, MoveEvent::nothing);
    }
    Change.checkEtag(seen, before.revision());
    if (before.state() == to || before.state() == Event.State.CANCELLED) {
      return new Moved(before, MoveEvent::nothing);
    }
    if (!store.move(inside, before, to, change, DatabaseTime.now(clock))) {
      throw new IllegalStateException("changed although it was locked: event " + id);
    }
    record(inside, change, before, to);
    Runnable afterwards =
        to == Event.State.CANCELLED
            ? cancelPerformances.apply(new EventCancellation(inside, id, change))
            : MoveEvent::nothing;
    return new Moved(store.find(inside, id).orElseThrow(), afterwards);
  }

  private void record(DSLContext inside, Change change, Event before, Event.State to) {
    audit.add(
        inside,
        new AuditLog.Entry(
            before.organisationId(),
            change,
            "event-" + to.name().toLowerCase(Locale.ROOT),
            before.eventId().toString(),
            Map.of("state", before.state()),
            Map.of("state", to)));
  }

  private static void nothing() {}
}
