package boxoffice.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what has to become true.
public final class Await {
  private static final Duration LOOK = Duration.ofMillis(10);

  private Await() {}

  /// For what has no bound of its own.
  public static void until(BooleanSupplier condition) {
    within(Duration.ofSeconds(30), condition);
  }

  public static void within(Duration most, BooleanSupplier condition) {
    var end = System.nanoTime() + most.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("still not after " + most).isLessThan(end);
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
