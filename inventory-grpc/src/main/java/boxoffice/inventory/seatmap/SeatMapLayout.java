package boxoffice.inventory.seatmap;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The seats of a hall in the plan's order, and the runs of neighbours among them.
///
/// @param seats by ordinal
/// @param segments by number
public record SeatMapLayout(
    List<PlannedSeat> seats, List<Segment> segments, Map<UUID, PlannedSeat> byId) {

  public SeatMapLayout(List<PlannedSeat> seats, List<Segment> segments) {
    this(
        List.copyOf(seats),
        List.copyOf(segments),
        seats.stream()
            .collect(Collectors.toUnmodifiableMap(PlannedSeat::seatId, Function.identity())));
  }

  /// @param ordinal the seat's place in the plan, from 0
  /// @param rowOrdinal the row's place in the plan, from 0
  /// @param segment the run of neighbours that it is in
  public record PlannedSeat(
      int ordinal,
      UUID seatId,
      String section,
      String row,
      int rowOrdinal,
      String number,
      String category,
      int segment) {}

  /// A run of seats that sit beside each other. Numbered so that those of a section follow each
  /// other, the best first.
  ///
  /// @param quality higher is better
  public record Segment(String section, int firstOrdinal, int length, int quality) {}

  public @Nullable PlannedSeat seat(UUID seatId) {
    return byId.get(seatId);
  }

  /// A seat that is known to be in the hall, because it was held or reserved.
  public PlannedSeat planned(UUID seatId) {
    var seat = seat(seatId);
    if (seat == null) {
      throw new IllegalStateException("not a seat of the hall: " + seatId);
    }
    return seat;
  }

  /// The categories that seats have, in the plan's order.
  public Set<String> categories() {
    return seats.stream()
        .map(PlannedSeat::category)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
