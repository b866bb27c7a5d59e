package boxoffice.inventory.redis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Calls that wait to be sent, in the order in which they came. For one thread at a time.
final class CallQueue {
  private static final int TOGETHER = 64;

  /// So that a connection's buffers hold a batch: nobody is stuck writing to a Redis that is
  /// frozen.
  private static final int TOGETHER_BYTES = 64 * 1024;

  private final ArrayDeque<Call> calls = new ArrayDeque<>();

  int size() {
    return calls.size();
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  void add(List<Call> more) {
    calls.addAll(more);
  }

  /// The first ones, as many as may travel together.
  List<Call> takeBatch() {
    var batch = new ArrayList<Call>();
    int bytes = 0;
    for (var next = calls.peek(); next != null; next = calls.peek()) {
      bytes += next.bytes();
      if (batch.size() == TOGETHER || (bytes > TOGETHER_BYTES && !batch.isEmpty())) {
        break;
      }
      batch.add(calls.remove());
    }
    return batch;
  }

  /// In front of the others. Those whose caller has gone, nobody would carry.
  void putBack(List<Call> batch) {
    batch.reversed().stream().filter(call -> !call.isDone()).forEach(calls::addFirst);
  }

  /// Who is to carry what is here.
  Optional<Caller> firstWithoutLane() {
    return calls.stream().map(Call::caller).filter(caller -> caller.lane() == null).findFirst();
  }

  /// Ends what was not sent yet; and when the caller's time is over, all the rest.
  ///
  /// @param unsent what those hear that were not sent
  void withdraw(Caller caller, boolean isOver, Supplier<? extends RuntimeException> unsent) {
    for (var call : caller.calls()) {
      if (call.sent() == 0 && calls.remove(call)) {
        call.fail(unsent.get());
      } else if (isOver) {
        calls.remove(call);
        call.fail(RedisFailures.unknown(null));
      }
    }
  }

  /// Ends all, because there is no connection.
  void refuse(@Nullable RuntimeException failure) {
    for (var call = calls.poll(); call != null; call = calls.poll()) {
      call.fail(
          call.sent() == 0 ? RedisFailures.unavailable(failure) : RedisFailures.unknown(failure));
    }
  }
}
