package boxoffice.inventory.seatmap;

import boxoffice.inventory.change.Page;
import boxoffice.inventory.membership.Memberships;
import boxoffice.inventory.seatmap.SeatMapSummary.State;
import boxoffice.inventory.seatmap.SeatStore.MarkedSeat;
import boxoffice.inventory.venue.Venues;
import boxoffice.wire.WireException;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/// Reads halls for who may see them: drafts are their organisation's own, all others everybody's.
final class ReadSeatMap {
  /// Ten rows of the longest at least; about 130 bytes each on the wire.
  private static final int SEATS_OF_PAGE = 10_000;

  private final DSLContext sql;
  private final SeatMapStore store;
  private final HallStore hall;
  private final Venues venues;
  private final Memberships memberships;

  ReadSeatMap(
      DSLContext sql, SeatMapStore store, HallStore hall, Venues venues, Memberships memberships) {
    this.sql = sql;
    this.store = store;
    this.hall = hall;
    this.venues = venues;
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

  /// Of a venue of the caller's, the newest first.
  ///
  /// @throws WireException NOT_FOUND for the venue
  List<SeatMapSummary> list(UUID venueId, Page page) {
    venues.organisationOf(sql, venueId);
    return store.list(sql, venueId, page);
  }

  List<SeatArea> areas(UUID seatMapId) {
    return hall.areas().list(sql, seatMapId);
  }

  /// Whole rows behind a row: `rows` of them at most, fewer where they are long.
  ///
  /// @param seats in the plan's order
  /// @param nextRow the last row of them where there are more; else -1
  record Rows(List<MarkedSeat> seats, int nextRow) {}

  /// @throws WireException NOT_FOUND
  Rows rows(UUID seatMapId, int afterRow, int rows) {
    visible(seatMapId);
    // one row more than asked for says whether there is another page
    var found = hall.seats().seatsOfRows(sql, seatMapId, afterRow, rows + 1, SEATS_OF_PAGE + 1);
    if (found.isEmpty()) {
      return new Rows(found, -1);
    }
    var last = found.getLast().seat().rowOrdinal();
    if (last <= afterRow + rows && found.size() <= SEATS_OF_PAGE) {
      return new Rows(found, -1);
    }
    // the last row may be cut in the middle
    var whole = found.stream().filter(seat -> seat.seat().rowOrdinal() < last).toList();
    return new Rows(whole, last - 1);
  }

  /// The plan's file, part by part.
  ///
  /// @throws WireException NOT_FOUND
  PlanFile plan(UUID seatMapId) {
    visible(seatMapId);
    return new PlanFile(sql, store, seatMapId);
  }
}
