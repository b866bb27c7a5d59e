package boxoffice.inventory.seatmap;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.v1.ImportSeatMapRequest;
import boxoffice.inventory.v1.ImportSeatMapResponse;
import boxoffice.inventory.v1.ListSeatMapRowsRequest;
import boxoffice.inventory.v1.ListSeatMapRowsResponse;
import boxoffice.inventory.v1.Seat;
import boxoffice.inventory.v1.SeatMap;
import boxoffice.inventory.v1.SeatMapServiceGrpc;
import boxoffice.inventory.v1.SeatRow;
import boxoffice.wire.PageToken;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.util.List;

/// The wire face of halls.
final class SeatMapGrpcService extends SeatMapServiceGrpc.SeatMapServiceImplBase {
  private static final int STANDARD_PAGE = 50;
  private static final int MAX_PAGE = 100;

  private final ImportSeatMap importSeatMap;
  private final ReadSeatMap readSeatMap;

  SeatMapGrpcService(ImportSeatMap importSeatMap, ReadSeatMap readSeatMap) {
    this.importSeatMap = importSeatMap;
    this.readSeatMap = readSeatMap;
  }

  @Override
  public StreamObserver<ImportSeatMapRequest> importSeatMap(
      StreamObserver<ImportSeatMapResponse> reply) {
    return new UploadObserver((header, plan) -> {
      var replaces = header.getReplacesSeatMapId();
      var seatMap =
          importSeatMap.importSeatMap(
              new ImportSeatMap.Request(
                  Change.of(header.getRequestId(), header),
                  header.getDisplayName(),
                  WireTypes.uuid(header.getVenueId()),
                  replaces.isEmpty() ? null : WireTypes.uuid(replaces),
                  header.getPublished(),
                  plan));
      reply.onNext(ImportSeatMapResponse.newBuilder().setSeatMap(toProto(seatMap)).build());
      reply.onCompleted();
    });
  }

  @Override
  public void listSeatMapRows(
      ListSeatMapRowsRequest request, StreamObserver<ListSeatMapRowsResponse> reply) {
    var id = WireTypes.uuid(request.getSeatMapId());
    var rows = PageToken.size(request.getPageSize(), STANDARD_PAGE, MAX_PAGE);
    var after = afterRow(PageToken.parse(request.getPageToken(), 1));
    // one row more than asked for says whether there is another page
    var seats = readSeatMap.seatsOfRows(id, after, rows + 1);
    reply.onNext(page(seats, after + rows));
    reply.onCompleted();
  }

  private static int afterRow(PageToken token) {
    try {
      return token.isFirstPage() ? -1 : Integer.parseInt(token.parts().getFirst());
    } catch (NumberFormatException e) {
      throw PageToken.invalid(e);
    }
  }

  private static ListSeatMapRowsResponse page(List<PlannedSeat> seats, int lastRow) {
    var page = ListSeatMapRowsResponse.newBuilder();
    SeatRow.Builder row = SeatRow.newBuilder();
    int rowOrdinal = -1;
    for (var seat : seats) {
      if (seat.rowOrdinal() > lastRow) {
        page.setNextPageToken(new PageToken(List.of(Integer.toString(lastRow))).encode());
        break;
      }
      if (seat.rowOrdinal() != rowOrdinal) {
        rowOrdinal = seat.rowOrdinal();
        row = page.addRowsBuilder().setSection(seat.section()).setRow(seat.row());
      }
      row.addSeats(
          Seat.newBuilder()
              .setSeatId(seat.seatId().toString())
              .setNumber(seat.number())
              .setCategory(seat.category())
              .setOrdinal(seat.ordinal()));
    }
    return page.build();
  }

  private SeatMap toProto(SeatMapSummary seatMap) {
    return SeatMapProto.of(seatMap, readSeatMap.areas(seatMap.seatMapId()));
  }
}
