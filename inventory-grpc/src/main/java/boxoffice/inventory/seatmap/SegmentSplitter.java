package boxoffice.inventory.seatmap;

import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.seatmap.SeatMapLayout.Segment;
import java.util.ArrayList;
import java.util.List;

/// Finds who sits beside whom: seats that follow each other in the plan's order of a row are
/// neighbours unless the gap between them is wider than one and a half of the row's usual (median)
/// spacing: an aisle, a pillar. Numbers say nothing.
///
/// How good they are is not said here: [ZoneLayout] does when a hall is laid out to be sold.
final class SegmentSplitter {
  /// Where a seat is, in the plan's own unit.
  record Point(double x, double y) {}

  private static final double WIDEST_GAP = 1.5;

  private final List<Segment> found = new ArrayList<>();

  void addRow(String section, int firstOrdinal, List<Point> positions) {
    var usual = usualSpacing(positions);
    int start = 0;
    for (int seat = 1; seat <= positions.size(); seat++) {
      if (seat == positions.size()
          || distance(positions.get(seat - 1), positions.get(seat)) > usual * WIDEST_GAP) {
        found.add(new Segment(section, firstOrdinal + start, seat - start, 0, 0));
        start = seat;
      }
    }
  }

  /// Numbers the segments in the plan's order, and tells each seat its own.
  SeatMapLayout layout(List<PlannedSeat> seats) {
    var placed = new ArrayList<>(seats);
    for (int number = 0; number < found.size(); number++) {
      var segment = found.get(number);
      for (int i = 0; i < segment.length(); i++) {
        placed.set(segment.firstOrdinal() + i, seats.get(segment.firstOrdinal() + i).in(number));
      }
    }
    return new SeatMapLayout(placed, found);
  }

  private static double usualSpacing(List<Point> positions) {
    var spacings = new ArrayList<Double>();
    for (int seat = 1; seat < positions.size(); seat++) {
      spacings.add(distance(positions.get(seat - 1), positions.get(seat)));
    }
    spacings.sort(null);
    return spacings.isEmpty() ? 0 : spacings.get((spacings.size() - 1) / 2);
  }

  private static double distance(Point one, Point other) {
    return Math.hypot(one.x() - other.x(), one.y() - other.y());
  }
}
