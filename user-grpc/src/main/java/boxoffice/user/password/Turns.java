package boxoffice.user.password;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// So many at a time, and a few who wait for their turn in the order in which they came. Everybody
/// else is told at once that there are too many, and so is who waits too long.
final class Turns {
  private final Duration patience;
  private final Semaphore admitted;
  private final Semaphore places;

  /// @param most at a time
  /// @param waiting most who wait
  /// @param patience of who waits
  Turns(int most, int waiting, Duration patience) {
    this.patience = patience;
    admitted = new Semaphore(most + waiting);
    places = new Semaphore(most, true);
  }

  /// Goes with [#giveBack], in any thread.
  ///
  /// @throws WireException OVERLOADED
  void take() {
    if (!admitted.tryAcquire()) {
      throw overloaded(null);
    }
    var mine = false;
    try {
      mine = places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw overloaded(e);
    } finally {
      if (!mine) {
        admitted.release();
      }
    }
    if (!mine) {
      throw overloaded(null);
    }
  }

  void giveBack() {
    places.release();
    admitted.release();
  }

  static WireException overloaded(@Nullable Throwable cause) {
    return new WireException(
        ErrorReason.OVERLOADED, "too many passwords at once, try again", Map.of(), cause);
  }
}
