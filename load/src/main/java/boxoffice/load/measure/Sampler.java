package boxoffice.load.measure;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Takes the measures of a run once a second, on a thread of its own, from its making until it is
/// closed.
public final class Sampler implements AutoCloseable {
  private static final String THROUGHPUT = "Throughput";
  private static final String OUTCOMES = "Outcomes";
  private static final String QUEUES = "Queues";
  private static final String SOLD = "Seats sold";
  private static final String CPU = "CPU";
  private static final String MEMORY = "Memory";
  private static final String LATENCY_OF = "Latency: ";
  private static final double MEGABYTE = 1024 * 1024;

  private final Sources sources;
  private final Iterable<String> timed;
  private final long began;
  private final Seconds seconds = new Seconds();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, Double> peakMegabytes = new HashMap<>();
  private final ScheduledFuture<?> sampling;
  private final ProcessCosts.Snapshot first;
  private ProcessCosts.Snapshot last;

  /// Where the values come from.
  ///
  /// @param queues null where the audit views are not reached
  /// @param underWay calls that were sent and are not answered
  /// @param waiting calls that are due and not sent
  /// @param tick told each second what it brought
  public record Sources(
      Meter meter,
      ProcessCosts costs,
      @Nullable AuditQueues queues,
      IntSupplier underWay,
      IntSupplier waiting,
      Consumer<Map<String, Meter.Second>> tick) {}

  /// @param timed the names of operations whose latency is drawn
  /// @param began by [System#nanoTime()]
  public Sampler(Sources sources, Iterable<String> timed, long began) {
    this.sources = sources;
    this.timed = timed;
    this.began = began;
    seconds.declare(THROUGHPUT, "operations per second");
    timed.forEach(name -> seconds.declare(LATENCY_OF + name, "ms"));
    seconds.declare(OUTCOMES, "operations per second");
    seconds.declare(QUEUES, "waiting");
    seconds.declare(SOLD, "seats");
    seconds.declare(CPU, "cores");
    seconds.declare(MEMORY, "MB");
    first = sources.costs().now();
    last = first;
    sampling = timer.scheduleAtFixedRate(this::sample, 1, 1, TimeUnit.SECONDS);
  }

  private synchronized void sample() {
    seconds.next((int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    var taken = sources.meter().takeSecond();
    operations(taken);
    queues();
    processes();
    sources.tick().accept(taken);
  }

  private void operations(Map<String, Meter.Second> taken) {
    var outcomes = new HashMap<String, Long>();
    taken.forEach((name, second) -> {
      seconds.put(THROUGHPUT, name, (double) second.count());
      second.counts().forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum));
    });
    outcomes.forEach((outcome, count) -> seconds.put(OUTCOMES, outcome, (double) count));
    for (var name : timed) {
      var second = taken.get(name);
      if (second != null) {
        seconds.put(LATENCY_OF + name, "p50", second.latency().p50());
        seconds.put(LATENCY_OF + name, "p90", second.latency().p90());
        seconds.put(LATENCY_OF + name, "p99", second.latency().p99());
      }
    }
  }

  private void queues() {
    seconds.put(QUEUES, "calls under way", sources.underWay().getAsInt());
    seconds.put(QUEUES, "calls not yet sent", sources.waiting().getAsInt());
    if (sources.queues() != null) {
      sources
          .queues()
          .lengths()
          .ifPresent(lengths -> {
            seconds.put(QUEUES, "orders pending", lengths.pending());
            seconds.put(QUEUES, "outbox unsent", lengths.unsent());
            seconds.put(SOLD, "booked", lengths.booked());
          });
    }
  }

  private void processes() {
    var now = sources.costs().now();
    var nanos = Math.max(1, now.nanos() - last.nanos());
    now.cpuSince(last)
        .forEach((name, used) -> seconds.put(CPU, name, (double) used.toNanos() / nanos));
    now.usages()
        .forEach((name, usage) -> {
          var megabytes = usage.residentBytes() / MEGABYTE;
          seconds.put(MEMORY, name, megabytes);
          peakMegabytes.merge(name, megabytes, Math::max);
        });
    last = now;
  }

  /// What every process computed so far, by name.
  public synchronized Map<String, Duration> cpu() {
    return last.cpuSince(first);
  }

  /// The most memory each was seen with, by name.
  public synchronized Map<String, Double> peakMegabytes() {
    return Map.copyOf(peakMegabytes);
  }

  public synchronized Timeline timeline() {
    return seconds.timeline();
  }

  /// Takes a last sample and ends.
  ///
  /// @throws IllegalStateException when a sample failed meanwhile: the plots would lack the rest
  @Override
  public void close() {
    var failed = sampling.isDone();
    timer.shutdown();
    try {
      if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
        timer.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failed) {
      throw new IllegalStateException("sampling ended early", sampling.exceptionNow());
    }
    sample();
  }
}
