package boxoffice.inventory.seatmap;

import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// What is in a hall: its seats, what is special about them, and its areas.
record HallStore(SeatStore seats, MarkStore marks, AreaStore areas) {
  HallStore() {
    this(new SeatStore(), new MarkStore(), new AreaStore());
  }

  /// As it is sold; empty where there is none.
  Optional<SeatMapLayout> layout(DSLContext sql, UUID seatMapId) {
    return seats
        .layout(sql, seatMapId)
        .map(planned ->
            new ZoneLayout(planned, marks.all(sql, seatMapId)).with(areas.list(sql, seatMapId)));
  }

  void insert(DSLContext inside, UUID seatMapId, SeatPlanReader.Result plan) {
    seats.insert(inside, seatMapId, plan.layout());
    areas.insert(inside, seatMapId, plan.areas());
  }
}
