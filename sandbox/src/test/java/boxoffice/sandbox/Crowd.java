package boxoffice.sandbox;

import boxoffice.sandbox.EdgeClient.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Some people who do the same over and over, until this is closed.
final class Crowd implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean goesOn = new AtomicBoolean(true);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> loops = new ArrayList<>();

  /// @param action the answer that counts
  Crowd(int people, Supplier<Answer> action) {
    for (int i = 0; i < people; i++) {
      loops.add(
          threads.submit(() -> {
            while (goesOn.get()) {
              answers.add(action.get());
            }
          }));
    }
  }

  /// Waits until so many more were answered with 201.
  void awaitMore(int count) {
    var before = succeeded();
    Patience.await(count + " more", PATIENCE, this::succeeded, now -> now >= before + count);
  }

  /// What was answered so far does not count.
  void forget() {
    answers.clear();
  }

  private long succeeded() {
    return answers.stream().filter(answer -> answer.status() == 201).count();
  }

  /// Ends it.
  ///
  /// @return all answers
  List<Answer> end() throws InterruptedException, ExecutionException {
    goesOn.set(false);
    for (var loop : loops) {
      loop.get();
    }
    return List.copyOf(answers);
  }

  @Override
  public void close() {
    goesOn.set(false);
    threads.close();
  }
}
