package boxoffice.inventory.performance;

import boxoffice.inventory.event.EventCancellation;
import java.util.ArrayList;
import java.util.function.Function;

/// Cancels the performances of a cancelled event, in its transaction, in the order of their ids.
final class CancelPerformances implements Function<EventCancellation, Runnable> {
  private final PerformanceChanges changes;
  private final PerformanceStore store;

  CancelPerformances(PerformanceChanges changes, PerformanceStore store) {
    this.changes = changes;
    this.store = store;
  }

  /// @return what is to be done after the commit
  @Override
  public Runnable apply(EventCancellation event) {
    var inside = event.inside();
    var cancelled = new ArrayList<Performance>();
    for (var id : store.lockOfEvent(inside, event.eventId())) {
      var before = store.find(inside, id).orElseThrow();
      if (store.move(inside, before, Performance.State.CANCELLED, event.change())) {
        store.endHolds(inside, id);
        changes.recordCancelled(inside, event.change(), before);
        cancelled.add(store.find(inside, id).orElseThrow());
      }
    }
    return () -> cancelled.forEach(changes::announce);
  }
}
