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
  private volatile long due;

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

  /// Whether none of them waits to be sent.
  boolean isSent() {
    return calls.stream().allMatch(call -> call.isDone() || call.sent() > 0);
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
  void park() {
    LockSupport.park(this);
    interrupted |= Thread.interrupted();
  }

  /// Before it parks.
  void isDueIn(Duration time) {
    due = System.nanoTime() + time.toNanos();
  }

  /// @param now by [System#nanoTime()]
  void wakeIfDue(long now) {
    if (now - due >= 0) {
      wake();
    }
  }

  void goesOn() {
    if (interrupted) {
      thread.interrupt();
    }
  }
}
