package boxoffice.order.performance;

import boxoffice.db.UnheardFailures;
import boxoffice.order.purchase.CancelForPerformance;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// Cancels the orders of cancelled performances, a few at a time. Every instance has one; an order
/// that one of them leaves behind is taken by another one after the lease, and finds the
/// cancellation that was stored, if there is one.
final class CancellationWorker {
  private static final Logger log = LoggerFactory.getLogger(CancellationWorker.class);
  private static final int AT_ONCE = 20;

  /// A payment that is being stopped is looked at so often.
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final CancellationStore store;
  private final CancelForPerformance cancel;

  CancellationWorker(CancellationStore store, CancelForPerformance cancel) {
    this.store = store;
    this.cancel = cancel;
  }

  @Scheduled(fixedDelayString = "${boxoffice.order.work-interval:1s}", scheduler = "orderTimers")
  void work() {
    var taken = store.takeDue(AT_ONCE);
    while (!taken.isEmpty()) {
      taken.forEach(this::cancel);
      taken = taken.size() < AT_ONCE ? List.of() : store.takeDue(AT_ONCE);
    }
    store.finish();
  }

  /// One that cannot be cancelled now keeps no other from it, and is taken again after its lease.
  private void cancel(CancellationStore.Due due) {
    try {
      tryToCancel(due);
    } catch (RuntimeException e) { // also a bug or a broken row is that order's alone
      var what = "order " + due.orderId() + " of a cancelled performance is left for later";
      UnheardFailures.tell(log, what, e);
    }
  }

  private void tryToCancel(CancellationStore.Due due) {
    var of = due.of();
    var request =
        new CancelForPerformance.Request(
            due.cancellationId(), due.orderId(), of.performanceId(), of.organiser(), of.reason());
    store.store(due, OrderOutcome.of(cancel.cancel(request)), AGAIN);
  }
}
