package boxoffice.inventory.seatmap;

import boxoffice.inventory.seatmap.SeatMapLayout.Kind;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.seatmap.SeatMapLayout.Segment;
import boxoffice.inventory.seatmap.SeatMapLayout.Zone;
import boxoffice.wire.DerivedId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Lays a hall out as it is sold: the planned runs of neighbours are cut where the category or the
/// kind of seat changes, so that all seats of a run are worth the same wish, and areas get numbered
/// places behind the seats.
///
/// A segment's quality falls with its row's distance from the front of its section and with its own
/// from the middle of its row; seats of restricted view come behind all others of their zone.
final class ZoneLayout {
  /// So that ten seats of a claim never make Redis look at more than 2 000 cells.
  private static final int LONGEST = 200;

  private static final int PLACES_OF_SEGMENT = 100;
  private static final int WORSE_PER_ROW = 200;
  private static final int WORSE_PER_SEAT_OFF_CENTRE = 40;
  private static final int WORSE_RESTRICTED = 20_000;
  private static final int BEST = 60_000;

  private final SeatMapLayout planned;
  private final Map<Integer, SeatMarks> marks;
  private final Map<Integer, Row> rows = new HashMap<>();
  private final List<Piece> pieces = new ArrayList<>();

  /// @param inSection how many rows of its section are before it
  private record Row(int inSection, int first, int last) {}

  /// A segment that has no number yet.
  private record Piece(ZoneKey key, Segment segment) {}

  private record ZoneKey(int order, Kind kind, String category, @Nullable UUID areaId) {}

  /// @param marks by ordinal
  ZoneLayout(SeatMapLayout planned, Map<Integer, SeatMarks> marks) {
    this.planned = planned;
    this.marks = marks;
    var rowsOfSection = new HashMap<String, Integer>();
    for (var seat : planned.seats()) {
      var known = rows.get(seat.rowOrdinal());
      int inSection =
          known == null
              ? rowsOfSection.merge(seat.section(), 1, Integer::sum) - 1
              : known.inSection();
      int first = known == null ? seat.ordinal() : known.first();
      rows.put(seat.rowOrdinal(), new Row(inSection, first, seat.ordinal()));
    }
  }

  SeatMapLayout with(List<SeatArea> areas) {
    var sections = new HashMap<String, Integer>();
    for (var segment : planned.segments()) {
      sections.putIfAbsent(segment.section(), sections.size());
      cut(segment, sections.get(segment.section()));
    }
    var seats = new ArrayList<>(planned.seats());
    for (var area : areas) {
      addPlaces(area, sections.size(), seats);
    }
    return number(seats);
  }

  private void cut(Segment segment, int section) {
    int end = segment.firstOrdinal() + segment.length();
    int start = segment.firstOrdinal();
    for (int ordinal = start + 1; ordinal <= end; ordinal++) {
      if (ordinal == end || ordinal - start == LONGEST || !isAlike(start, ordinal)) {
        pieces.add(piece(section, start, ordinal - start));
        start = ordinal;
      }
    }
  }

  private boolean isAlike(int one, int other) {
    return planned.seats().get(one).category().equals(planned.seats().get(other).category())
        && kind(one) == kind(other)
        && marks(one).restrictedView() == marks(other).restrictedView();
  }

  private Piece piece(int section, int first, int length) {
    var seat = planned.seats().get(first);
    var row = rows.getOrDefault(seat.rowOrdinal(), new Row(0, first, first));
    int middle = row.first() + row.last() - 2 * first;
    int nearest = Math.max(0, Math.max(-middle, middle - 2 * (length - 1))) / 2;
    int worse = row.inSection() * WORSE_PER_ROW + nearest * WORSE_PER_SEAT_OFF_CENTRE;
    int restricted = marks(first).restrictedView() ? WORSE_RESTRICTED : 0;
    return new Piece(
        new ZoneKey(section, kind(first), seat.category(), null),
        new Segment(seat.section(), first, length, Math.max(0, BEST - worse - restricted), middle));
  }

  private Kind kind(int ordinal) {
    var marks = marks(ordinal);
    return marks.accessible() || marks.companion() ? Kind.ACCESSIBLE : Kind.SEATS;
  }

  private SeatMarks marks(int ordinal) {
    return marks.getOrDefault(ordinal, SeatMarks.NONE);
  }

  private void addPlaces(SeatArea area, int order, List<PlannedSeat> seats) {
    var key = new ZoneKey(order + area.ordinal(), Kind.AREA, area.category(), area.areaId());
    for (int place = 0; place < area.capacity(); place++) {
      if (place % PLACES_OF_SEGMENT == 0) {
        int length = Math.min(PLACES_OF_SEGMENT, area.capacity() - place);
        pieces.add(
            new Piece(key, new Segment(area.section(), seats.size(), length, BEST, length - 1)));
      }
      seats.add(
          new PlannedSeat(
              seats.size(),
              DerivedId.of("place", area.areaId().toString(), Integer.toString(place)),
              area.section(),
              "",
              -1,
              Integer.toString(place + 1),
              area.category(),
              0,
              area.areaId()));
    }
  }

  private SeatMapLayout number(List<PlannedSeat> seats) {
    pieces.sort(
        Comparator.comparingInt((Piece piece) -> piece.key().order())
            .thenComparing(piece -> piece.key().kind())
            .thenComparing(piece -> piece.key().category())
            .thenComparingInt(piece -> -piece.segment().quality())
            .thenComparingInt(piece -> piece.segment().firstOrdinal()));
    var zones = new ArrayList<Zone>();
    for (int number = 0; number < pieces.size(); number++) {
      var piece = pieces.get(number);
      var segment = piece.segment();
      for (int ordinal = segment.firstOrdinal();
          ordinal < segment.firstOrdinal() + segment.length();
          ordinal++) {
        seats.set(ordinal, seats.get(ordinal).in(number));
      }
      if (number == 0 || !piece.key().equals(pieces.get(number - 1).key())) {
        zones.add(zone(piece, number));
      } else {
        zones.set(zones.size() - 1, upTo(zones.getLast(), number));
      }
    }
    return new SeatMapLayout(seats, pieces.stream().map(Piece::segment).toList(), zones);
  }

  private static Zone zone(Piece piece, int number) {
    var key = piece.key();
    return new Zone(
        key.kind(),
        piece.segment().section(),
        key.category(),
        key.areaId(),
        number,
        number,
        piece.segment().quality());
  }

  private static Zone upTo(Zone zone, int number) {
    return new Zone(
        zone.kind(),
        zone.section(),
        zone.category(),
        zone.areaId(),
        zone.firstSegment(),
        number,
        zone.quality());
  }
}
