package boxoffice.inventory.performance;

import boxoffice.wire.WireException;
import java.util.function.Consumer;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells of a performance that was created or changed, after the commit: this process forgets how
/// it was, and its pool is brought up to date.
///
/// The change is durable already, so a pool that cannot be reached fails nothing: it is looked
/// after again within seconds.
final class AnnouncePerformance {
  private static final Logger LOG = LoggerFactory.getLogger(AnnouncePerformance.class);

  private final Performances performances;
  private final Consumer<Performance> openPool;
  private final Consumer<Interest> interest;

  AnnouncePerformance(
      Performances performances, Consumer<Performance> openPool, Consumer<Interest> interest) {
    this.performances = performances;
    this.openPool = openPool;
    this.interest = interest;
  }

  void announce(Performance performance) {
    var id = performance.performanceId();
    performances.forget(id);
    interest.accept(new Interest(id, Interest.Kind.CHANGE));
    try {
      openPool.accept(performance);
    } catch (WireException | DataAccessException e) {
      LOG.warn("the pool of performance {} is not up to date yet: {}", id, e.getMessage());
    }
  }
}
