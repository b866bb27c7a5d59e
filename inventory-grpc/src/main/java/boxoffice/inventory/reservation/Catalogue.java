package boxoffice.inventory.reservation;

import boxoffice.inventory.performance.Performance;
import boxoffice.inventory.performance.Performances;
import boxoffice.inventory.performance.TicketType;
import boxoffice.inventory.product.ProductsForSale;
import boxoffice.inventory.seatmap.SeatMapLayout;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.seatmap.SeatMaps;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Collectors;

/// What reservations need to know of performances, halls and products.
///
/// @param performances kept in memory, like the halls
record Catalogue(Performances performances, SeatMaps seatMaps, ProductsForSale products) {
  Performance performance(UUID performanceId) {
    return performances.performance(performanceId);
  }

  SeatMapLayout layout(UUID performanceId) {
    return seatMaps.layout(performance(performanceId).seatMapId());
  }

  /// A partner's client buys for people who are not known here: no limit of a buyer holds.
  Wanted wanted(Reservation reservation) {
    return new Wanted(
        reservation,
        reservation.parts().stream().map(this::seats).toList(),
        reservation.units().stream().map(units -> goods(reservation, units)).toList());
  }

  private Wanted.Seats seats(Reservation.Part part) {
    var performance = performance(part.performanceId());
    var layout = seatMaps.layout(performance.seatMapId());
    var planned =
        part.seatIds().stream()
            .map(layout::planned)
            .sorted(Comparator.comparingInt(PlannedSeat::ordinal))
            .toList();
    var limited = part.channel() == 0;
    return new Wanted.Seats(
        part,
        planned,
        limited ? performance.seatsPerBuyer() : Wanted.ANY,
        performance.ticketTypes().stream()
            .filter(type -> limited && type.perBuyerLimit() > 0)
            .collect(Collectors.toMap(TicketType::ticketTypeId, TicketType::perBuyerLimit)));
  }

  private Wanted.Goods goods(Reservation reservation, Reservation.Units units) {
    var product = products.find(units.sku());
    var limited = reservation.channel() == 0 && product.perBuyerLimit() > 0;
    return new Wanted.Goods(
        units, product.productId(), limited ? product.perBuyerLimit() : Wanted.ANY);
  }
}
