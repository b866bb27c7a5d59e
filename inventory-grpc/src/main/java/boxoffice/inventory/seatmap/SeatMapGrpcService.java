package boxoffice.inventory.seatmap;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.Mask;
import boxoffice.inventory.change.Page;
import boxoffice.inventory.v1.DeleteSeatMapRequest;
import boxoffice.inventory.v1.DeleteSeatMapResponse;
import boxoffice.inventory.v1.ExportSeatMapRequest;
import boxoffice.inventory.v1.ExportSeatMapResponse;
import boxoffice.inventory.v1.GetSeatMapRequest;
import boxoffice.inventory.v1.GetSeatMapResponse;
import boxoffice.inventory.v1.ImportSeatMapRequest;
import boxoffice.inventory.v1.ImportSeatMapResponse;
import boxoffice.inventory.v1.ListSeatMapRowsRequest;
import boxoffice.inventory.v1.ListSeatMapRowsResponse;
import boxoffice.inventory.v1.ListSeatMapsRequest;
import boxoffice.inventory.v1.ListSeatMapsResponse;
import boxoffice.inventory.v1.MarkSeatsRequest;
import boxoffice.inventory.v1.MarkSeatsResponse;
import boxoffice.inventory.v1.PublishSeatMapRequest;
import boxoffice.inventory.v1.PublishSeatMapResponse;
import boxoffice.inventory.v1.SeatMap;
import boxoffice.inventory.v1.SeatMapDeleted;
import boxoffice.inventory.v1.SeatMapHeader;
import boxoffice.inventory.v1.SeatMapNotDraft;
import boxoffice.inventory.v1.SeatMapOutdated;
import boxoffice.inventory.v1.SeatMapServiceGrpc;
import boxoffice.inventory.v1.UpdateAreaRequest;
import boxoffice.inventory.v1.UpdateAreaResponse;
import boxoffice.inventory.v1.UpdateSeatMapRequest;
import boxoffice.inventory.v1.UpdateSeatMapResponse;
import boxoffice.wire.PageToken;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;

/// The wire face of halls.
final class SeatMapGrpcService extends SeatMapServiceGrpc.SeatMapServiceImplBase {
  private static final int STANDARD_PAGE = 50;
  private static final int MAX_PAGE = 100;
  private static final Set<String> CHANGEABLE = Set.of("display_name");

  private final ImportSeatMap importSeatMap;
  private final ReadSeatMap readSeatMap;
  private final ChangeSeatMap changeSeatMap;
  private final PublishSeatMap publishSeatMap;

  SeatMapGrpcService(
      ImportSeatMap importSeatMap,
      ReadSeatMap readSeatMap,
      ChangeSeatMap changeSeatMap,
      PublishSeatMap publishSeatMap) {
    this.importSeatMap = importSeatMap;
    this.readSeatMap = readSeatMap;
    this.changeSeatMap = changeSeatMap;
    this.publishSeatMap = publishSeatMap;
  }

  @Override
  public StreamObserver<ImportSeatMapRequest> importSeatMap(
      StreamObserver<ImportSeatMapResponse> reply) {
    return new UploadObserver((header, plan) -> {
      var seatMap = importSeatMap.importSeatMap(fromProto(header, plan));
      reply.onNext(ImportSeatMapResponse.newBuilder().setSeatMap(toProto(seatMap)).build());
      reply.onCompleted();
    });
  }

  private static ImportSeatMap.Request fromProto(SeatMapHeader header, ByteString plan) {
    var replaces = header.getReplacesSeatMapId();
    return new ImportSeatMap.Request(
        Change.of(header.getRequestId(), header),
        header.getDisplayName(),
        WireTypes.uuid(header.getVenueId()),
        replaces.isEmpty() ? null : WireTypes.uuid(replaces),
        header.getPublished(),
        plan);
  }

