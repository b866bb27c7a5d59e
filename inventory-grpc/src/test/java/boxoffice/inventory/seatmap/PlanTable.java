package boxoffice.inventory.seatmap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Plans that are a little odd or damaged, and what becomes of each: it is accepted, or refused
/// with the place named.
final class PlanTable {
  static final String GOOD = plan(row("A", 0, 25, 50), row("B", 0, 25, 50));
  private static final String WHOLE = "plan";
  private static final String FIRST_SEAT = "zones[0].rows[0].seats[0]";

  private PlanTable() {}

  /// @param place that the refusal names; empty for a plan that is accepted
  record Case(String name, Supplier<byte[]> file, String place) {
    boolean isAccepted() {
      return place.isEmpty();
    }

    @Override
    public String toString() {
      return name + (isAccepted() ? ": accepted" : ": refused at " + place);
    }
  }

  static Stream<Case> all() {
    return Stream.of(texts(), types(), wholes(), numbers(), large(), odd()).flatMap(List::stream);
  }

  static Stream<Case> refused() {
    return all().filter(plan -> !plan.isAccepted());
  }

  /// Something is missing, empty, unknown or there twice.
  private static List<Case> texts() {
    return List.of(
        edit("empty name", "\"name\":\"Hall\"", "\"name\":\"\"", "name"),
        edit("no name", "\"name\":\"Hall\"", "\"title\":\"Hall\"", "name"),
        edit("name of 101", "Hall", "H".repeat(101), "name"),
        edit("string over 4 KiB", "Hall", "H".repeat(5000), "name"),
        edit("half of a pair", "Hall", "H\\ud83d", "name"),
        edit("no categories", "\"categories\"", "\"kinds\"", "categories"),
        edit(
            "category twice",
            "[{\"name\":\"Stalls\"}]",
            "[{\"name\":\"Stalls\"},{\"name\":\"Stalls\"}]",
            "categories[1].name"),
        edit("category null", "[{\"name\":\"Stalls\"}]", "[null]", "categories[0]"),
        edit(
            "unknown category",
            "\"category\":\"Stalls\"",
            "\"category\":\"Box\"",
            seat(".category")),
        edit("no category", "\"category\":\"Stalls\"", "\"kind\":\"Stalls\"", seat(".category")),
        edit("no zones", "\"zones\"", "\"places\"", "zones"),
        edit("control character", "\"name\":\"Floor\"", "\"name\":\"a\\u0007b\"", "zones[0].name"),
        edit("NUL, escaped", "\"name\":\"Floor\"", "\"name\":\"a\\u0000b\"", "zones[0].name"),
        edit("no name of a zone", "\"name\":\"Floor\"", "\"title\":\"Floor\"", "zones[0].name"),
        edit("row null", "\"rows\":[", "\"rows\":[null,", "zones[0].rows[0]"),
        edit(
            "label of a row null",
            "\"row_number\":\"B\"",
            "\"row_number\":null",
            "zones[0].rows[1].row_number"),
        edit("no seats", "\"seats\"", "\"chairs\"", "zones[0].rows[0].seats"),
        edit("seat null", "\"seats\":[", "\"seats\":[null,", FIRST_SEAT),
        edit(
            "guid twice",
            "\"seat_guid\":\"B-1\"",
            "\"seat_guid\":\"A-1\"",
            "zones[0].rows[1].seats[1].seat_guid"),
        edit("empty guid", "\"seat_guid\":\"A-0\"", "\"seat_guid\":\"\"", seat(".seat_guid")),
        edit("no number", "\"seat_number\":\"0\"", "\"number\":\"0\"", seat(".seat_number")),
        edit("no position", "\"position\":{\"x\":0.0,\"y\":0}", "\"p\":{}", seat(".position")),
        edit("no x", "\"x\":0.0,", "", seat(".position.x")),
        edit("y null", "\"y\":0", "\"y\":null", seat(".position.y")));
  }

