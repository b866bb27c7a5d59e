package boxoffice.inventory.hold;

import boxoffice.inventory.seatmap.SeatMapLayout.Zone;
import java.util.Comparator;
import java.util.List;

/// Seats that are chosen in the moment of the claim.
///
/// @param ticketType its id, or empty
/// @param zones where, the best first
/// @param otherwise where nothing in those is free
record Wish(How how, int count, String ticketType, List<Zone> zones, List<Zone> otherwise) {
  /// Beside each other, or anywhere.
  enum How {
    NEIGHBOURS,
    PLACES
  }

  Wish {
    zones = best(zones);
    otherwise = best(otherwise);
  }

  private static List<Zone> best(List<Zone> zones) {
    return zones.stream().sorted(Comparator.comparingInt(Zone::quality).reversed()).toList();
  }
}
