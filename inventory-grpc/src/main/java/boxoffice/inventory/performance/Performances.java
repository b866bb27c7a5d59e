package boxoffice.inventory.performance;

import boxoffice.inventory.membership.Memberships;
import boxoffice.wire.WireException;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;

/// Performances by id, as they were two seconds ago at most: a change in this process is seen at
/// once, one in another process within that time.
///
/// One that is asked for again and again is read anew each second beside the calls, which never
/// wait for PostgreSQL then. While PostgreSQL is away nothing is known after two seconds.
public final class Performances implements AutoCloseable {
  private static final String NOUN = "performance";
  private static final int KEPT = 10_000;
  private static final int READERS = 2;
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final DSLContext sql;
  private final Memberships memberships;

  /// Never more to do than one reading for each that is kept, so nothing is ever turned away.
  private final ThreadPoolExecutor readers =
      new ThreadPoolExecutor(
          READERS,
          READERS,
          LONGEST.toSeconds(),
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(2 * KEPT),
          Thread.ofPlatform().daemon().name("performance-reader-", 0).factory());

  private final LoadingCache<UUID, Performance> performances;

  Performances(DSLContext sql, PerformanceStore store, Memberships memberships) {
    this.sql = sql;
    this.memberships = memberships;
    performances =
        Caffeine.newBuilder()
            .maximumSize(KEPT)
            .refreshAfterWrite(FRESH)
            .expireAfterWrite(LONGEST)
            .executor(readers)
            .build(id -> store.find(sql, id).orElseThrow(Performances::notFound));
  }

  /// In any state, for the service itself: it says nothing about who may see it.
  ///
  /// @throws WireException NOT_FOUND
  public Performance performance(UUID performanceId) {
    return performances.get(performanceId);
  }

  /// What buyers see, whoever asks.
  ///
  /// @throws WireException NOT_FOUND also for a draft
  public Performance published(UUID performanceId) {
    var performance = performance(performanceId);
    if (performance.state() == Performance.State.DRAFT) {
      throw notFound();
    }
    return performance;
  }

  /// What the caller of this call sees: drafts of their own organisations too.
  ///
  /// @throws WireException NOT_FOUND also for somebody else's draft
  public Performance visible(UUID performanceId) {
    var performance = performance(performanceId);
    if (performance.state() == Performance.State.DRAFT) {
      memberships.check(sql, performance.owner().organisationId(), NOUN);
    }
    return performance;
  }

  /// What is kept of it is read again.
  public void forget(UUID performanceId) {
    performances.invalidate(performanceId);
  }

  @Override
  public void close() {
    readers.shutdownNow();
  }

  private static WireException notFound() {
    return WireException.notFound(NOUN);
  }
}
