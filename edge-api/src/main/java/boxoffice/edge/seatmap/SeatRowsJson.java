package boxoffice.edge.seatmap;

import boxoffice.edge.value.StateName;
import boxoffice.inventory.v1.ListSeatMapRowsResponse;
import boxoffice.inventory.v1.Seat;
import boxoffice.inventory.v1.SeatRow;
import java.util.List;

/// A page of a hall's rows.
///
/// @param nextPageToken asks for the next page; empty after the last one
record SeatRowsJson(List<SeatRowJson> rows, String nextPageToken) {

  static SeatRowsJson of(ListSeatMapRowsResponse page) {
    return new SeatRowsJson(
        page.getRowsList().stream().map(SeatRowJson::of).toList(), page.getNextPageToken());
  }

  /// A row of seats, in the plan's order.
  record SeatRowJson(String section, String row, List<SeatJson> seats) {
    static SeatRowJson of(SeatRow row) {
      return new SeatRowJson(
          row.getSection(), row.getRow(), row.getSeatsList().stream().map(SeatJson::of).toList());
    }
  }

  /// @param seatId for a hold
  /// @param category its price is the performance's of this category
  /// @param ordinal names the seat in an availability
  /// @param marks what is special about it: `ACCESSIBLE`, `COMPANION`, `RESTRICTED_VIEW`
  record SeatJson(String seatId, String number, String category, int ordinal, List<String> marks) {
    static SeatJson of(Seat seat) {
      return new SeatJson(
          seat.getSeatId(),
          seat.getNumber(),
          seat.getCategory(),
          seat.getOrdinal(),
          seat.getMarksList().stream().map(mark -> StateName.of(mark, "SEAT_MARK_")).toList());
    }
  }
}
