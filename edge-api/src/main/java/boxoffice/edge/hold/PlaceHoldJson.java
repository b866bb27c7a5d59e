package boxoffice.edge.hold;

import boxoffice.edge.request.RequestId;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.SeatChoice;
import java.util.List;

/// The seats wanted: all of them, or none.
record PlaceHoldJson(List<SeatChoiceJson> seats) {

  PlaceHoldRequest toProto(RequestId requestId, String performance) {
    return PlaceHoldRequest.newBuilder()
        .setRequestId(requestId.text())
        .setPerformanceId(performance)
        .addAllSeats(seats.stream().map(SeatChoiceJson::toProto).toList())
        .build();
  }

  /// @param seatId as the seat map's rows name it
  record SeatChoiceJson(String seatId) {
    SeatChoice toProto() {
      return SeatChoice.newBuilder().setSeatId(seatId).build();
    }
  }
}
