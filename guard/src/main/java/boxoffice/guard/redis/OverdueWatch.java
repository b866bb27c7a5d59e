package boxoffice.guard.redis;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Looks every few milliseconds at whatever waits for Redis, so that what is overdue ends without a
/// timer for each wait.
///
/// A virtual thread that waits with a time-out sets a timer and takes it back, and wakes the thread
/// that keeps the timers each time: that was a tenth of what a claim cost. Here one platform thread
/// serves the whole process. It rests after a second in which nothing waited, until something does.
/// For many threads.
public final class OverdueWatch {
  private static final Duration TICK = Duration.ofMillis(5);
  private static final int TICKS_UNTIL_REST = 200;

  /// That of this process.
  public static final OverdueWatch SHARED = start();

  private final Set<Waits> places = ConcurrentHashMap.newKeySet();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("overdue-watch").unstarted(this::run);
  private volatile boolean rests;

  private OverdueWatch() {}

  /// A place where somebody may wait.
  public interface Waits {
    /// Ends or wakes what is overdue. Returns at once, and never throws.
    ///
    /// @param now by [System#nanoTime()]
    /// @return whether anything waits here
    boolean endOverdue(long now);
  }

  /// Whether it waits to be told that something begins.
  boolean rests() {
    return rests;
  }

  static OverdueWatch start() {
    var watch = new OverdueWatch();
    watch.thread.start();
    return watch;
  }

  /// From now on it is looked at, until [#forget].
  public void add(Waits place) {
    places.add(place);
  }

  public void forget(Waits place) {
    places.remove(place);
  }

  /// Comes after a place has begun to wait, so that it is looked at within a tick.
  public void begins() {
    if (rests) {
      rests = false;
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    int quiet = 0;
    while (true) {
      if (quiet < TICKS_UNTIL_REST) {
        LockSupport.parkNanos(this, TICK.toNanos());
      } else {
        rest();
      }
      quiet = look() ? 0 : quiet + 1;
    }
  }

  /// Says so first and looks then: what begins to wait meanwhile is seen, or wakes it.
  private void rest() {
    rests = true;
    if (!look()) {
      LockSupport.park(this);
    }
    rests = false;
  }

  private boolean look() {
    var now = System.nanoTime();
    var waits = false;
    for (var place : places) {
      waits |= place.endOverdue(now);
    }
    return waits;
  }
}