  private static List<Case> types() {
    return List.of(
        edit("name a list", "\"name\":\"Hall\"", "\"name\":[\"Hall\"]", "name"),
        edit("name a number", "\"name\":\"Hall\"", "\"name\":7", "name"),
        edit("categories an object", "[{\"name\":\"Stalls\"}]", "{}", "categories"),
        edit("zones a text", "\"zones\":[", "\"zones\":\"none\",\"old\":[", "zones"),
        edit("rows an object", "\"rows\":[", "\"rows\":{},\"old\":[", "zones[0].rows"),
        edit("seats a number", "\"seats\":[", "\"seats\":3,\"old\":[", "zones[0].rows[0].seats"),
        edit("a seat a text", "\"seats\":[", "\"seats\":[\"A-0\",", FIRST_SEAT),
        edit("guid a number", "\"seat_guid\":\"A-0\"", "\"seat_guid\":7", seat(".seat_guid")),
        edit(
            "number a truth",
            "\"seat_number\":\"0\"",
            "\"seat_number\":true",
            seat(".seat_number")),
        edit("x a text", "\"x\":0.0", "\"x\":\"left\"", seat(".position.x")),
        edit("x a number as text", "\"x\":0.0", "\"x\":\"0\"", seat(".position.x")),
        edit("position a list", "{\"x\":0.0,\"y\":0}", "[0,0]", seat(".position")),
        zone("areas an object", "\"areas\":{}", "zones[0].areas"),
        zone("an area null", "\"areas\":[null]", "zones[0].areas[0]"),
        zone("an area's text a number", "\"areas\":[{\"text\":7}]", "zones[0].areas[0].text"));
  }

  private static List<Case> wholes() {
    return List.of(
        file("nothing", "", WHOLE),
        file("null", "null", WHOLE),
        file("a list", "[]", WHOLE),
        file("a number", "7", WHOLE),
        file("no JSON", "not json", WHOLE),
        file("cut off", GOOD.substring(0, GOOD.length() - 1), WHOLE),
        file("bytes behind it", GOOD + " {}", WHOLE),
        file("a NUL behind it", GOOD + "\0", WHOLE),
        edit("NUL in a text", "Hall", "Ha\0ll", "name"),
        new Case(
            "no UTF-8",
            () -> GOOD.replace("Hall", "H\u00e4ll").getBytes(StandardCharsets.ISO_8859_1),
            "name"),
        file(
            "key twice",
            GOOD.replace("{\"name\":\"Hall\"", "{\"name\":\"Hall\",\"name\":\"Hall\""),
            WHOLE),
        file("no zone", "{\"name\":\"Hall\",\"categories\":[],\"zones\":[]}", "zones"),
        file(
            "no row",
            "{\"name\":\"Hall\",\"categories\":[],\"zones\":[{\"name\":\"Floor\"}]}",
            "zones"),
        file("only empty rows", plan(row("A"), row("B")), "zones"),
        file("deeply nested", "{\"x\":" + "[".repeat(40) + "]".repeat(40) + "}", WHOLE));
  }

  private static List<Case> numbers() {
    return List.of(
        edit("x 1e999", "\"x\":0.0", "\"x\":1e999", seat(".position")),
        edit("x -1e999", "\"x\":0.0", "\"x\":-1e999", seat(".position")),
        edit("x NaN", "\"x\":0.0", "\"x\":NaN", seat(".position")),
        edit("x of 50 digits", "\"x\":0.0", "\"x\":" + "1".repeat(50), seat(".position")));
  }

  private static List<Case> large() {
    return List.of(
        new Case("200 001 seats", () -> bytes(many(200_001)), "zones[0].rows[200].seats[0]"),
        new Case(
            "a row of 1 001", () -> bytes(plan(row("A", places(1_001)))), "zones[0].rows[0].seats"),
        edit(
            "101 categories",
            "[{\"name\":\"Stalls\"}]",
            list(101, "{\"name\":\"%d\"}"),
            "categories"),
        zone(
            "1 001 areas",
            "\"areas\":" + list(1_001, "{\"text\":\"%d\"}"),
            "zones[0].areas[1000]"));
  }

