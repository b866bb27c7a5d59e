package boxoffice.inventory.reservation;

import boxoffice.inventory.reservation.PinHold.Pinned;
import boxoffice.inventory.reservation.ReserveTransaction.Reserved;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns holds into the reservation of an order: pins them in Redis, writes the rows in PostgreSQL
/// in one transaction, tells Redis. Safe to repeat for the same order at any point.
///
/// A crash after the pin leaves everything to the order until its payment deadline; one after the
/// commit leaves a reservation that Redis does not know of, which the next call of any kind for
/// this order repairs, and else the package `repair` in some seconds.
final class ReserveSeats {
  private static final Logger LOG = LoggerFactory.getLogger(ReserveSeats.class);

  private final Catalogue catalogue;
  private final PinHold pinHold;
  private final ReserveTransaction transaction;
  private final ReservationStore store;
  private final PoolNews news;

  ReserveSeats(
      Catalogue catalogue,
      PinHold pinHold,
      ReserveTransaction transaction,
      ReservationStore store,
      PoolNews news) {
    this.catalogue = catalogue;
    this.pinHold = pinHold;
    this.transaction = transaction;
    this.store = store;
    this.news = news;
  }

  /// @throws WireException as [boxoffice.inventory.hold.Pool] does; repeat the call
  Reserved reserve(PinHold.Request request) {
    var first = reserveOnce(request);
    if (!(first instanceof Reserved.Rebuilt(var pinned))) {
      return first;
    }
    // the hold may go on in the new pool, under another fence
    pinHold.forgetEpochs(pinned);
    var second = reserveOnce(request);
    if (second instanceof Reserved.Rebuilt) {
      throw WireException.tryAgain(
          ErrorReason.INVENTORY_UNAVAILABLE, "claims are being rebuilt", null);
    }
    return second;
  }

  private Reserved reserveOnce(PinHold.Request request) {
    return switch (pinHold.pin(request)) {
      case Pinned.All all -> reserve(all.reservation());
      case Pinned.Ended ended ->
          store
              .find(request.orderId(), request.homeId())
              .<Reserved>map(ReserveSeats::standing)
              .orElseGet(() -> {
                tell(() -> news.refused(ended.before()));
                return new Reserved.TooLate();
              });
    };
  }

  /// Redis has forgotten the hold, but the order had everything before.
  private static Reserved standing(ReservationStore.Row row) {
    return row.isFreed() ? new Reserved.Freed() : new Reserved.Done(row.left());
  }

  private Reserved reserve(Reservation reservation) {
    var reserved = transaction.reserve(catalogue.wanted(reservation));
    switch (reserved) {
      case Reserved.Done done -> tell(() -> news.taken(done.reservation()));
      case Reserved.Rebuilt _ -> {} // the new pool knows nothing of the old pin
      case Reserved.SeatsTaken taken -> {
        tell(() -> news.refused(reservation));
        // Redis offered them, so it does not know who has them
        store
            .owners(taken.performanceId(), taken.seats().keySet())
            .forEach(owner -> tell(() -> news.taken(owner)));
      }
      case Reserved.Freed _, Reserved.TooLate _, Reserved.OverBuyerLimit _, Reserved.NotEnough _ ->
          tell(() -> news.refused(reservation));
    }
    return reserved;
  }

  /// What Redis does not hear of here lapses there by its deadline, or is mended.
  private static void tell(Runnable news) {
    try {
      news.run();
    } catch (WireException e) {
      LOG.warn("Redis did not hear of a reservation: {}", e.reason());
    }
  }
}
