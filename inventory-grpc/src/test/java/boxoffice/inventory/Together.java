package boxoffice.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Calls that are made at the same time.
public final class Together {
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
}
