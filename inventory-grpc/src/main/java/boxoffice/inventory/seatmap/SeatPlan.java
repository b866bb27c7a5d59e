package boxoffice.inventory.seatmap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A plan as the open seating-plan JSON of the seats.pretix.eu editor has it; what we do not sell
/// by (colours, shapes, texts) is left out here and kept in the file. Anything may be missing:
/// [SeatPlanReader] says what must not.
record SeatPlan(
    @Nullable String name, @Nullable List<Category> categories, @Nullable List<Zone> zones) {

  record Category(@Nullable String name) {}

  record Zone(@Nullable String name, @Nullable List<Row> rows) {}

  record Row(@Nullable String row_number, @Nullable List<Seat> seats) {}

  record Seat(
      @Nullable String seat_guid,
      @Nullable String seat_number,
      @Nullable String category,
      @Nullable Position position) {}

  record Position(double x, double y) {}
}
