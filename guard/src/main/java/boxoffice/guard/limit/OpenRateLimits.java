package boxoffice.guard.limit;

import boxoffice.wire.WireException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// [RateLimits] that fail open: when Redis does not answer, this process counts by itself, against
/// the same limits, so that what somebody may do in all is at most that often as there are
/// processes.
///
/// Knows so many callers at most, and forgets those who have not called for longest. Safe for use
/// by many threads.
public final class OpenRateLimits {
  private static final int MOST_CALLERS = 100_000;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final RateLimits limits;
  private final RateLimitsSettings settings;
  private final LongAdder countedHere = new LongAdder();
  private final Cache<Counted, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(MOST_CALLERS).expireAfterAccess(KEPT).build();

  public OpenRateLimits(RateLimits limits, RateLimitsSettings settings) {
    this.limits = limits;
    this.settings = settings;
  }

  /// Adds `boxoffice.limits.local`: calls that were counted without Redis.
  public void measure(MeterRegistry meters) {
    meters.more().counter("boxoffice.limits.local", List.of(), countedHere);
  }

  /// Counts against several limits, or against none when one of them refuses.
  ///
  /// @return of each limit, in that order
  public List<Allowance> take(List<Counted> counted) {
    try {
      return limits.take(counted);
    } catch (WireException e) {
      countedHere.increment();
      return takeHere(counted);
    }
  }

  private List<Allowance> takeHere(List<Counted> counted) {
    var taken = new ArrayList<Bucket>();
    var allowances = new ArrayList<Allowance>();
    for (var each : counted) {
      var bucket = buckets.get(each, this::bucket);
      var probe = bucket.tryConsumeAndReturnRemaining(1);
      if (probe.isConsumed()) {
        taken.add(bucket);
      }
      allowances.add(
          new Allowance(
              each,
              settings.of(each.limit()).burst(),
              probe.getRemainingTokens(),
              Duration.ofNanos(probe.getNanosToWaitForRefill()),
              Duration.ofNanos(probe.getNanosToWaitForReset())));
    }
    if (taken.size() < counted.size()) {
      taken.forEach(bucket -> bucket.addTokens(1));
    }
    return List.copyOf(allowances);
  }

  private Bucket bucket(Counted counted) {
    var of = settings.of(counted.limit());
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(of.burst()).refillGreedy(1, of.every()))
        .build();
  }
}