  @Override
  public void exportSeatMap(
      ExportSeatMapRequest request, StreamObserver<ExportSeatMapResponse> reply) {
    var file = readSeatMap.plan(WireTypes.uuid(request.getSeatMapId()));
    var call = (ServerCallStreamObserver<ExportSeatMapResponse>) reply;
    call.setOnReadyHandler(new SendFile(file, call));
  }

  /// Sends as much of the file as the reader takes, each time that it takes more.
  private record SendFile(PlanFile file, ServerCallStreamObserver<ExportSeatMapResponse> call)
      implements Runnable {
    @Override
    public void run() {
      while (call.isReady() && file.hasNext()) {
        call.onNext(ExportSeatMapResponse.newBuilder().setChunk(file.next()).build());
        if (!file.hasNext()) {
          call.onCompleted();
        }
      }
    }
  }

  @Override
  public void getSeatMap(GetSeatMapRequest request, StreamObserver<GetSeatMapResponse> reply) {
    var seatMap = readSeatMap.visible(WireTypes.uuid(request.getSeatMapId()));
    reply.onNext(GetSeatMapResponse.newBuilder().setSeatMap(toProto(seatMap)).build());
    reply.onCompleted();
  }

  @Override
  public void listSeatMaps(
      ListSeatMapsRequest request, StreamObserver<ListSeatMapsResponse> reply) {
    var page = Page.of(request.getPageSize(), request.getPageToken());
    var response = ListSeatMapsResponse.newBuilder();
    var next =
        page.fill(
            readSeatMap.list(WireTypes.uuid(request.getVenueId()), page),
            seatMap -> response.addSeatMaps(SeatMapProto.of(seatMap, List.of())),
            last -> new Page.After(last.createTime().toString(), last.seatMapId()));
    reply.onNext(response.setNextPageToken(next).build());
    reply.onCompleted();
  }

  @Override
  public void listSeatMapRows(
      ListSeatMapRowsRequest request, StreamObserver<ListSeatMapRowsResponse> reply) {
    var size = PageToken.size(request.getPageSize(), STANDARD_PAGE, MAX_PAGE);
    var after = afterRow(PageToken.parse(request.getPageToken(), 1));
    var rows = readSeatMap.rows(WireTypes.uuid(request.getSeatMapId()), after, size);
    var response = ListSeatMapRowsResponse.newBuilder().addAllRows(SeatMapProto.rows(rows.seats()));
    if (rows.nextRow() >= 0) {
      response.setNextPageToken(new PageToken(List.of(Integer.toString(rows.nextRow()))).encode());
    }
    reply.onNext(response.build());
    reply.onCompleted();
  }

  private static int afterRow(PageToken token) {
    try {
      return token.isFirstPage() ? -1 : Integer.parseInt(token.parts().getFirst());
    } catch (NumberFormatException e) {
      throw PageToken.invalid(e);
    }
  }

  @Override
  public void updateSeatMap(
      UpdateSeatMapRequest request, StreamObserver<UpdateSeatMapResponse> reply) {
    var mask = Mask.of(request.getUpdateMask(), CHANGEABLE);
    var result =
        changeSeatMap.rename(
            change(request.getRequestId(), request, request.getSeatMapId(), request.getEtag()),
            before -> mask.pickName("display_name", request.getDisplayName(), before));
    reply.onNext(
        switch (result) {
          case ChangeSeatMap.Result.Done done ->
              UpdateSeatMapResponse.newBuilder().setSeatMap(toProto(done.seatMap())).build();
          case ChangeSeatMap.Result.NotDraft _, ChangeSeatMap.Result.Gone _ -> throw notFound();
        });
    reply.onCompleted();
  }

