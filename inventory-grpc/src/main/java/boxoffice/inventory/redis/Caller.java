package boxoffice.inventory.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A thread that waits for its calls, and carries calls for others when it is given a lane.
final class Caller {
  private final Thread thread = Thread.currentThread();
  private final List<Call> calls;
  private final long began = System.nanoTime();
  private boolean interrupted;

  /// Guarded by the lock of [Lanes] where it is written.
  private volatile @Nullable Lane lane;

  Caller(List<Call> calls) {
    this.calls = calls;
    calls.forEach(call -> call.isOf(this));
  }

  List<Call> calls() {
    return calls;
  }

  boolean isServed() {
    return calls.stream().allMatch(Call::isDone);
  }

  /// How long ago the caller came.
  Duration waited() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Nullable Lane lane() {
    return lane;
  }

  void give(@Nullable Lane given) {
    lane = given;
  }

  void wake() {
    if (thread != Thread.currentThread()) {
      LockSupport.unpark(thread);
    }
  }

  /// An interrupt breaks a socket under those whose calls are on it, so it waits until the end.
  void park(Duration atMost) {
    LockSupport.parkNanos(this, atMost.toNanos());
    interrupted |= Thread.interrupted();
  }

  void goesOn() {
    if (interrupted) {
      thread.interrupt();
    }
  }
}
