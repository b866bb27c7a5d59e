package boxoffice.inventory.performance;

import static boxoffice.inventory.performance.Performance.State.CANCELLED;
import static boxoffice.inventory.performance.Performance.State.DRAFT;
import static boxoffice.inventory.performance.Performance.State.OPEN;
import static boxoffice.inventory.performance.Performance.State.PAUSED;
import static boxoffice.inventory.performance.Performance.State.PUBLISHED;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.event.Events;
import boxoffice.inventory.performance.Performance.State;
import boxoffice.wire.WireException;
import java.util.UUID;
import org.jooq.DSLContext;

/// Takes a performance from one state to the next. Each step is one conditional update, and to ask
/// for one that is done changes nothing.
final class MovePerformance {
  /// What can be asked for.
  enum Move {
    PUBLISH(PUBLISHED),
    OPEN_SALE(OPEN),
    PAUSE(PAUSED),
    CANCEL(CANCELLED);

    private final State to;

    Move(State to) {
      this.to = to;
    }

    private boolean isLegalFrom(State state) {
      return switch (this) {
        case PUBLISH -> state == DRAFT;
        case OPEN_SALE -> state == PUBLISHED || state == PAUSED;
        case PAUSE -> state == OPEN;
        case CANCEL -> state != CANCELLED;
      };
    }
  }

  private final PerformanceChanges changes;
  private final PerformanceStore store;
  private final Events events;

  MovePerformance(PerformanceChanges changes, PerformanceStore store, Events events) {
    this.changes = changes;
    this.store = store;
    this.events = events;
  }

  /// @param seen the etag, or empty
  /// @throws WireException NOT_FOUND, ETAG_MISMATCH, IDEMPOTENCY_KEY_REUSED
  Changed move(Change change, UUID id, String seen, Move move) {
    var changed = changes.inTransaction(inside -> moveInside(inside, change, id, seen, move));
    if (changed instanceof Changed.Done done) {
      changes.announce(done.performance());
    }
    return changed;
  }

  private Changed moveInside(DSLContext inside, Change change, UUID id, String seen, Move move) {
    var isEventPublished = move != Move.PUBLISH || isEventPublished(inside, id);
    var locked = changes.lock(inside, id, "performance");
    var before = locked.performance();
    if (change.isLast(locked.lastChange())) {
      return new Changed.Done(before);
    }
    Change.checkEtag(seen, before.revision());
    if (before.state() == move.to) {
      return new Changed.Done(before);
    }
    if (!move.isLegalFrom(before.state())) {
      return new Changed.Conflict(before.state(), false);
    }
    if (!isEventPublished) {
      return new Changed.Conflict(before.state(), true);
    }
    return new Changed.Done(moved(inside, change, before, move));
  }

  private Performance moved(DSLContext inside, Change change, Performance before, Move move) {
    var id = before.performanceId();
    if (!store.move(inside, before, move.to, change)) {
      throw new IllegalStateException("changed although it was locked: performance " + id);
    }
    if (move == Move.CANCEL) {
      store.endHolds(inside, id);
    }
    var after = store.find(inside, id).orElseThrow();
    changes.recordMove(inside, change, before, move.to);
    return after;
  }

  /// The event comes before the performance wherever both are locked.
  private boolean isEventPublished(DSLContext inside, UUID id) {
    return store.eventId(inside, id).map(event -> events.isPublished(inside, event)).orElse(true);
  }
}
