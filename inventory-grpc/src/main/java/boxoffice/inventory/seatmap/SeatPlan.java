package boxoffice.inventory.seatmap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A plan as the open seating-plan JSON of the seats.pretix.eu editor has it; what we do not sell
/// by (colours, shapes) is left out here and kept in the file. Anything may be missing:
/// [SeatPlanReader] says what must not.
record SeatPlan(
    @Nullable String name, @Nullable List<Category> categories, @Nullable List<Zone> zones) {

  record Category(@Nullable String name) {}

  record Zone(@Nullable String name, @Nullable List<Row> rows, @Nullable List<Area> areas) {}

  record Row(@Nullable String row_number, @Nullable List<Seat> seats) {}

  record Seat(
      @Nullable String seat_guid,
      @Nullable String seat_number,
      @Nullable String category,
      @Nullable Position position) {}

  record Position(@Nullable Double x, @Nullable Double y) {}

  /// @param text a string, or an object with a string `text` in it
  record Area(@Nullable JsonNode text) {}
}
