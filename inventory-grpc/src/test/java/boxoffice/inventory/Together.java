package boxoffice.inventory;

import boxoffice.db.DatabaseFailures;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Calls that are made at the same time.
public final class Together {
  private static final int MOST_TRIES = 50;

  private Together() {}

  /// @return the answers in the order of the calls
  /// @throws ExecutionException when one of them fails
  public static <T> List<T> all(Collection<? extends Callable<T>> calls)
      throws InterruptedException, ExecutionException {
    var answers = new ArrayList<T>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  /// A call with a request id, or a transaction that finds what it did, repeated as our clients do:
  /// on a busy machine a lock that many want is not had in time.
  public static <T> Callable<T> insisting(Supplier<T> call) {
    return () -> insist(call);
  }

  /// The same, at once.
  public static <T> T insist(Supplier<T> call) {
    for (int tries = 1; ; tries++) {
      try {
        return call.get();
      } catch (RuntimeException e) {
        if (tries == MOST_TRIES || !mayBeRepeated(e)) {
          throw e;
        }
      }
    }
  }

  private static boolean mayBeRepeated(RuntimeException failure) {
    return failure instanceof StatusRuntimeException refused
        ? refused.getStatus().getCode() == Status.Code.UNAVAILABLE
        : DatabaseFailures.map(failure).isPresent();
  }
}
