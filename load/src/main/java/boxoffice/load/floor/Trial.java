package boxoffice.load.floor;

import boxoffice.load.measure.ProcessCosts;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Runs one kind of operation so many times, so many beside each other, each client beginning its
/// next operation when it has ended one, and says what that cost the processes that are measured.
final class Trial {
  private static final double NANOS_PER_MILLI = 1e6;

  private final ProcessCosts costs;
  private final Predicate<String> counted;
  private final int concurrency;

  /// @param counted which services' CPU time is theirs
  Trial(ProcessCosts costs, Predicate<String> counted, int concurrency) {
    this.costs = costs;
    this.counted = counted;
    this.concurrency = concurrency;
  }

  /// @param cpuMillis of all measured processes together, per operation
  /// @param medianMillis how long the client of one waited
  record Cost(double cpuMillis, double medianMillis) {
    static final Cost NONE = new Cost(0, 0);

    /// Of one after the other.
    Cost plus(Cost other) {
      return new Cost(cpuMillis + other.cpuMillis, medianMillis + other.medianMillis);
    }
  }

  /// @param operation gets its number, from 0; a failure ends the trial
  Cost measure(int operations, IntConsumer operation) {
    var took = new long[operations];
    var before = costs.now();
    forEach(
        operations,
        number -> {
          var began = System.nanoTime();
          operation.accept(number);
          took[number] = System.nanoTime() - began;
        });
    var after = costs.now();
    var cpu =
        after.cpuSince(before).entrySet().stream()
            .filter(member -> counted.test(after.usage(member.getKey()).service()))
            .map(Map.Entry::getValue)
            .reduce(Duration.ZERO, Duration::plus);
    Arrays.sort(took);
    return new Cost(
        cpu.toNanos() / NANOS_PER_MILLI / operations, took[operations / 2] / NANOS_PER_MILLI);
  }

  /// Untimed, for what comes before and after.
  void forEach(int operations, IntConsumer operation) {
    var next = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var clients =
          IntStream.range(0, concurrency)
              .<Future<?>>mapToObj(_ -> threads.submit(() -> drive(next, operations, operation)))
              .toList();
      for (var client : clients) {
        client.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("an operation of a floor failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void drive(AtomicInteger next, int operations, IntConsumer operation) {
    for (var number = next.getAndIncrement();
        number < operations;
        number = next.getAndIncrement()) {
      operation.accept(number);
    }
  }
}
