package boxoffice.guard.denylist;

import boxoffice.guard.denylist.DenylistFollower.Witness;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// The one thread of a process that keeps its denylist up to date.
///
/// A process that starts waits a moment for the list before it serves, because without it every
/// token is refused.
public final class DenylistReader implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(DenylistReader.class);
  private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(10);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
  private static final Duration PATIENCE_AT_END = Duration.ofSeconds(2);

  private final Denylist list;
  private final DenylistFollower follower;
  private final DenylistSettings settings;
  private final Clock clock;
  private final CountDownLatch firstAnswer = new CountDownLatch(1);
  private volatile @Nullable Thread thread;
  private volatile Witness witness = Witness.SOURCE;

  /// @param tail the copy in Redis; null to ask the source each time
  public DenylistReader(
      Denylist list,
      DenylistSource source,
      @Nullable DenylistTail tail,
      DenylistSettings settings,
      Clock clock) {
    this.list = list;
    this.follower = new DenylistFollower(list, source, tail, settings);
    this.settings = settings;
    this.clock = clock;
  }

  /// Shows how long the list is, how old, and how often the source was asked.
  public void measure(MeterRegistry meters) {
    Gauge.builder("boxoffice.denylist.entries", list, Denylist::size).register(meters);
    Gauge.builder("boxoffice.denylist.age", list, Denylist::ageSeconds)
        .baseUnit("seconds")
        .register(meters);
    FunctionCounter.builder("boxoffice.denylist.questions", follower, DenylistFollower::questions)
        .register(meters);
  }

  /// Before any server starts, and until all have stopped.
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public void start() {
    var created = Thread.ofPlatform().daemon().name("denylist").unstarted(this::run);
    thread = created;
    created.start();
    try {
      if (!firstAnswer.await(settings.firstAnswer().toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("no denylist yet: until there is one, no token is accepted");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    var running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
      try {
        running.join(PATIENCE_AT_END);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  /// Who vouched for the list last.
  Witness witness() {
    return witness;
  }

  private void run() {
    var swept = list.now();
    try {
      while (thread == Thread.currentThread()) {
        var started = list.now();
        note(follower.poll());
        if (started - swept > BETWEEN_SWEEPS.toNanos()) {
          list.dropExpired(clock.instant());
          swept = started;
        }
        var pause = settings.poll().minusNanos(list.now() - started);
        Thread.sleep(pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause);
      }
    } catch (InterruptedException e) {
      // that is how it ends
    }
  }

  /// Once for each change, not for each poll.
  private void note(Witness now) {
    if (list.isConfirmed()) {
      firstAnswer.countDown();
    }
    if (now == witness || thread == null) {
      return;
    }
    witness = now;
    switch (now) {
      case REDIS -> log.info("the denylist is followed in Redis");
      case SOURCE -> log.info("the denylist is asked for at its source");
      case REDIS_ALONE ->
          log.warn("nobody answers for the denylist in Redis: it is believed as it is");
      case NOBODY -> log.warn("nobody answers for the denylist: soon no token is accepted");
    }
  }
}
