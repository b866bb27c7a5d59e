package boxoffice.inventory.seatmap;

import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.seatmap.SeatMapLayout.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds who sits beside whom: seats that follow each other in the plan's order of a row are
/// neighbours unless the gap between them is wider than one and a half of the row's usual (median)
/// spacing: an aisle, a pillar. Numbers say nothing.
///
/// A segment's quality falls with its row's distance from the front of its section and with its own
/// from the middle of its row.
final class SegmentSplitter {
  /// Where a seat is, in the plan's own unit.
  record Point(double x, double y) {}

  private static final double WIDEST_GAP = 1.5;
  private static final int BEST = 60_000;
  private static final int WORSE_PER_ROW = 200;
  private static final int WORSE_PER_SEAT_OFF_CENTRE = 40;

  private final Map<String, Integer> rowsOfSection = new LinkedHashMap<>();
  private final List<Segment> found = new ArrayList<>();

  void addRow(String section, int firstOrdinal, List<Point> positions) {
    var rowInSection = rowsOfSection.merge(section, 1, Integer::sum) - 1;
    var usual = usualSpacing(positions);
    int start = 0;
    for (int seat = 1; seat <= positions.size(); seat++) {
      if (seat == positions.size()
          || distance(positions.get(seat - 1), positions.get(seat)) > usual * WIDEST_GAP) {
        var offCentre = Math.abs((start + seat - 1) / 2.0 - (positions.size() - 1) / 2.0);
        var quality = BEST - rowInSection * WORSE_PER_ROW - offCentre * WORSE_PER_SEAT_OFF_CENTRE;
        found.add(
            new Segment(section, firstOrdinal + start, seat - start, (int) Math.max(0, quality)));
        start = seat;
      }
    }
  }

  /// Numbers the segments, section by section and the best first, and tells each seat its own.
  SeatMapLayout layout(List<PlannedSeat> seats) {
    var sections = new HashMap<String, Integer>();
    rowsOfSection.keySet().forEach(section -> sections.put(section, sections.size()));
    found.sort(
        Comparator.comparing((Segment segment) -> sections.get(segment.section()))
            .thenComparing(Comparator.comparingInt(Segment::quality).reversed())
            .thenComparingInt(Segment::firstOrdinal));
    var placed = new ArrayList<>(seats);
    for (int number = 0; number < found.size(); number++) {
      var segment = found.get(number);
      for (int i = 0; i < segment.length(); i++) {
        placed.set(segment.firstOrdinal() + i, in(number, seats.get(segment.firstOrdinal() + i)));
      }
    }
    return new SeatMapLayout(placed, found);
  }

  private static PlannedSeat in(int segment, PlannedSeat seat) {
    return new PlannedSeat(
        seat.ordinal(),
        seat.seatId(),
        seat.section(),
        seat.row(),
        seat.rowOrdinal(),
        seat.number(),
        seat.category(),
        segment);
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