  /// What halls really have.
  private static List<Case> odd() {
    return List.of(
        accepted("as the editor writes it", GOOD),
        accepted("pretty", GOOD.replace(",", ",\n  ")),
        accepted("odd numbers left, even ones right", numbered("1", "3", "5", "6", "4", "2")),
        accepted("a number twice in a row", numbered("1", "1", "2")),
        accepted("gaps in a row", plan(row("A", 0, 25, 50, 200, 225, 900))),
        accepted("a row back to front", plan(row("A", 50, 25, 0))),
        accepted("seats on one spot", plan(row("A", 0, 0, 0))),
        accepted("a row label twice", plan(row("A", 0, 25), row("A", 50).replace("A-0", "C-0"))),
        accepted("an empty row between", plan(row("A", 0, 25), row("X"), row("B", 0, 25))),
        accepted("a single seat", plan(row("A", 0))),
        accepted("far away", GOOD.replace("25.0", "-2.5e7")),
        accepted(
            "letters of all kinds",
            GOOD.replace("Floor", "Parkett \u2014 \u5e73\u571f\u9593 \ud83c\udfad")),
        accepted(
            "a category that no seat has",
            GOOD.replace("[{\"name\":\"Stalls\"}]", "[{\"name\":\"Stalls\"},{\"name\":\"Box\"}]")),
        accepted(
            "a zone without rows", GOOD.replace("\"zones\":[", "\"zones\":[{\"name\":\"Foyer\"},")),
        accepted(
            "a zone's name twice",
            GOOD.replace(
                "\"zones\":[", "\"zones\":[{\"name\":\"Floor\",\"rows\":[" + row("Z", 0) + "]},")),
        accepted(
            "unknown fields",
            GOOD.replace("{\"name\"", "{\"size\":{\"width\":9},\"name\"")
                .replace("\"row_number\"", "\"row_label\":null,\"row_number\"")),
        accepted("a stage", inZone("\"areas\":[{\"text\":\"Stage\",\"width\":600}]")),
        accepted(
            "a stage as the editor writes it",
            inZone("\"areas\":[{\"shape\":\"circle\",\"text\":{\"text\":\"Stage\",\"size\":16}}]")),
        accepted(
            "an area of many lines",
            inZone("\"areas\":[{\"text\":\"" + "Bar\\n".repeat(100) + "\"},{\"text\":null},{}]")));
  }

  private static Case edit(String name, String good, String bad, String place) {
    var broken = GOOD.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad));
    if (broken.equals(GOOD)) {
      throw new IllegalStateException("nothing to damage for: " + name);
    }
    return file(name, broken, place);
  }

  private static Case zone(String name, String more, String place) {
    return file(name, inZone(more), place);
  }

  private static String inZone(String more) {
    return GOOD.replace("\"name\":\"Floor\"", "\"name\":\"Floor\"," + more);
  }

  private static Case accepted(String name, String plan) {
    return file(name, plan, "");
  }

  private static Case file(String name, String plan, String place) {
    return new Case(name, () -> bytes(plan), place);
  }

  private static String seat(String field) {
    return FIRST_SEAT + field;
  }

  private static byte[] bytes(String plan) {
    return plan.getBytes(StandardCharsets.UTF_8);
  }

  private static String list(int length, String format) {
    return IntStream.range(0, length)
        .mapToObj(format::formatted)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static double[] places(int seats) {
    return IntStream.range(0, seats).mapToDouble(i -> i * 25).toArray();
  }

  /// In rows of a thousand, each seat written as short as it can be.
  static String many(int seats) {
    var rows = new ArrayList<String>();
    for (int from = 0; from < seats; from += 1_000) {
      rows.add(
          IntStream.range(from, Math.min(seats, from + 1_000))
              .mapToObj(i ->
                  "{\"seat_guid\":\"%d\",\"seat_number\":\"1\",\"position\":{\"x\":1,\"y\":1},\"category\":\"Stalls\"}"
                      .formatted(i))
              .collect(Collectors.joining(",", "{\"row_number\":\"1\",\"seats\":[", "]}")));
    }
    return plan(rows.toArray(String[]::new)).replace("Stalls", "S"); // 16 MiB are not much
  }

  private static String numbered(String... numbers) {
    var seats =
        IntStream.range(0, numbers.length)
            .mapToObj(i -> seat("N-" + i, numbers[i], i * 25))
            .collect(Collectors.joining(","));
    return plan("{\"row_number\":\"N\",\"seats\":[" + seats + "]}");
  }

  static String plan(String... rows) {
    return """
    {"name":"Hall","categories":[{"name":"Stalls"}],"zones":[{"name":"Floor","rows":[%s]}]}\
    """
        .formatted(String.join(",", rows));
  }

  static String row(String label, double... places) {
    var seats =
        IntStream.range(0, places.length)
            .mapToObj(i -> seat(label + "-" + i, Integer.toString(i), places[i]))
            .collect(Collectors.joining(","));
    return "{\"row_number\":\"" + label + "\",\"seats\":[" + seats + "]}";
  }

  private static String seat(String guid, String number, double x) {
    return """
    {"seat_guid":"%s","seat_number":"%s","position":{"x":%s,"y":0},"category":"Stalls"}\
    """
        .formatted(guid, number, x);
  }
}
