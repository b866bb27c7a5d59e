package boxoffice.inventory.house;

import boxoffice.inventory.performance.PerformanceChanges;
import boxoffice.inventory.seatmap.SeatMapLayout;
import boxoffice.inventory.seatmap.SeatMaps;
import boxoffice.inventory.v1.BlockedSeat;
import boxoffice.inventory.v1.ListBlockedSeatsRequest;
import boxoffice.inventory.v1.ListBlockedSeatsResponse;
import boxoffice.wire.PageToken;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import java.util.List;
import org.jooq.DSLContext;

/// Lists what the house keeps back of a performance.
final class ListBlockedSeats {
  private static final int STANDARD_PAGE = 50;
  private static final int MAX_PAGE = 100;

  private final DSLContext sql;
  private final PerformanceChanges changes;
  private final SeatMaps seatMaps;
  private final HouseStore store;

  ListBlockedSeats(
      DSLContext sql, PerformanceChanges changes, SeatMaps seatMaps, HouseStore store) {
    this.sql = sql;
    this.changes = changes;
    this.seatMaps = seatMaps;
    this.store = store;
  }

  /// @throws WireException NOT_FOUND for somebody else's performance
  ListBlockedSeatsResponse list(ListBlockedSeatsRequest request) {
    var performance = changes.own(sql, WireTypes.uuid(request.getPerformanceId()), "performance");
    var size = PageToken.size(request.getPageSize(), STANDARD_PAGE, MAX_PAGE);
    var after = after(PageToken.parse(request.getPageToken(), 1));
    // one more than asked for says whether there is another page
    var found = store.list(sql, performance.performanceId(), after, size + 1);
    var layout = seatMaps.layout(performance.seatMapId());
    var response = ListBlockedSeatsResponse.newBuilder();
    found.stream().limit(size).map(seat -> toProto(layout, seat)).forEach(response::addSeats);
    if (found.size() > size) {
      var last = Integer.toString(found.get(size - 1).ordinal());
      response.setNextPageToken(new PageToken(List.of(last)).encode());
    }
    return response.build();
  }

  private static int after(PageToken token) {
    try {
      return token.isFirstPage() ? -1 : Integer.parseInt(token.parts().getFirst());
    } catch (NumberFormatException e) {
      throw PageToken.invalid(e);
    }
  }

  private static BlockedSeat toProto(SeatMapLayout layout, HouseStore.BlockedSeat blocked) {
    var seat = layout.planned(blocked.seatId());
    return BlockedSeat.newBuilder()
        .setSeatId(blocked.seatId().toString())
        .setSection(seat.section())
        .setRow(seat.row())
        .setNumber(seat.number())
        .setReason(blocked.reason())
        .setBlockedBy(blocked.blockedBy())
        .setBlockTime(WireTypes.timestamp(blocked.blockedAt()))
        .build();
  }
}
