package boxoffice.inventory.hold;

import boxoffice.inventory.seatmap.SeatMapLayout;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.seatmap.SeatMapLayout.Segment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// A hall with all that a pool knows: rows of three qualities, accessible seats, an area.
final class ModelHall {
  static final int CHANNELS = 2;
  static final int NEIGHBOURS = 10;

  static final List<Segment> SEGMENTS =
      List.of(
          new Segment("Rows", 0, 10, 9, 9),
          new Segment("Rows", 10, 7, 5, 11),
          new Segment("Rows", 17, 4, 5, -1),
          new Segment("Accessible", 21, 3, 7, 2),
          new Segment("Area", 24, 8, 3, 7),
          new Segment("Area", 32, 4, 2, 3));
  static final int SEATS = 36;

  /// First and last segment, and the quality of the best.
  record Zone(int first, int last, int quality) {
    boolean has(int segment) {
      return first <= segment && segment <= last;
    }
  }

  static final Zone ROWS = new Zone(0, 2, 9);
  static final Zone ACCESSIBLE = new Zone(3, 3, 7);
  static final Zone AREA = new Zone(4, 5, 3);

  private ModelHall() {}

  static SeatMapLayout layout() {
    var seats =
        IntStream.range(0, SEATS)
            .mapToObj(i ->
                new PlannedSeat(i, new UUID(0, i), "S", "A", 0, "" + i, "Best", segmentOf(i), null))
            .toList();
    return new SeatMapLayout(seats, SEGMENTS);
  }

  static int segmentOf(int ordinal) {
    for (int i = 0; i < SEGMENTS.size(); i++) {
      var segment = SEGMENTS.get(i);
      if (ordinal < segment.firstOrdinal() + segment.length()) {
        return i;
      }
    }
    throw new IllegalArgumentException("no seat " + ordinal);
  }

  static IntStream ordinals(int segment) {
    var of = SEGMENTS.get(segment);
    return IntStream.range(of.firstOrdinal(), of.firstOrdinal() + of.length());
  }

  /// Number, first ordinal and length of each segment that has one of the seats, behind how many.
  static List<Object> segmentArguments(List<Integer> ordinals) {
    var numbers = ordinals.stream().map(ModelHall::segmentOf).distinct().toList();
    var arguments = new ArrayList<Object>();
    arguments.add(numbers.size());
    for (var number : numbers) {
      var segment = SEGMENTS.get(number);
      arguments.addAll(List.of(number, segment.firstOrdinal(), segment.length()));
    }
    return arguments;
  }

  /// The longest run of neighbours among those seats.
  static int longestRun(int segment, BitSet free) {
    int longest = 0;
    int run = 0;
    var of = SEGMENTS.get(segment);
    for (int ordinal = of.firstOrdinal(); ordinal < of.firstOrdinal() + of.length(); ordinal++) {
      run = free.get(ordinal) ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  /// Seats of the segment that are free without a free neighbour.
  static BitSet singles(int segment, BitSet free) {
    var of = SEGMENTS.get(segment);
    var last = of.firstOrdinal() + of.length() - 1;
    var singles = new BitSet();
    ordinals(segment)
        .filter(free::get)
        .filter(i -> i == of.firstOrdinal() || !free.get(i - 1))
        .filter(i -> i == last || !free.get(i + 1))
        .forEach(singles::set);
    return singles;
  }

  /// Whether so many neighbours can be taken without leaving a new single seat.
  static boolean fitsWithoutSingle(int segment, BitSet free, int count) {
    var of = SEGMENTS.get(segment);
    for (int first = of.firstOrdinal(); first + count <= of.firstOrdinal() + of.length(); first++) {
      if (free.nextClearBit(first) >= first + count) {
        var after = (BitSet) free.clone();
        after.clear(first, first + count);
        var left = singles(segment, after);
        left.andNot(singles(segment, free));
        if (left.isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }
}
