package boxoffice.order.attendee;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody who may come: a good ticket with what its order says of it.
///
/// @param orderCode null for an order from before there were codes
/// @param ticketType empty for the category's standard one
/// @param state ISSUED, CHECKED_IN or EXITED
record Attendee(
    UUID ticketId,
    @Nullable String orderCode,
    UUID buyerId,
    Seat seat,
    String category,
    String ticketType,
    String state,
    boolean complimentary,
    Instant issuedAt) {

  /// @param row empty for a place of an area
  record Seat(UUID id, String section, String row, String number) {}
}
