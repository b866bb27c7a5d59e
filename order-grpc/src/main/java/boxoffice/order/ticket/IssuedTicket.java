package boxoffice.order.ticket;

import java.time.Instant;
import java.util.UUID;

/// A ticket as it is stored.
///
/// @param position among the order's items, from 0
/// @param state as the contract names it, without its prefix
record IssuedTicket(
    UUID id,
    UUID orderId,
    int position,
    UUID performanceId,
    Seat seat,
    String state,
    TicketSecret secret,
    Instant issuedAt) {

  /// Where its holder sits.
  record Seat(UUID id, String section, String row, String number) {}
}
