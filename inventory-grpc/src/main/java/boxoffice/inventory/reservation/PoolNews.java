package boxoffice.inventory.reservation;

import boxoffice.inventory.hold.Pool;
import java.util.UUID;

/// Tells Redis what PostgreSQL has decided. PostgreSQL is right whether or not Redis hears of it.
///
/// Fails like [Pool] does, so that booking and freeing are repeated until Redis has heard.
final class PoolNews {
  private final Halls halls;
  private final Pool pool;

  PoolNews(Halls halls, Pool pool) {
    this.halls = halls;
    this.pool = pool;
  }

  void taken(Reservation reservation) {
    pool.take(reservation.performanceId(), reserved(reservation));
  }

  void freed(Reservation reservation) {
    pool.free(reservation.performanceId(), reserved(reservation));
  }

  /// It was pinned, but not reserved.
  void refused(Reservation reservation) {
    pool.unpin(reservation.performanceId(), reserved(reservation));
  }

  private Pool.Reserved reserved(Reservation reservation) {
    var seatMap = halls.performance(reservation.performanceId()).seatMapId();
    var layout = halls.seatMaps().layout(seatMap);
    return new Pool.Reserved(
        reservation.hold().holdId(),
        reservation.buyerId(),
        reservation.fence(),
        reservation.channel(),
        seatMap,
        layout,
        reservation.quote().seats().stream()
            .map(seat ->
                new Pool.ReservedSeat(
                    layout.planned(UUID.fromString(seat.getSeatId())), seat.getTicketTypeId()))
            .toList());
  }
}