  @Override
  public void markSeats(MarkSeatsRequest request, StreamObserver<MarkSeatsResponse> reply) {
    var result =
        changeSeatMap.mark(
            change(request.getRequestId(), request, request.getSeatMapId(), request.getEtag()),
            request.getSeatIdsList().stream().map(WireTypes::uuid).toList(),
            SeatMapProto.marks(request.getMarksList()));
    var response = MarkSeatsResponse.newBuilder();
    reply.onNext(
        switch (result) {
          case ChangeSeatMap.Result.Done done ->
              response.setSeatMap(toProto(done.seatMap())).build();
          case ChangeSeatMap.Result.NotDraft not -> response.setNotDraft(toProto(not)).build();
          case ChangeSeatMap.Result.Gone _ -> throw notFound();
        });
    reply.onCompleted();
  }

  @Override
  public void updateArea(UpdateAreaRequest request, StreamObserver<UpdateAreaResponse> reply) {
    if (request.getCapacity() > 0 && request.getCategory().isEmpty()) {
      throw WireException.invalidField("category", "places need one");
    }
    var result =
        changeSeatMap.changeArea(
            change(request.getRequestId(), request, request.getSeatMapId(), request.getEtag()),
            WireTypes.uuid(request.getAreaId()),
            before -> changed(before, request));
    var response = UpdateAreaResponse.newBuilder();
    reply.onNext(
        switch (result) {
          case ChangeSeatMap.Result.Done done ->
              response.setSeatMap(toProto(done.seatMap())).build();
          case ChangeSeatMap.Result.NotDraft not -> response.setNotDraft(toProto(not)).build();
          case ChangeSeatMap.Result.Gone _ -> throw notFound();
        });
    reply.onCompleted();
  }

  private static SeatArea changed(SeatArea before, UpdateAreaRequest request) {
    var name = request.getDisplayName().isEmpty() ? before.displayName() : request.getDisplayName();
    return before.with(
        name, request.getCapacity(), request.getCapacity() == 0 ? "" : request.getCategory());
  }

  @Override
  public void publishSeatMap(
      PublishSeatMapRequest request, StreamObserver<PublishSeatMapResponse> reply) {
    var result =
        publishSeatMap.publish(
            change(request.getRequestId(), request, request.getSeatMapId(), request.getEtag()));
    var response = PublishSeatMapResponse.newBuilder();
    reply.onNext(
        switch (result) {
          case PublishSeatMap.Result.Published published ->
              response.setSeatMap(toProto(published.seatMap())).build();
          case PublishSeatMap.Result.Refused refused -> SeatMapProto.of(refused.obstacle());
          case PublishSeatMap.Result.Outdated outdated ->
              response
                  .setOutdated(
                      SeatMapOutdated.newBuilder().setSeatMapId(outdated.newest().toString()))
                  .build();
        });
    reply.onCompleted();
  }

  @Override
  public void deleteSeatMap(
      DeleteSeatMapRequest request, StreamObserver<DeleteSeatMapResponse> reply) {
    var result =
        changeSeatMap.delete(
            change(request.getRequestId(), request, request.getSeatMapId(), request.getEtag()));
    var response = DeleteSeatMapResponse.newBuilder();
    reply.onNext(
        switch (result) {
          case ChangeSeatMap.Result.NotDraft not -> response.setNotDraft(toProto(not)).build();
          case ChangeSeatMap.Result.Done _, ChangeSeatMap.Result.Gone _ ->
              response.setDeleted(SeatMapDeleted.getDefaultInstance()).build();
        });
    reply.onCompleted();
  }

  private static ChangeSeatMap.Request change(
      String requestId, Message request, String seatMapId, String etag) {
    return new ChangeSeatMap.Request(
        Change.of(requestId, request), WireTypes.uuid(seatMapId), etag);
  }

  private SeatMap toProto(SeatMapSummary seatMap) {
    return SeatMapProto.of(seatMap, readSeatMap.areas(seatMap.seatMapId()));
  }

  private static SeatMapNotDraft toProto(ChangeSeatMap.Result.NotDraft not) {
    return SeatMapNotDraft.newBuilder().setState(SeatMapProto.of(not.state())).build();
  }

  private static WireException notFound() {
    return WireException.notFound("seat map");
  }
}
