package boxoffice.inventory.performance;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.performance.PerformanceChanges.Deed;
import boxoffice.wire.WireException;
import java.util.UUID;
import org.jooq.DSLContext;

/// Changes a performance's name, times, prices and limits. What is held keeps the price that was
/// quoted for it.
final class UpdatePerformance {
  private final PerformanceChanges changes;
  private final PerformanceStore store;

  UpdatePerformance(PerformanceChanges changes, PerformanceStore store) {
    this.changes = changes;
    this.store = store;
  }

  /// @param seen the etag, or empty
  /// @throws WireException NOT_FOUND, ETAG_MISMATCH, IDEMPOTENCY_KEY_REUSED, VALIDATION_FAILED
  Changed update(Change change, UUID id, String seen, PerformanceEdit edit) {
    var changed = changes.inTransaction(inside -> updateInside(inside, change, id, seen, edit));
    if (changed instanceof Changed.Done done) {
      changes.announce(done.performance());
    }
    return changed;
  }

  private Changed updateInside(
      DSLContext inside, Change change, UUID id, String seen, PerformanceEdit edit) {
    var locked = changes.lock(inside, id, "performance");
    var before = locked.performance();
    if (change.isLast(locked.lastChange())) {
      return new Changed.Done(before);
    }
    Change.checkEtag(seen, before.revision());
    if (before.state() == Performance.State.CANCELLED) {
      return new Changed.Conflict(before.state(), false);
    }
    var after =
        edit.of(
            before,
            store.categories(inside, before.seatMapId()),
            store.comingCategories(inside, before.seatMapId()));
    store.update(inside, after, change);
    if (edit.prices() != null) {
      store.replacePrices(inside, after);
    }
    var fields = edit.mask().fields();
    changes.record(
        inside,
        change,
        "performance-updated",
        before,
        new Deed(id, PerformanceJson.of(before, fields), PerformanceJson.of(after, fields)));
    return new Changed.Done(store.find(inside, id).orElseThrow());
  }
}
