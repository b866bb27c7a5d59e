package boxoffice.inventory.house;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.channel.SeatChannels;
import boxoffice.inventory.v1.AllocateSeatsRequest;
import boxoffice.inventory.v1.AllocateSeatsResponse;
import boxoffice.inventory.v1.AllocationReleased;
import boxoffice.inventory.v1.AllocationServiceGrpc;
import boxoffice.inventory.v1.GetAllocationRequest;
import boxoffice.inventory.v1.GetAllocationResponse;
import boxoffice.inventory.v1.ListAllocationsRequest;
import boxoffice.inventory.v1.ListAllocationsResponse;
import boxoffice.inventory.v1.ReleaseAllocationRequest;
import boxoffice.inventory.v1.ReleaseAllocationResponse;
import boxoffice.inventory.v1.SeatsAllocated;
import boxoffice.inventory.v1.TooManyChannels;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.util.Optional;

/// The wire face of allocations.
final class AllocationGrpcService extends AllocationServiceGrpc.AllocationServiceImplBase {
  /// How many seats an answer names.
  private static final int NAMED = 1_000;

  private final ChangeAllocation changeAllocation;
  private final ReadAllocations readAllocations;

  AllocationGrpcService(ChangeAllocation changeAllocation, ReadAllocations readAllocations) {
    this.changeAllocation = changeAllocation;
    this.readAllocations = readAllocations;
  }

  @Override
  public void allocateSeats(
      AllocateSeatsRequest request, StreamObserver<AllocateSeatsResponse> reply) {
    var result =
        changeAllocation.allocate(
            Change.of(request.getRequestId(), request),
            new ChangeAllocation.Whose(
                WireTypes.uuid(request.getPerformanceId()), WireTypes.uuid(request.getChannelId())),
            HouseMessages.fromProto(request.getSeats()));
    reply.onNext(
        result
            .map(AllocationGrpcService::toProto)
            .orElseGet(() ->
                AllocateSeatsResponse.newBuilder()
                    .setTooManyChannels(TooManyChannels.newBuilder().setLimit(SeatChannels.MOST))
                    .build()));
    reply.onCompleted();
  }

  private static AllocateSeatsResponse toProto(Result result) {
    var response = AllocateSeatsResponse.newBuilder();
    return switch (result) {
      case Result.Done done ->
          response
              .setAllocated(
                  SeatsAllocated.newBuilder().addAllSeatIds(HouseMessages.toProto(done.seats())))
              .build();
      case Result.Refused refused ->
          response.setRefused(HouseMessages.toProto(refused.seats())).build();
      case Result.TooFew few -> response.setNotEnoughPlaces(HouseMessages.toProto(few)).build();
    };
  }

  @Override
  public void releaseAllocation(
      ReleaseAllocationRequest request, StreamObserver<ReleaseAllocationResponse> reply) {
    var result =
        changeAllocation.release(
            Change.of(request.getRequestId(), request),
            new ChangeAllocation.Whose(
                WireTypes.uuid(request.getPerformanceId()), WireTypes.uuid(request.getChannelId())),
            which(request));
    var response = ReleaseAllocationResponse.newBuilder();
    switch (result) {
      case Result.Done done ->
          response.setReleased(
              AllocationReleased.newBuilder()
                  .setSeatCount(done.seats().size())
                  .addAllSeatIds(
                      HouseMessages.toProto(
                          done.seats().subList(0, Math.min(NAMED, done.seats().size())))));
      case Result.Refused refused -> response.setRefused(HouseMessages.toProto(refused.seats()));
      case Result.TooFew few -> response.setNotEnoughPlaces(HouseMessages.toProto(few));
    }
    reply.onNext(response.build());
    reply.onCompleted();
  }

  private static Optional<Selection> which(ReleaseAllocationRequest request) {
    return switch (request.getWhichCase()) {
      case SEATS -> Optional.of(HouseMessages.fromProto(request.getSeats()));
      case ALL -> Optional.empty();
      case WHICH_NOT_SET -> throw WireException.invalidField("which", "is not set");
    };
  }

  @Override
  public void getAllocation(
      GetAllocationRequest request, StreamObserver<GetAllocationResponse> reply) {
    reply.onNext(readAllocations.get(request));
    reply.onCompleted();
  }

  @Override
  public void listAllocations(
      ListAllocationsRequest request, StreamObserver<ListAllocationsResponse> reply) {
    reply.onNext(readAllocations.list(request));
    reply.onCompleted();
  }
}
