package boxoffice.load;

import boxoffice.load.scenario.Stop;
import java.util.concurrent.CountDownLatch;

/// Ctrl-C: no new work begins, what is under way ends, the report is still written, and only then
/// the JVM goes.
final class Interrupt implements AutoCloseable {
  private final Stop stop;
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean happened;

  private Interrupt(Stop stop) {
    this.stop = stop;
  }

  static Interrupt to(Stop stop) {
    var interrupt = new Interrupt(stop);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(interrupt::happen));
    return interrupt;
  }

  private void happen() {
    if (finished.getCount() == 0) {
      return;
    }
    happened = true;
    stop.now();
    try {
      finished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean happened() {
    return happened;
  }

  /// The run is over, everything is written.
  @Override
  public void close() {
    finished.countDown();
  }
}
