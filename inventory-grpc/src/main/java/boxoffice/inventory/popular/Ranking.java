package boxoffice.inventory.popular;

import boxoffice.inventory.popular.PopularStore.Asked;
import boxoffice.inventory.v1.ListPopularPerformancesResponse;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ranking that everybody is answered.
///
/// A process asks Redis for it once in the shortest life, beside the calls, which are answered the
/// one before meanwhile; only where there is none do they wait for the one who asks. Of all
/// processes one makes the next one.
///
/// Fails open: while a store is away the last ranking is answered; where there is none, the soonest
/// performances, with a weight of 0.
final class Ranking {
  private static final Logger LOG = LoggerFactory.getLogger(Ranking.class);
  private static final String ONLY = "ranking";
  private static final Duration LOOK_AGAIN = Duration.ofMillis(25);

  private final PopularStore store;
  private final MakeRanking makeRanking;
  private final Clock clock;
  private final Supplier<UUID> tokens;
  private final AsyncLoadingCache<String, ListPopularPerformancesResponse> kept;
  private final long longestWaitNanos;
  private final LongAdder asks = new LongAdder();
  private volatile @Nullable ListPopularPerformancesResponse last;

  Ranking(
      PopularStore store,
      MakeRanking makeRanking,
      PopularSettings settings,
      Clock clock,
      Supplier<UUID> tokens) {
    this.store = store;
    this.makeRanking = makeRanking;
    this.clock = clock;
    this.tokens = tokens;
    this.longestWaitNanos = settings.making().toNanos();
    this.kept =
        Caffeine.newBuilder()
            .refreshAfterWrite(settings.shortest())
            .expireAfterWrite(settings.longest())
            .executor(Thread::startVirtualThread)
            .buildAsync(_ -> next());
  }

  /// @throws WireException INVENTORY_UNAVAILABLE where nothing can be said at all
  ListPopularPerformancesResponse now() {
    asks.increment();
    try {
      return kept.get(ONLY).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw e;
    }
  }

  private ListPopularPerformancesResponse next() {
    try {
      var next = ask();
      last = next;
      return next;
    } catch (WireException | DataAccessException e) {
      LOG.warn("the ranking is not looked after for now: {}", e.getMessage());
      var before = last;
      return before == null ? makeRanking.make(List.of(), clock.instant()) : before;
    }
  }

  private ListPopularPerformancesResponse ask() {
    var end = System.nanoTime() + 2 * longestWaitNanos;
    var token = tokens.get().toString();
    while (System.nanoTime() < end) {
      switch (store.ask(clock.instant(), asks.sumThenReset(), token)) {
        case Asked.Fresh fresh -> {
          return fresh.ranking();
        }
        case Asked.Stale stale -> {
          return stale.ranking();
        }
        case Asked.Make make -> {
          return make(token, make.before());
        }
        case Asked.Wait _ -> LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      }
    }
    throw WireException.tryAgain(
        ErrorReason.INVENTORY_UNAVAILABLE, "the ranking is being made", null);
  }

  private ListPopularPerformancesResponse make(
      String token, @Nullable ListPopularPerformancesResponse before) {
    try {
      var now = clock.instant();
      var weights = store.read(now);
      var ranking = makeRanking.make(weights.heaviest(), now);
      store.store(token, weights.moved(), ranking);
      return ranking;
    } catch (WireException | DataAccessException e) {
      if (before == null) {
        throw e;
      }
      LOG.warn("the ranking could not be made: {}", e.getMessage());
      return before;
    }
  }
}
