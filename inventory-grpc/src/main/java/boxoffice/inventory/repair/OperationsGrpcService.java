package boxoffice.inventory.repair;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.v1.ComparePerformanceRequest;
import boxoffice.inventory.v1.ComparePerformanceResponse;
import boxoffice.inventory.v1.OperationsServiceGrpc.OperationsServiceImplBase;
import boxoffice.inventory.v1.RebuildPerformanceRequest;
import boxoffice.inventory.v1.RebuildPerformanceResponse;
import boxoffice.inventory.v1.SeatDifference;
import boxoffice.inventory.v1.SeatDifferenceKind;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;

/// The operators' face on the wire.
final class OperationsGrpcService extends OperationsServiceImplBase {
  /// So that an answer stays small however large the hall is.
  private static final int MOST = 1_000;

  private final ComparePool comparePool;
  private final RebuildPool rebuildPool;

  OperationsGrpcService(ComparePool comparePool, RebuildPool rebuildPool) {
    this.comparePool = comparePool;
    this.rebuildPool = rebuildPool;
  }

  @Override
  public void comparePerformance(
      ComparePerformanceRequest request, StreamObserver<ComparePerformanceResponse> observer) {
    var found = comparePool.compare(WireTypes.uuid(request.getPerformanceId()));
    var response =
        ComparePerformanceResponse.newBuilder()
            .setEpoch(found.epoch())
            .setReservedCount(found.reserved())
            .setDifferenceCount(found.wrong().size());
    found.wrong().stream()
        .limit(MOST)
        .map(OperationsGrpcService::toProto)
        .forEach(response::addDifferences);
    observer.onNext(response.build());
    observer.onCompleted();
  }

  @Override
  public void rebuildPerformance(
      RebuildPerformanceRequest request, StreamObserver<RebuildPerformanceResponse> observer) {
    var epoch =
        rebuildPool.rebuild(
            Change.of(request.getRequestId(), request),
            WireTypes.uuid(request.getPerformanceId()),
            request.getReason());
    observer.onNext(RebuildPerformanceResponse.newBuilder().setEpoch(epoch).build());
    observer.onCompleted();
  }

  private static SeatDifference toProto(ComparePool.Wrong wrong) {
    return SeatDifference.newBuilder()
        .setSeatId(wrong.seatId().toString())
        .setOrdinal(wrong.ordinal())
        .setKind(SeatDifferenceKind.valueOf("SEAT_DIFFERENCE_KIND_" + wrong.kind()))
        .build();
  }
}
