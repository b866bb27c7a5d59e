package boxoffice.inventory.hold;

import boxoffice.inventory.performance.TicketType;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import java.util.List;
import java.util.UUID;

/// What a buyer wants of one performance.
///
/// @param buyer an account, or what stands for a partner's client
/// @param channel whose seats he may have: 0 for everybody's
/// @param requestHash tells requests apart
/// @param hall that the seats are planned in: a pool of another one refuses
/// @param seats by name, in plan order
/// @param limits what one buyer may have of some ticket types
/// @param prices that are quoted, for all that the wishes may find
record Wanted(
    UUID buyer,
    int channel,
    String requestHash,
    Hall hall,
    List<NamedSeat> seats,
    List<Wish> wishes,
    List<TypeLimit> limits,
    Quote.Prices prices) {

  /// @param ticketType its id, or empty
  record NamedSeat(PlannedSeat seat, String ticketType) {}

  /// @param count of it in this claim
  record TypeLimit(TicketType type, int count) {}

  List<PlannedSeat> planned() {
    return seats.stream().map(NamedSeat::seat).toList();
  }
}
