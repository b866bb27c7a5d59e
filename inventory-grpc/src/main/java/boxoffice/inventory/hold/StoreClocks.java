package boxoffice.inventory.hold;

import boxoffice.wire.WireException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether Redis and PostgreSQL agree on the time. A hold ends by the clock of the one and is
/// reserved by the clock of the other, so claims stop while these are more than a second apart.
///
/// Fails open: while one of them cannot be asked, what was found last stands; without either of
/// them nothing is claimed anyway.
final class StoreClocks {
  private static final Logger LOG = LoggerFactory.getLogger(StoreClocks.class);
  private static final Duration APART = Duration.ofSeconds(1);

  private final Supplier<Instant> postgres;
  private final Supplier<List<Supplier<Instant>>> redis;
  private final LongSupplier nanos;
  private volatile Duration difference = Duration.ZERO;

  /// @param redis the clock of each Redis
  /// @param nanos a clock of this process that only goes on
  StoreClocks(
      Supplier<Instant> postgres, Supplier<List<Supplier<Instant>>> redis, LongSupplier nanos) {
    this.postgres = postgres;
    this.redis = redis;
    this.nanos = nanos;
  }

  /// What a clock says that was asked between two moments: how far it is from ours, at least and at
  /// most, in nanoseconds.
  private record Offset(long least, long most) {
    /// How far two of them are apart for certain, whatever the way there and back took.
    Duration from(Offset other) {
      var ahead = Math.max(least - other.most, 0);
      var behind = Math.max(other.least - most, 0);
      return Duration.ofNanos(Math.max(ahead, behind));
    }
  }

  /// Asks all of them.
  void compare() {
    try {
      var truth = ask(postgres);
      var worst = Duration.ZERO;
      for (var clock : redis.get()) {
        var apart = ask(clock).from(truth);
        worst = apart.compareTo(worst) > 0 ? apart : worst;
      }
      if (isApart(worst) != isApart(difference)) {
        LOG.warn("the clocks of Redis and PostgreSQL are {} apart", worst);
      }
      difference = worst;
    } catch (WireException | DataAccessException e) {
      LOG.debug("the clocks could not be compared", e);
    }
  }

  private Offset ask(Supplier<Instant> clock) {
    var before = nanos.getAsLong();
    var said = Duration.between(Instant.EPOCH, clock.get()).toNanos();
    var after = nanos.getAsLong();
    return new Offset(said - after, said - before);
  }

  private static boolean isApart(Duration difference) {
    return difference.compareTo(APART) > 0;
  }

  /// How far they are apart at least.
  Duration difference() {
    return difference;
  }

  /// @throws WireException INVENTORY_UNAVAILABLE while they are apart
  void require() {
    if (isApart(difference)) {
      throw PoolScripts.unavailable("claims wait until the clocks of the stores agree");
    }
  }
}
