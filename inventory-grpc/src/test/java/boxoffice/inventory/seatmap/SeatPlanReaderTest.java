package boxoffice.inventory.seatmap;

import static boxoffice.inventory.seatmap.PlanTable.GOOD;
import static boxoffice.inventory.seatmap.PlanTable.plan;
import static boxoffice.inventory.seatmap.PlanTable.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import boxoffice.inventory.seatmap.SeatMapLayout.Segment;
import boxoffice.wire.DerivedId;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Plans that are halls, and plans that say where they are wrong.
class SeatPlanReaderTest {
  @Test
  void readsSeatsInThePlansOrder() {
    var read = read(GOOD);

    assertThat(read.name()).isEqualTo("Hall");
    assertThat(read.layout().categories()).containsExactly("Stalls");
    assertThat(read.layout().seats())
        .extracting(seat ->
            "%d %s %s %d".formatted(seat.ordinal(), seat.row(), seat.number(), seat.rowOrdinal()))
        .containsExactly("0 A 0 0", "1 A 1 0", "2 A 2 0", "3 B 0 1", "4 B 1 1", "5 B 2 1");
    assertThat(read.layout().seats().get(4).seatId()).isEqualTo(DerivedId.of("seat", "B-1"));
    assertThat(read.layout().planned(DerivedId.of("seat", "B-1")).section()).isEqualTo("Floor");
  }

  @Test
  void seatsNobodyBesideEachOtherAcrossAnAisle() {
    assertThat(lengths(plan(row("A", 0, 25, 50, 75, 150, 175)))).containsExactlyInAnyOrder(4, 2);
  }

  @Test
  void allowsAGapOfOneAndAHalf() {
    assertThat(lengths(plan(row("A", 0, 20, 40, 70, 90)))).containsExactly(5);
    assertThat(lengths(plan(row("A", 0, 20, 40, 70.1, 90.1)))).containsExactlyInAnyOrder(3, 2);
  }

  @Test
  void measuresEachRowByItsOwnSpacing() {
    assertThat(lengths(plan(row("A", 0, 20, 40), row("B", 0, 200, 400)))).containsExactly(3, 3);
  }

  @Test
  void keepsASingleSeatASegment() {
    assertThat(lengths(plan(row("A", 0)))).containsExactly(1);
  }

  @Test
  void readsAHallOfTwoThousandSeats() {
    var rows =
        IntStream.range(0, 50)
            .mapToObj(r -> row("R" + r, IntStream.range(0, 40).mapToDouble(i -> i * 25).toArray()))
            .toArray(String[]::new);

    assertThat(read(plan(rows)).layout().seats()).hasSize(2000);
    assertThat(read(plan(rows)).layout().segments()).hasSize(50);
  }

  @Test
  void ignoresWhatItDoesNotSellBy() {
    var decorated =
        GOOD.replace("\"name\":\"Hall\"", "\"name\":\"Hall\",\"size\":{\"width\":9},\"areas\":[]");

    assertThat(read(decorated).layout()).isEqualTo(read(GOOD).layout());
  }

  @ParameterizedTest
  @MethodSource("boxoffice.inventory.seatmap.PlanTable#refused")
  void namesThePlaceThatIsWrong(PlanTable.Case plan) {
    var refusal =
        catchThrowableOfType(WireException.class, () -> SeatPlanReader.read(plan.file().get()));

    assertThat(refusal.reason()).isEqualTo(ErrorReason.VALIDATION_FAILED);
    assertThat(refusal.metadata()).containsEntry("field", plan.place());
    assertThat(refusal).hasMessageStartingWith(plan.place() + ": ");
  }

  @Test
  void readsAreasAsDecoration() {
    var areas =
        read(GOOD.replace(
                "\"name\":\"Floor\"",
                """
                "name":"Floor","areas":[{"text":" Main\\nStage "},{"text":{"text":"Bar"}},{}]\
                """))
            .areas();

    assertThat(areas)
        .extracting(SeatArea::displayName, SeatArea::section, SeatArea::capacity)
        .containsExactly(
            tuple("Main Stage", "Floor", 0), tuple("Bar", "Floor", 0), tuple("", "Floor", 0));
    assertThat(areas.get(1).areaId()).isEqualTo(DerivedId.of("area", "0", "1"));
  }

  @Test
  void leavesOutRowsWithoutSeats() {
    var layout = read(plan(row("A", 0), row("X"), row("B", 0))).layout();

    assertThat(layout.seats())
        .extracting(seat -> seat.row() + seat.rowOrdinal())
        .containsExactly("A0", "B1");
  }

  private static List<Integer> lengths(String plan) {
    return read(plan).layout().segments().stream().map(Segment::length).toList();
  }

  private static SeatPlanReader.Result read(String plan) {
    return SeatPlanReader.read(plan.getBytes(StandardCharsets.UTF_8));
  }
}
