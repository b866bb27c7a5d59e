package boxoffice.load.scenario;

import boxoffice.load.client.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/// How a buyer repeats a call: always the same call with the same key, so that it happens once.
final class Persistence {
  private static final int TRIES = 4;
  private static final Duration BETWEEN = Duration.ofMillis(300);
  private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

  private final Habits habits;
  private final Stop stop;

  Persistence(Habits habits, Stop stop) {
    this.habits = habits;
    this.stop = stop;
  }

  /// Calls until the outcome is known, a few times at most.
  ///
  /// @param call given when it is due
  /// @param due of the first time
  Reply insist(LongFunction<Reply> call, long due, RandomGenerator random) {
    var impatient = random.nextDouble() < habits.impatient();
    var reply = impatient ? twice(call, due) : call.apply(due);
    for (int tries = 1; tries < TRIES && reply.worthRepeating(); tries++) {
      var wait = reply.retryAfter().isPositive() ? reply.retryAfter() : BETWEEN;
      if (!stop.pause(wait.multipliedBy(tries).plusMillis(random.nextInt(200)))) {
        return reply;
      }
      reply = call.apply(System.nanoTime());
    }
    return reply;
  }

  /// Clicks a second time when the first answer does not come soon. Both answers must say the same;
  /// the checker looks at that.
  private Reply twice(LongFunction<Reply> call, long due) {
    var first = CompletableFuture.supplyAsync(() -> call.apply(due), THREADS);
    try {
      return first.get(habits.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      var second = call.apply(System.nanoTime());
      var other = first.join();
      return other.ok() ? other : second;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return first.join();
    }
  }
}
