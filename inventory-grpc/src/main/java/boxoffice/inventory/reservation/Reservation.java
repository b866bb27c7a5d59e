package boxoffice.inventory.reservation;

import boxoffice.inventory.hold.HoldName;
import boxoffice.inventory.hold.Quote;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// An order's claim on seats of a performance.
///
/// @param fence epoch and sequence of the pin that it is made under
/// @param deadline refused when PostgreSQL gets to it later
/// @param channel that the seats are of; 0 for everybody's
record Reservation(
    UUID orderId,
    HoldName hold,
    UUID buyerId,
    long fence,
    Instant deadline,
    Quote quote,
    int channel) {

  UUID performanceId() {
    return hold.performanceId();
  }

  /// In plan order, which is the order in which rows are locked.
  List<UUID> seatIds() {
    return quote.seatIds();
  }
}
