package boxoffice.inventory.house;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.v1.BlockSeatsRequest;
import boxoffice.inventory.v1.BlockSeatsResponse;
import boxoffice.inventory.v1.BlockServiceGrpc;
import boxoffice.inventory.v1.ListBlockedSeatsRequest;
import boxoffice.inventory.v1.ListBlockedSeatsResponse;
import boxoffice.inventory.v1.SeatsBlocked;
import boxoffice.inventory.v1.SeatsUnblocked;
import boxoffice.inventory.v1.UnblockSeatsRequest;
import boxoffice.inventory.v1.UnblockSeatsResponse;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;

/// The wire face of blocks.
final class BlockGrpcService extends BlockServiceGrpc.BlockServiceImplBase {
  private final HouseStore store;
  private final ChangeHouse changeHouse;
  private final UnblockSeats unblockSeats;
  private final ListBlockedSeats listBlockedSeats;

  BlockGrpcService(
      HouseStore store,
      ChangeHouse changeHouse,
      UnblockSeats unblockSeats,
      ListBlockedSeats listBlockedSeats) {
    this.store = store;
    this.changeHouse = changeHouse;
    this.unblockSeats = unblockSeats;
    this.listBlockedSeats = listBlockedSeats;
  }

  @Override
  public void blockSeats(BlockSeatsRequest request, StreamObserver<BlockSeatsResponse> reply) {
    var change = Change.of(request.getRequestId(), request);
    var result =
        changeHouse.run(
            new ChangeHouse.Request(
                change,
                WireTypes.uuid(request.getPerformanceId()),
                new Deed.Block(store, request.getReason(), change.actor()),
                HouseMessages.fromProto(request.getSeats())));
    var response = BlockSeatsResponse.newBuilder();
    switch (result) {
      case Result.Done done ->
          response.setBlocked(
              SeatsBlocked.newBuilder().addAllSeatIds(HouseMessages.toProto(done.seats())));
      case Result.Refused refused -> response.setRefused(HouseMessages.toProto(refused.seats()));
      case Result.TooFew few -> response.setNotEnoughPlaces(HouseMessages.toProto(few));
    }
    reply.onNext(response.build());
    reply.onCompleted();
  }

  @Override
  public void unblockSeats(
      UnblockSeatsRequest request, StreamObserver<UnblockSeatsResponse> reply) {
    var result =
        unblockSeats.unblock(
            Change.of(request.getRequestId(), request),
            WireTypes.uuid(request.getPerformanceId()),
            HouseMessages.fromProto(request.getSeats()));
    var response = UnblockSeatsResponse.newBuilder();
    switch (result) {
      case Result.Done done ->
          response.setUnblocked(
              SeatsUnblocked.newBuilder().addAllSeatIds(HouseMessages.toProto(done.seats())));
      case Result.Refused refused -> response.setRefused(HouseMessages.toProto(refused.seats()));
      case Result.TooFew few -> response.setNotEnoughPlaces(HouseMessages.toProto(few));
    }
    reply.onNext(response.build());
    reply.onCompleted();
  }

  @Override
  public void listBlockedSeats(
      ListBlockedSeatsRequest request, StreamObserver<ListBlockedSeatsResponse> reply) {
    reply.onNext(listBlockedSeats.list(request));
    reply.onCompleted();
  }
}
