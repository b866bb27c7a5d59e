package boxoffice.load.scenario;

import java.time.Duration;
import java.util.PrimitiveIterator;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Begins visits when they are due, each on a virtual thread of its own, whether or not the ones
/// before have ended.
///
/// So many are under way at most, so that memory stays bounded; beyond that a visit begins late,
/// and since it is timed from when it was due, that counts.
final class OpenLoop {
  private final int atOnce;
  private final Stop stop;

  OpenLoop(int atOnce, Stop stop) {
    this.atOnce = atOnce;
    this.stop = stop;
  }

  /// What is done at an arrival.
  interface Visit {
    /// @param number from 0
    /// @param due by [System#nanoTime()]
    void make(long number, long due);
  }

  /// Returns when all have ended. A stop lets those under way end and begins no more.
  void run(PrimitiveIterator.OfLong arrivals, Visit visit) {
    var places = new Semaphore(atOnce);
    var start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long number = 0; arrivals.hasNext() && !stop.isStopped(); number++) {
        var due = start + arrivals.nextLong();
        if (!stop.pause(Duration.ofNanos(due - System.nanoTime()))) {
          return;
        }
        places.acquireUninterruptibly();
        var arrival = number;
        threads.execute(() -> {
          try {
            visit.make(arrival, due);
          } finally {
            places.release();
          }
        });
      }
    }
  }
}
