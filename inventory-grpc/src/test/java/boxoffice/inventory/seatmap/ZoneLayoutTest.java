package boxoffice.inventory.seatmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import boxoffice.inventory.seatmap.SeatMapLayout.Kind;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.seatmap.SeatMapLayout.Segment;
import boxoffice.inventory.seatmap.SeatMapLayout.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How a hall is cut into what is sold.
class ZoneLayoutTest {
  private static final SeatMarks ACCESSIBLE = new SeatMarks(true, false, false);
  private static final SeatMarks COMPANION = new SeatMarks(false, true, false);
  private static final SeatMarks RESTRICTED = new SeatMarks(false, false, true);
  private static final UUID FLOOR = new UUID(1, 1);

  private final List<PlannedSeat> seats = new ArrayList<>();
  private final List<Segment> segments = new ArrayList<>();

  @Test
  void numbersTheBestSegmentOfAZoneFirst() {
    row("Stalls", 0, "BB", "BBBB", "BB");
    row("Stalls", 1, "BBBB");

    var layout = layout(Map.of());

    assertThat(layout.segments())
        .extracting(Segment::firstOrdinal)
        .containsExactly(2, 0, 6, 8); // the middle of the front row, its sides, the row behind
    assertThat(layout.zones())
        .containsExactly(new Zone(Kind.SEATS, "Stalls", "B", null, 0, 3, 60_000));
    for (var seat : layout.seats()) {
      var segment = layout.segments().get(seat.segment());
      assertThat(seat.ordinal())
          .isBetween(segment.firstOrdinal(), segment.firstOrdinal() + segment.length() - 1);
    }
  }

  @Test
  void knowsTheMiddleOfTheRowFromEachSegment() {
    row("Stalls", 0, "BBB", "BBB");

    assertThat(layout(Map.of()).segments())
        .extracting(Segment::firstOrdinal, Segment::middle)
        .containsExactlyInAnyOrder(tuple(0, 5), tuple(3, -1));
  }

  @Test
  void cutsWhereTheCategoryOrTheKindChanges() {
    row("Stalls", 0, "AABB");
    row("Stalls", 1, "BBBBBB");

    var layout = layout(Map.of(4, ACCESSIBLE, 5, COMPANION, 9, RESTRICTED));

    assertThat(layout.zones())
        .extracting(Zone::kind, Zone::category, Zone::firstSegment, Zone::lastSegment)
        .containsExactly(
            tuple(Kind.SEATS, "A", 0, 0),
            tuple(Kind.SEATS, "B", 1, 3),
            tuple(Kind.ACCESSIBLE, "B", 4, 4));
    assertThat(layout.segments())
        .extracting(Segment::firstOrdinal, Segment::length)
        .containsExactly(tuple(0, 2), tuple(2, 2), tuple(6, 3), tuple(9, 1), tuple(4, 2));
  }

  @Test
  void numbersPlacesOfAreasBehindTheSeats() {
    row("Stalls", 0, "BB");
    var areas =
        List.of(
            new SeatArea(FLOOR, 0, "Arena", "Floor", 250, "Standing"),
            new SeatArea(new UUID(1, 2), 1, "Arena", "Stage", 0, ""));

    var layout = new ZoneLayout(new SeatMapLayout(seats, segments), Map.of()).with(areas);

    assertThat(layout.seats()).hasSize(252);
    assertThat(layout.byId()).hasSize(252);
    assertThat(layout.seats().get(2))
        .returns(FLOOR, PlannedSeat::areaId)
        .returns("1", PlannedSeat::number)
        .returns("Standing", PlannedSeat::category);
    assertThat(layout.zones().getLast())
        .isEqualTo(new Zone(Kind.AREA, "Arena", "Standing", FLOOR, 1, 3, 60_000));
    assertThat(layout.segments().getLast().length()).isEqualTo(50);
  }

  @Test
  void cutsAVeryLongRow() {
    row("Stalls", 0, "B".repeat(450));

    assertThat(layout(Map.of()).segments())
        .extracting(Segment::firstOrdinal, Segment::length)
        .containsExactly(tuple(200, 200), tuple(0, 200), tuple(400, 50));
  }

  private SeatMapLayout layout(Map<Integer, SeatMarks> marks) {
    return new ZoneLayout(new SeatMapLayout(seats, segments), marks).with(List.of());
  }

  /// @param runs of neighbours: the category of each seat, a letter
  private void row(String section, int number, String... runs) {
    for (var run : runs) {
      segments.add(new Segment(section, seats.size(), run.length(), 0, 0));
      IntStream.range(0, run.length())
          .forEach(i ->
              seats.add(
                  new PlannedSeat(
                      seats.size(),
                      new UUID(0, seats.size()),
                      section,
                      "R" + number,
                      number,
                      "" + i,
                      run.substring(i, i + 1),
                      segments.size() - 1,
                      null)));
    }
  }
}
