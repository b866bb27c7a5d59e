package boxoffice.load.check;

import boxoffice.load.check.Finding.Verdict;
import boxoffice.load.system.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/// Looks at what must hold at all times, from the start of the load until it is closed: every 200
/// ms, in one snapshot of the audit views. A look at 10 000 tickets took PostgreSQL 15 to 19 ms of
/// CPU time; where looks take longer than 20 ms the pauses grow with them, so that the watch costs
/// a fifth of a core at most. It rests while costs are measured. How often it looked is told.
public final class Watch implements AutoCloseable {
  static final Duration EVERY = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int REST = 4; // times the length of a look
  private static final int EXAMPLES = 5;

  private final @Nullable Snapshots snapshots;
  private final Sale sale;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ReentrantLock looking = new ReentrantLock();
  private final Thread thread;
  private final long began = System.nanoTime();
  private final Map<String, Seen> seen = new LinkedHashMap<>();
  private long looks;
  private long failures;
  private long lookingNanos;

  /// How long the last look took that succeeded; what failed was not work for the system.
  private long lastNanos;

  private String trouble = "";

  /// Of one invariant.
  private static final class Seen {
    /// What is wrong, and when that was first seen.
    private final Map<String, String> violations = new LinkedHashMap<>();
  }

  private Watch(Target target, Sale sale) {
    var postgres = target.postgres();
    this.snapshots = postgres == null ? null : new Snapshots(postgres, PATIENCE);
    this.sale = sale;
    this.thread = Thread.ofPlatform().name("watch").daemon().unstarted(this::run);
  }

  /// Begins to look.
  public static Watch start(Target target, Sale sale) {
    var watch = new Watch(target, sale);
    watch.thread.start();
    return watch;
  }

  private void run() {
    if (snapshots == null) {
      return;
    }
    try (snapshots) {
      do {
        look(snapshots);
      } while (!await());
      look(snapshots);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// @return whether it is closing
  private boolean await() throws InterruptedException {
    long last;
    synchronized (this) {
      last = lastNanos;
    }
    var pause = Math.max(EVERY.toNanos() - last, REST * last);
    return closing.await(pause, TimeUnit.NANOSECONDS);
  }

  /// Does something whose cost is measured, without a look meanwhile.
  public <T> T without(Supplier<T> work) {
    looking.lock();
    try {
      return work.get();
    } finally {
      looking.unlock();
    }
  }

  private void look(Snapshots from) {
    looking.lock();
    try {
      lookNow(from);
    } finally {
      looking.unlock();
    }
  }

  private void lookNow(Snapshots from) {
    var at = System.nanoTime();
    try {
      var found = from.read(sql -> new AtAllTimes(sql, sale).violations());
      synchronized (this) {
        looks++;
        lastNanos = looks == 1 ? 0 : System.nanoTime() - at; // the first one has to connect
        lookingNanos += System.nanoTime() - at;
        found.forEach((code, violations) -> keep(code, violations, at));
      }
    } catch (DataAccessException e) {
      synchronized (this) {
        failures++;
        lookingNanos += System.nanoTime() - at;
        trouble = String.valueOf(e.getMessage());
      }
    }
  }

  private void keep(String code, List<String> violations, long at) {
    var of = seen.computeIfAbsent(code, _ -> new Seen());
    var when = String.format(Locale.ROOT, "%.1f s into the watch: ", (at - began) / 1e9);
    violations.forEach(violation -> of.violations.putIfAbsent(violation, when));
  }

  /// How often it looked, and what a look took in the mean.
  public synchronized String summary() {
    var all = looks + failures;
    return String.format(
        Locale.ROOT,
        "%d looks, %d failed, %.1f ms each",
        all,
        failures,
        all == 0 ? 0.0 : lookingNanos / 1e6 / all);
  }

  /// Looks a last time and ends.
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A finding with what was seen of it meanwhile.
  synchronized Finding addTo(Finding finding) {
    if (!AtAllTimes.CODES.contains(finding.code())) {
      return finding;
    }
    var title = finding.title() + " (watched: " + looks + " looks)";
    var violations = seen.getOrDefault(finding.code(), new Seen()).violations;
    var examples = new ArrayList<>(finding.examples());
    if (looks == 0) {
      examples.add(
          "never seen while the run was on: " + (snapshots == null ? "no login" : trouble));
      var verdict = finding.verdict() == Verdict.HOLDS ? Verdict.NOT_CHECKED : finding.verdict();
      return with(finding, title, verdict, examples, 0);
    }
    violations.entrySet().stream()
        .limit(EXAMPLES)
        .map(violation -> violation.getValue() + violation.getKey())
        .forEach(examples::add);
    return with(
        finding,
        title,
        violations.isEmpty() ? finding.verdict() : Verdict.VIOLATED,
        examples,
        violations.size());
  }

  private static Finding with(
      Finding finding, String title, Verdict verdict, List<String> examples, int more) {
    return new Finding(
        finding.code(), title, verdict, finding.checked(), finding.violations() + more, examples);
  }
}
