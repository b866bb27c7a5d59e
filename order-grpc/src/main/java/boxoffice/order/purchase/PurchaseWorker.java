package boxoffice.order.purchase;

import java.util.concurrent.Semaphore;
import org.springframework.scheduling.annotation.Scheduled;

/// Goes on with what nobody waits for: orders that a crash left behind, payments whose outcome is
/// not known, orders not paid in time, seats still to be booked or freed. Every instance has one;
/// an order is worked on by one at a time.
final class PurchaseWorker {
  private static final int AT_ONCE = 32;

  private final WorkStore work;
  private final Runs runs;
  private final Semaphore free = new Semaphore(AT_ONCE);

  PurchaseWorker(WorkStore work, Runs runs) {
    this.work = work;
    this.runs = runs;
  }

  @Scheduled(fixedDelayString = "${boxoffice.order.work-interval:1s}", scheduler = "orderTimers")
  void work() {
    var max = free.drainPermits();
    var taken = 0;
    try {
      if (max > 0) {
        for (var lease : work.takeDue(max)) {
          taken++;
          runs.resume(lease, free::release);
        }
      }
    } finally {
      free.release(max - taken);
    }
  }
}
