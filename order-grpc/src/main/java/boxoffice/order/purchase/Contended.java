package boxoffice.order.purchase;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// What somebody wants of an order, while others change it: the saga, or news from the provider.
final class Contended {
  private Contended() {}

  /// Tries until nobody was faster.
  ///
  /// @param once reads the order anew; empty when it has changed before anything was stored
  /// @param until not longer
  /// @throws WireException OVERLOADED: nothing was stored
  static <T> T tryAgain(Supplier<Optional<T>> once, Instant until, Clock clock) {
    do {
      var outcome = once.get();
      if (outcome.isPresent()) {
        return outcome.get();
      }
    } while (clock.instant().isBefore(until));
    throw new WireException(
        ErrorReason.OVERLOADED, "the order changes all the time; nothing was done");
  }
}
