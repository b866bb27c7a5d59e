package boxoffice.load.scenario;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Tells everybody that no new work is to begin, and wakes who waits. Safe for use by many threads.
public final class Stop {
  private final CountDownLatch stopped = new CountDownLatch(1);

  public void now() {
    stopped.countDown();
  }

  public boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /// Waits so long, or until stopped.
  ///
  /// @return whether work may go on
  public boolean pause(Duration time) {
    try {
      return !stopped.await(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
