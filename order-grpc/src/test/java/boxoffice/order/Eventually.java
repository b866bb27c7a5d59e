package boxoffice.order;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what happens beside the test.
final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(10);

  private Eventually() {}

  static void is(String what, BooleanSupplier condition) {
    var _ = got(what, () -> Optional.of(what).filter(_ -> condition.getAsBoolean()));
  }

  /// What comes of trying again and again.
  static <T> T got(String what, Supplier<Optional<T>> attempt) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    var found = attempt.get();
    while (found.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not happen in time: " + what);
      }
      LockSupport.parkNanos(POLL.toNanos());
      found = attempt.get();
    }
    return found.get();
  }
}
