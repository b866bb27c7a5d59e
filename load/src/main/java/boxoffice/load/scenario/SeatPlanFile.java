package boxoffice.load.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/// A hall of so many seats in the open seating-plan format: rows of fifty, zones of twenty rows,
/// four categories from the stage to the back.
final class SeatPlanFile {
  static final List<String> CATEGORIES = List.of("Premium", "Stalls", "Circle", "Balcony");

  private static final int SEATS_A_ROW = 50;
  private static final int ROWS_A_ZONE = 20;
  private static final int SPACING = 24;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final int seats;
  private final RandomGenerator random;

  /// @param random where the seats' guids come from
  SeatPlanFile(int seats, RandomGenerator random) {
    this.seats = seats;
    this.random = random;
  }

  byte[] bytes() {
    var zones = new ArrayList<Map<String, Object>>();
    var rows = rows();
    for (int first = 0; first < rows.size(); first += ROWS_A_ZONE) {
      var last = Math.min(rows.size(), first + ROWS_A_ZONE);
      zones.add(
          Map.of(
              "name",
              "Zone " + (first / ROWS_A_ZONE + 1),
              "position",
              Map.of("x", 0, "y", first * SPACING * 2),
              "rows",
              rows.subList(first, last),
              "areas",
              List.of()));
    }
    var categories =
        CATEGORIES.stream().map(name -> Map.of("name", name, "color", "#2563eb")).toList();
    return JSON.writeValueAsBytes(
        Map.of(
            "name",
            "Load hall of " + seats,
            "size",
            Map.of("width", SEATS_A_ROW * SPACING, "height", rows.size() * SPACING * 2),
            "categories",
            categories,
            "zones",
            zones));
  }

  private List<Map<String, Object>> rows() {
    var rows = new ArrayList<Map<String, Object>>();
    for (int first = 0; first < seats; first += SEATS_A_ROW) {
      var number = first / SEATS_A_ROW + 1;
      var row = new ArrayList<Map<String, Object>>();
      for (int seat = first; seat < Math.min(seats, first + SEATS_A_ROW); seat++) {
        row.add(seat(seat, seat - first));
      }
      rows.add(
          Map.of(
              "row_number",
              Integer.toString(number),
              "position",
              Map.of("x", 0, "y", number * SPACING),
              "seats",
              row));
    }
    return rows;
  }

  private Map<String, Object> seat(int index, int inRow) {
    var category = CATEGORIES.get((int) ((long) index * CATEGORIES.size() / seats));
    return Map.of(
        "seat_guid",
        new java.util.UUID(random.nextLong(), random.nextLong()).toString(),
        "seat_number",
        Integer.toString(inRow + 1),
        "position",
        Map.of("x", inRow * SPACING, "y", 0),
        "category",
        category);
  }
}
