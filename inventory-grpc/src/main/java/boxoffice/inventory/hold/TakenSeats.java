package boxoffice.inventory.hold;

import boxoffice.inventory.v1.SeatsUnavailable;
import boxoffice.inventory.v1.UnavailableReason;
import java.util.Map;
import java.util.UUID;

/// Seats that an order cannot have, as a reservation answers them.
public final class TakenSeats {
  private TakenSeats() {}

  public static SeatsUnavailable toProto(UUID performance, Map<UUID, UnavailableReason> seats) {
    var unavailable = SeatsUnavailable.newBuilder().setPerformanceId(performance.toString());
    seats.forEach((seat, reason) ->
        unavailable.addSeatsBuilder().setSeatId(seat.toString()).setReason(reason));
    return unavailable.build();
  }
}
