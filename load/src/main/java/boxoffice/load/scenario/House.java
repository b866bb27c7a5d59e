package boxoffice.load.scenario;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// A performance that was put on sale for a run.
///
/// @param seats by ordinal
/// @param seatsPerBuyer how many one buyer may have
public record House(
    UUID performanceId, UUID seatMapId, String currency, List<Seat> seats, int seatsPerBuyer) {

  public House {
    seats = List.copyOf(seats);
  }

  /// A seat of the plan.
  ///
  /// @param row the same number for the seats of one row
  public record Seat(UUID id, int row, long priceMinor) {}

  public Map<UUID, Long> prices() {
    return seats.stream().collect(Collectors.toMap(Seat::id, Seat::priceMinor));
  }

  List<UUID> ids() {
    return seats.stream().map(Seat::id).toList();
  }
}
