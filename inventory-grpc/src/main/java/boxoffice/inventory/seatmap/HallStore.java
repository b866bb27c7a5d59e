package boxoffice.inventory.seatmap;

import java.util.UUID;
import org.jooq.DSLContext;

/// What is in a hall: its seats, what is special about them, and its areas.
record HallStore(SeatStore seats, MarkStore marks, AreaStore areas) {
  HallStore() {
    this(new SeatStore(), new MarkStore(), new AreaStore());
  }

  void insert(DSLContext inside, UUID seatMapId, SeatPlanReader.Result plan) {
    seats.insert(inside, seatMapId, plan.layout());
    areas.insert(inside, seatMapId, plan.areas());
  }
}
