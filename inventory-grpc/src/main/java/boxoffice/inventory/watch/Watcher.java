package boxoffice.inventory.watch;

import boxoffice.inventory.v1.WatchAvailabilityResponse;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import io.grpc.stub.ServerCallStreamObserver;
import io.micrometer.core.instrument.Counter;
import java.util.ArrayDeque;
import java.util.Queue;

/// One stream. Never makes anybody wait: what its client does not read yet waits here, and when
/// that is too much the stream is cut.
final class Watcher {
  private final ServerCallStreamObserver<WatchAvailabilityResponse> stream;
  private final Version seen;
  private final int mostPending;
  private final Counter cut;
  private final Queue<WatchAvailabilityResponse> pending = new ArrayDeque<>();
  private boolean over;

  /// @param seen what the client has already
  /// @param cut counts those that were
  Watcher(
      ServerCallStreamObserver<WatchAvailabilityResponse> stream,
      Version seen,
      int mostPending,
      Counter cut) {
    this.stream = stream;
    this.seen = seen;
    this.mostPending = mostPending;
    this.cut = cut;
  }

  Version seen() {
    return seen;
  }

  /// @return false when the stream is over
  synchronized boolean send(WatchAvailabilityResponse update) {
    drain();
    if (over) {
      return false;
    }
    if (update.hasSnapshot()) {
      pending.clear(); // it says all that they do
    }
    if (pending.isEmpty() && stream.isReady()) {
      stream.onNext(update);
      return true;
    }
    if (pending.size() < mostPending) {
      pending.add(update);
      return true;
    }
    cut.increment();
    fail(
        WireException.tryAgain(
            ErrorReason.RATE_LIMITED, "read too slowly: go on from the last version", null));
    return false;
  }

  /// When the client is ready for more.
  synchronized void drain() {
    while (!over && stream.isReady()) {
      var next = pending.poll();
      if (next == null) {
        return;
      }
      stream.onNext(next);
    }
  }

  synchronized void fail(RuntimeException failure) {
    if (end()) {
      stream.onError(failure);
    }
  }

  synchronized void complete() {
    if (end()) {
      stream.onCompleted();
    }
  }

  /// The client is gone.
  synchronized void forget() {
    var _ = end();
  }

  private boolean end() {
    var first = !over;
    over = true;
    pending.clear();
    return first;
  }
}
