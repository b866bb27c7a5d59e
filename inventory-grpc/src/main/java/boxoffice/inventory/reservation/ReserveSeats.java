package boxoffice.inventory.reservation;

import boxoffice.inventory.hold.HoldName;
import boxoffice.inventory.hold.Pool;
import boxoffice.wire.WireException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns a hold into a reservation of an order: pins the hold in Redis, writes the rows in
/// PostgreSQL, tells Redis. Safe to repeat for the same order at any point.
///
/// A crash after the pin leaves the seats to the order until its payment deadline; one after the
/// commit leaves a reservation that Redis does not know of, which the next call of any kind for
/// this order repairs.
final class ReserveSeats {
  private static final Logger LOG = LoggerFactory.getLogger(ReserveSeats.class);

  private final Halls halls;
  private final Pool pool;
  private final ReserveTransaction transaction;
  private final ReservationStore store;
  private final PoolNews news;

  ReserveSeats(
      Halls halls,
      Pool pool,
      ReserveTransaction transaction,
      ReservationStore store,
      PoolNews news) {
    this.halls = halls;
    this.pool = pool;
    this.transaction = transaction;
    this.store = store;
    this.news = news;
  }

  record Request(UUID orderId, HoldName hold, UUID buyerId, Instant paymentDeadline) {}

  /// What came of it.
  sealed interface Result {
    record Reserved(Reservation reservation) implements Result {}

    record HoldEnded() implements Result {}

    record SeatsTaken(List<UUID> seats) implements Result {}

    record OverBuyerLimit(int limit, int owned) implements Result {}

    record Freed() implements Result {}
  }

  Result reserve(Request request) {
    var performanceId = request.hold().performanceId();
    return switch (pool.pin(
        request.hold(), request.buyerId(), request.orderId(), request.paymentDeadline())) {
      case Pool.Pinned.Done pinned ->
          reserve(
              new Reservation(
                  request.orderId(),
                  request.hold(),
                  request.buyerId(),
                  pinned.fence(),
                  pinned.deadline(),
                  pinned.quote(),
                  pinned.channel()));
      case Pool.Pinned.Ended _, Pool.Pinned.Ordered _ ->
          store
              .find(request.orderId(), performanceId)
              .<Result>map(ReserveSeats::standing)
              .orElseGet(Result.HoldEnded::new);
    };
  }

  /// Redis has forgotten the hold, but the order had its seats before.
  private static Result standing(ReservationStore.Row row) {
    return row.isFreed() ? new Result.Freed() : new Result.Reserved(row.reservation());
  }

  private Result reserve(Reservation reservation) {
    var layout = halls.layout(reservation.performanceId());
    var limit = halls.performance(reservation.performanceId()).seatsPerBuyer();
    return switch (transaction.reserve(reservation, layout, limit)) {
      case ReserveTransaction.Reserved.Done done -> {
        tell(() -> news.taken(done.reservation()));
        yield new Result.Reserved(done.reservation());
      }
      case ReserveTransaction.Reserved.Freed _ -> {
        tell(() -> news.refused(reservation));
        yield new Result.Freed();
      }
      case ReserveTransaction.Reserved.TooLate _ -> {
        tell(() -> news.refused(reservation));
        yield new Result.HoldEnded();
      }
      case ReserveTransaction.Reserved.OverBuyerLimit over -> {
        tell(() -> news.refused(reservation));
        yield new Result.OverBuyerLimit(limit, over.owned());
      }
      case ReserveTransaction.Reserved.SeatsTaken taken -> {
        tell(() -> news.refused(reservation));
        // Redis offered them, so it does not know who has them
        store
            .owners(reservation.performanceId(), taken.seats())
            .forEach(owner -> tell(() -> news.taken(owner)));
        yield new Result.SeatsTaken(taken.seats());
      }
    };
  }

  /// What Redis does not hear of here lapses there by its deadline, or is told again when the seats
  /// are booked.
  private static void tell(Runnable news) {
    try {
      news.run();
    } catch (WireException e) {
      LOG.warn("Redis did not hear of a reservation: {}", e.reason());
    }
  }
}
