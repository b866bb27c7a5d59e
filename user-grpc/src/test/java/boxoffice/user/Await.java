package boxoffice.user;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what becomes so by itself.
public final class Await {
  private static final Duration BETWEEN = Duration.ofMillis(10);

  private Await() {}

  /// @throws AssertionError when it is not so in time
  public static void until(String what, Duration patience, BooleanSupplier isSo) {
    var end = System.nanoTime() + patience.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not so after " + patience + ": " + what);
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }
}
