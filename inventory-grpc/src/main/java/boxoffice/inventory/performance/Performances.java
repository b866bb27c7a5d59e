package boxoffice.inventory.performance;

import boxoffice.inventory.membership.Memberships;
import boxoffice.wire.WireException;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jooq.DSLContext;

/// Performances by id, as they were two seconds ago at most: a change in this process is seen at
/// once, one in another process within that time.
///
/// One that is asked for again and again is read anew each second beside the calls, which never
/// wait for PostgreSQL then. Fails open: what is known stays known while PostgreSQL is away, since
/// the pool in Redis says whether it sells, and a price is quoted again when an order is placed.
public final class Performances implements AutoCloseable {
  private static final String NOUN = "performance";
  private static final int KEPT = 10_000;
  private static final int READERS = 2;
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final DSLContext sql;
  private final Memberships memberships;
  private final LongSupplier nanos;

  /// Never more to do than one reading for each that is kept, so nothing is ever turned away.
  private final ThreadPoolExecutor readers =
      new ThreadPoolExecutor(
          READERS,
          READERS,
          LONGEST.toSeconds(),
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(2 * KEPT),
          Thread.ofPlatform().daemon().name("performance-reader-", 0).factory());

  private final LoadingCache<UUID, Known> performances;

  /// @param readNanos when it was read, or when that was last tried in vain
  private record Known(Performance performance, long readNanos) {}

  Performances(
      DSLContext sql, PerformanceStore store, Memberships memberships, LongSupplier nanos) {
    this.sql = sql;
    this.nanos = nanos;
    this.memberships = memberships;
    performances =
        Caffeine.newBuilder()
            .maximumSize(KEPT)
            .refreshAfterWrite(FRESH)
            .ticker(nanos::getAsLong)
            .executor(readers)
            .build(id ->
                new Known(
                    store.find(sql, id).orElseThrow(Performances::notFound), nanos.getAsLong()));
  }

  /// In any state, for the service itself: it says nothing about who may see it.
  ///
  /// @throws WireException NOT_FOUND
  public Performance performance(UUID performanceId) {
    var known = performances.get(performanceId);
    return isOld(known) ? readAgain(performanceId, known) : known.performance();
  }

  private boolean isOld(Known known) {
    return nanos.getAsLong() - known.readNanos() > LONGEST.toNanos();
  }

  /// Those that ask at the same time wait for the same reading, and not for long.
  private Performance readAgain(UUID performanceId, Known known) {
    try {
      return performances
          .refresh(performanceId)
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .performance();
    } catch (ExecutionException | TimeoutException e) {
      // the next ones need not wait again at once
      performances
          .asMap()
          .replace(performanceId, known, new Known(known.performance(), nanos.getAsLong()));
      return known.performance();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return known.performance();
    }
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
