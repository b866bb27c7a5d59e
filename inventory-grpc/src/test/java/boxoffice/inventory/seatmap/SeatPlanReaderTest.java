package boxoffice.inventory.seatmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.seatmap.SeatMapLayout.Segment;
import boxoffice.wire.DerivedId;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Plans that are halls, and plans that say where they are wrong.
class SeatPlanReaderTest {
  private static final String GOOD = plan(row("A", 0, 25, 50), row("B", 0, 25, 50));

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
  void numbersTheBestSegmentOfASectionFirst() {
    var layout =
        read(plan(row("A", 0, 20, 100, 120, 140, 160, 240, 260), row("B", 0, 20, 40, 60))).layout();

    assertThat(layout.segments())
        .extracting(Segment::firstOrdinal)
        .containsExactly(2, 0, 6, 8); // the middle of the front row, its sides, the row behind
    for (var segment : layout.segments()) {
      var number = layout.segments().indexOf(segment);
      assertThat(
              layout.seats().stream()
                  .filter(seat -> seat.segment() == number)
                  .map(PlannedSeat::ordinal))
          .containsExactlyElementsOf(
              IntStream.range(segment.firstOrdinal(), segment.firstOrdinal() + segment.length())
                  .boxed()
                  .toList());
    }
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
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "name":"Hall"           | "name":""             | name
          "name":"Hall"           | "title":"Hall"        | name
          "name":"Hall"           | "name":["Hall"]       | name
          "categories"            | "kinds"               | categories
          [{"name":"Stalls"}]     | [{"name":"Stalls"},{"name":"Stalls"}] | categories[1].name
          [{"name":"Stalls"}]     | [null]                | categories[0]
          "zones"                 | "places"              | zones
          "name":"Floor"          | "name":"a\\u0007b"    | zones[0].name
          "row_number":"B"        | "row_number":null     | zones[0].rows[1].row_number
          "seat_guid":"B-1"       | "seat_guid":"A-1"     | zones[0].rows[1].seats[1].seat_guid
          "seat_guid":"B-1"       | "seat_guid":""        | zones[0].rows[1].seats[1].seat_guid
          "seat_number":"2"       | "number":"2"          | zones[0].rows[0].seats[2].seat_number
          "category":"Stalls"     | "category":"Balcony"  | zones[0].rows[0].seats[0].category
          "position":{"x":0.0,"y":0} | "place":{}         | zones[0].rows[0].seats[0].position
          "x":0.0                 | "x":"left"            | zones[0].rows[0].seats[0].position.x
          """)
  void namesThePlaceThatIsWrong(String good, String bad, String place) {
    var broken = GOOD.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad));
    assertThat(broken).isNotEqualTo(GOOD);

    var refusal = refusal(broken);

    assertThat(refusal.reason()).isEqualTo(ErrorReason.VALIDATION_FAILED);
    assertThat(refusal.metadata()).containsEntry("field", place);
    assertThat(refusal).hasMessageStartingWith(place + ": ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "not json",
        "{\"name\":\"Hall\",\"categories\":[],\"zones\":[]} {}",
        "{\"name\":\"Hall\",\"name\":\"Hall\",\"categories\":[],\"zones\":[]}",
        "{\"name\":\"Hall\",\"categories\":[],\"zones\":[]}",
        "{\"name\":\"Hall\",\"categories\":[],\"zones\":[{\"name\":\"Floor\"}]}",
        "{\"name\":\"Hall\",\"categories\":[],\"zones\":[{\"name\":\"Floor\",\"rows\":[]}]"
      })
  void refusesWhatIsNoPlan(String text) {
    assertThat(refusal(text).reason()).isEqualTo(ErrorReason.VALIDATION_FAILED);
    assertThat(refusal(text).metadata()).containsKey("field");
  }

  @Test
  void refusesADeepPlanAndALongText() {
    var deep = "{\"x\":" + "[".repeat(40) + "]".repeat(40) + "}";

    assertThat(refusal(deep).reason()).isEqualTo(ErrorReason.VALIDATION_FAILED);
    assertThat(refusal(GOOD.replace("Hall", "H".repeat(101))).metadata())
        .containsEntry("field", "name");
    assertThat(refusal(GOOD.replace("Hall", "H".repeat(5000))).reason())
        .isEqualTo(ErrorReason.VALIDATION_FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "-1e999", "NaN"})
  void refusesAPositionThatIsNoPlace(String number) {
    assertThat(refusal(GOOD.replaceFirst("\"x\":0.0", "\"x\":" + number)).reason())
        .isEqualTo(ErrorReason.VALIDATION_FAILED);
  }

  private static String plan(String... rows) {
    return """
    {"name":"Hall","categories":[{"name":"Stalls"}],"zones":[{"name":"Floor","rows":[%s]}]}\
    """
        .formatted(String.join(",", rows));
  }

  private static String row(String label, double... places) {
    var seats =
        IntStream.range(0, places.length)
            .mapToObj(i ->
                """
                {"seat_guid":"%s-%d","seat_number":"%d","position":{"x":%s,"y":0},"category":"Stalls"}\
                """
                    .formatted(label, i, i, places[i]))
            .collect(Collectors.joining(","));
    return "{\"row_number\":\"" + label + "\",\"seats\":[" + seats + "]}";
  }

  private static List<Integer> lengths(String plan) {
    return read(plan).layout().segments().stream().map(Segment::length).toList();
  }

  private static SeatPlanReader.Result read(String plan) {
    return SeatPlanReader.read(plan.getBytes(StandardCharsets.UTF_8));
  }

  private static WireException refusal(String plan) {
    return catchThrowableOfType(WireException.class, () -> read(plan));
  }
}
