package boxoffice.inventory.seatmap;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The seats of a hall in the plan's order, behind them the places of its areas, and the runs of
/// neighbours among them.
///
/// @param seats by ordinal
/// @param segments by number
/// @param zones the parts that best-available looks into; none in a plan that was only read
public record SeatMapLayout(
    List<PlannedSeat> seats,
    List<Segment> segments,
    List<Zone> zones,
    Map<UUID, PlannedSeat> byId) {

  public SeatMapLayout(List<PlannedSeat> seats, List<Segment> segments, List<Zone> zones) {
    this(
        List.copyOf(seats),
        List.copyOf(segments),
        List.copyOf(zones),
        seats.stream()
            .collect(Collectors.toUnmodifiableMap(PlannedSeat::seatId, Function.identity())));
  }

  public SeatMapLayout(List<PlannedSeat> seats, List<Segment> segments) {
    this(seats, segments, List.of());
  }

  /// @param ordinal the seat's place in the plan, from 0
  /// @param rowOrdinal the row's place in the plan, from 0
  /// @param segment the run of neighbours that it is in
  /// @param areaId of a place of an area, which is not in any row; null for a seat
  public record PlannedSeat(
      int ordinal,
      UUID seatId,
      String section,
      String row,
      int rowOrdinal,
      String number,
      String category,
      int segment,
      @Nullable UUID areaId) {

    PlannedSeat in(int otherSegment) {
      return new PlannedSeat(
          ordinal, seatId, section, row, rowOrdinal, number, category, otherSegment, areaId);
    }
  }

  /// A run of seats that sit beside each other. Numbered so that those of a zone follow each other,
  /// the best first.
  ///
  /// @param quality higher is better
  /// @param middle twice the distance of its row's middle from its own first seat, in seats
  public record Segment(String section, int firstOrdinal, int length, int quality, int middle) {}

  /// Which seats best-available takes for one another.
  public enum Kind {
    SEATS,
    /// Accessible seats and the companion seats beside them.
    ACCESSIBLE,
    /// Places of one area.
    AREA
  }

  /// Segments that follow each other: those of one kind and category in a section, or an area.
  ///
  /// @param areaId of an area; null for seats
  /// @param quality of the best segment
  public record Zone(
      Kind kind,
      String section,
      String category,
      @Nullable UUID areaId,
      int firstSegment,
      int lastSegment,
      int quality) {}

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
