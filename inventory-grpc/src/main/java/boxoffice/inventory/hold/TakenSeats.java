package boxoffice.inventory.hold;

import boxoffice.inventory.v1.SeatsUnavailable;
import boxoffice.inventory.v1.UnavailableReason;
import java.util.List;
import java.util.UUID;

/// Seats that somebody else has, as a hold and a reservation answer them.
public final class TakenSeats {
  private TakenSeats() {}

  public static SeatsUnavailable toProto(List<UUID> seats) {
    var unavailable = SeatsUnavailable.newBuilder();
    for (var seat : seats) {
      unavailable
          .addSeatsBuilder()
          .setSeatId(seat.toString())
          .setReason(UnavailableReason.UNAVAILABLE_REASON_TAKEN);
    }
    return unavailable.build();
  }
}
