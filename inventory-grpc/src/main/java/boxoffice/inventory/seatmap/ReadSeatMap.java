package boxoffice.inventory.seatmap;

import boxoffice.inventory.membership.Memberships;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.seatmap.SeatMapSummary.State;
import boxoffice.wire.WireException;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/// Reads halls for who may see them: drafts are their organisation's own, all others everybody's.
final class ReadSeatMap {
  private final DSLContext sql;
  private final SeatMapStore store;
  private final HallStore hall;
  private final Memberships memberships;

  ReadSeatMap(DSLContext sql, SeatMapStore store, HallStore hall, Memberships memberships) {
    this.sql = sql;
    this.store = store;
    this.hall = hall;
    this.memberships = memberships;
  }

  /// @throws WireException NOT_FOUND also for somebody else's draft
  SeatMapSummary visible(UUID seatMapId) {
    var seatMap = store.find(sql, seatMapId).orElseThrow(() -> WireException.notFound("seat map"));
    if (seatMap.state() == State.DRAFT) {
      memberships.check(sql, seatMap.organisationId(), "seat map");
    }
    return seatMap;
  }

  List<SeatArea> areas(UUID seatMapId) {
    return hall.areas().list(sql, seatMapId);
  }

  /// The seats of up to `rows` rows behind a row.
  ///
  /// @throws WireException NOT_FOUND
  List<PlannedSeat> seatsOfRows(UUID seatMapId, int afterRow, int rows) {
    visible(seatMapId);
    return hall.seats().seatsOfRows(sql, seatMapId, afterRow, rows);
  }
}
