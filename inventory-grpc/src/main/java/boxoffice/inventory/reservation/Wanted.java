package boxoffice.inventory.reservation;

import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A reservation that is to be made, with what the catalogue says of it.
///
/// @param seats by performance, as the reservation has them
/// @param goods by sku, as the reservation has them
record Wanted(Reservation reservation, List<Seats> seats, List<Goods> goods) {
  /// No limit.
  static final int ANY = Integer.MAX_VALUE;

  /// Seats of one performance.
  ///
  /// @param planned in plan order, which is the order in which rows are locked
  /// @param perBuyer how many seats one buyer may have there
  /// @param perType the same of some ticket types
  record Seats(
      Reservation.Part part, List<PlannedSeat> planned, int perBuyer, Map<UUID, Integer> perType) {}

  /// Units of a variant.
  ///
  /// @param perBuyer how many of the product one buyer may have
  record Goods(Reservation.Units units, UUID productId, int perBuyer) {}
}
