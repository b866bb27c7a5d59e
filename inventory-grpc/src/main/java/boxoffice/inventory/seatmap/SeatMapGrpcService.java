package boxoffice.inventory.seatmap;

import boxoffice.inventory.seatmap.SeatMapLayout.PlannedSeat;
import boxoffice.inventory.v1.ImportSeatMapRequest;
import boxoffice.inventory.v1.ImportSeatMapResponse;
import boxoffice.inventory.v1.ListSeatMapRowsRequest;
import boxoffice.inventory.v1.ListSeatMapRowsResponse;
import boxoffice.inventory.v1.Seat;
import boxoffice.inventory.v1.SeatMap;
import boxoffice.inventory.v1.SeatMapServiceGrpc;
import boxoffice.inventory.v1.SeatRow;
import boxoffice.wire.Caller;
import boxoffice.wire.PageToken;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.util.List;
import org.springframework.grpc.server.service.GrpcService;

/// The wire face of halls.
@GrpcService
final class SeatMapGrpcService extends SeatMapServiceGrpc.SeatMapServiceImplBase {
  private static final int STANDARD_PAGE = 50;
  private static final int MAX_PAGE = 100;

  private final ImportSeatMap importSeatMap;
  private final SeatMapStore store;

  SeatMapGrpcService(ImportSeatMap importSeatMap, SeatMapStore store) {
    this.importSeatMap = importSeatMap;
    this.store = store;
  }

  @Override
  public StreamObserver<ImportSeatMapRequest> importSeatMap(
      StreamObserver<ImportSeatMapResponse> reply) {
    var caller = Caller.person();
    return new UploadObserver((header, plan) -> {
      var request =
          new ImportSeatMap.Request(
              caller.subject(),
              WireTypes.uuid(header.getRequestId()),
              header.getDisplayName(),
              plan);
      var summary = importSeatMap.importSeatMap(request);
      reply.onNext(ImportSeatMapResponse.newBuilder().setSeatMap(toProto(summary)).build());
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
    var seats = store.seatsOfRows(id, after, rows + 1);
    if (seats.isEmpty() && store.find(id).isEmpty()) {
      throw WireException.notFound("seat map");
    }
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

  private static SeatMap toProto(SeatMapSummary summary) {
    return SeatMap.newBuilder()
        .setSeatMapId(summary.seatMapId().toString())
        .setDisplayName(summary.displayName())
        .setSeatCount(summary.seatCount())
        .addAllCategories(summary.categories())
        .setCreateTime(WireTypes.timestamp(summary.createTime()))
        .build();
  }
}
