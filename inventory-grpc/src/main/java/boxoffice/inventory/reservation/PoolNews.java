package boxoffice.inventory.reservation;

import boxoffice.inventory.hold.Pool;
import boxoffice.inventory.hold.StockPool;
import boxoffice.wire.WireException;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells Redis what PostgreSQL has decided, one pool after the other. PostgreSQL is right whether
/// or not Redis hears of it.
///
/// Each pool is told whatever became of the others; then it fails like [Pool] does, so that booking
/// and freeing are repeated until Redis has heard.
final class PoolNews {
  private final Catalogue catalogue;
  private final Pool pool;
  private final StockPool stockPool;

  PoolNews(Catalogue catalogue, Pool pool, StockPool stockPool) {
    this.catalogue = catalogue;
    this.pool = pool;
    this.stockPool = stockPool;
  }

  void taken(Reservation reservation) {
    tell(reservation, pool::take);
  }

  void freed(Reservation reservation) {
    tell(reservation, pool::free);
  }

  /// It was pinned, but not reserved.
  void refused(Reservation reservation) {
    tell(reservation, pool::unpin);
  }

  /// What is told of the seats of one performance.
  private interface SeatNews {
    void tell(UUID performance, Pool.Reserved reserved);
  }

  private void tell(Reservation reservation, SeatNews news) {
    Stream<Runnable> seats =
        reservation.parts().stream()
            .map(part -> () -> news.tell(part.performanceId(), reserved(reservation, part)));
    Stream<Runnable> stocks =
        reservation.units().stream()
            .map(
                units -> () -> stockPool.settle(units.sku(), units.from().holdId(), units.fence()));
    @Nullable WireException failure = null;
    for (var one : Stream.concat(seats, stocks).toList()) {
      try {
        one.run();
      } catch (WireException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private Pool.Reserved reserved(Reservation reservation, Reservation.Part part) {
    var seatMap = catalogue.performance(part.performanceId()).seatMapId();
    var layout = catalogue.seatMaps().layout(seatMap);
    return new Pool.Reserved(
        part.from().holdId(),
        reservation.buyerId(),
        part.fence(),
        part.channel(),
        seatMap,
        layout,
        part.seats().stream()
            .map(seat ->
                new Pool.ReservedSeat(
                    layout.planned(UUID.fromString(seat.getSeatId())), seat.getTicketTypeId()))
            .toList());
  }
}
