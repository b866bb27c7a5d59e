package boxoffice.sandbox;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waits for what happens in the background, by looking again; a minute at most unless said.
final class Patience {
  private static final Duration MOST = Duration.ofSeconds(60);
  private static final Duration BETWEEN = Duration.ofMillis(50);

  private Patience() {}

  /// @param what for the message when it does not come
  static <T> T await(String what, Supplier<T> look, Predicate<T> there) {
    return await(what, MOST, look, there);
  }

  static <T> T await(String what, Duration most, Supplier<T> look, Predicate<T> there) {
    var end = System.nanoTime() + most.toNanos();
    while (true) {
      var seen = look.get();
      if (there.test(seen)) {
        return seen;
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited " + most.toSeconds() + " s for " + what);
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }
}
