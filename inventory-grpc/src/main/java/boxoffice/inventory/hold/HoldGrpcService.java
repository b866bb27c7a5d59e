package boxoffice.inventory.hold;

import boxoffice.inventory.hold.Pool.Found;
import boxoffice.inventory.hold.Pool.Released;
import boxoffice.inventory.v1.ExtendHoldRequest;
import boxoffice.inventory.v1.ExtendHoldResponse;
import boxoffice.inventory.v1.GetHoldRequest;
import boxoffice.inventory.v1.GetHoldResponse;
import boxoffice.inventory.v1.HoldOrdered;
import boxoffice.inventory.v1.HoldOver;
import boxoffice.inventory.v1.HoldReleased;
import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.ListHoldsRequest;
import boxoffice.inventory.v1.ListHoldsResponse;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.inventory.v1.ReleaseHoldRequest;
import boxoffice.inventory.v1.ReleaseHoldResponse;
import boxoffice.wire.Caller;
import boxoffice.wire.WireException;
import io.grpc.stub.StreamObserver;
import java.util.UUID;

/// The wire face of holds.
final class HoldGrpcService extends HoldServiceGrpc.HoldServiceImplBase {
  private final PlaceHold placeHold;
  private final ClaimPools claimPools;
  private final Pool pool;
  private final ListHolds listHolds;
  private final HoldMessages messages;

  HoldGrpcService(
      PlaceHold placeHold,
      ClaimPools claimPools,
      Pool pool,
      ListHolds listHolds,
      HoldMessages messages) {
    this.placeHold = placeHold;
    this.claimPools = claimPools;
    this.pool = pool;
    this.listHolds = listHolds;
    this.messages = messages;
  }

  @Override
  public void placeHold(PlaceHoldRequest request, StreamObserver<PlaceHoldResponse> reply) {
    reply.onNext(messages.toProto(placeHold.place(request)));
    reply.onCompleted();
  }

  @Override
  public void listHolds(ListHoldsRequest request, StreamObserver<ListHoldsResponse> reply) {
    var response = ListHoldsResponse.newBuilder();
    for (var named : listHolds.list(caller())) {
      response.addHolds(messages.toProto(named.name(), named.hold()));
    }
    reply.onNext(response.build());
    reply.onCompleted();
  }

  @Override
  public void getHold(GetHoldRequest request, StreamObserver<GetHoldResponse> reply) {
    var name = HoldName.parse(request.getName());
    var hold =
        switch (pool.read(name, caller())) {
          case Found.Held held -> messages.toProto(name, held.hold());
          case Found.Ended _, Found.Ordered _ -> messages.ended(name);
          case Found.Unknown _ -> throw WireException.notFound("hold");
        };
    reply.onNext(GetHoldResponse.newBuilder().setHold(hold).build());
    reply.onCompleted();
  }

  @Override
  public void extendHold(ExtendHoldRequest request, StreamObserver<ExtendHoldResponse> reply) {
    var name = HoldName.parse(request.getName());
    var response = ExtendHoldResponse.newBuilder();
    switch (claimPools.extend(name, caller())) {
      case Found.Held held -> response.setHold(messages.toProto(name, held.hold()));
      case Found.Ended _ -> response.setOver(HoldOver.getDefaultInstance());
      case Found.Ordered _ -> response.setOrdered(HoldOrdered.getDefaultInstance());
      case Found.Unknown _ -> throw WireException.notFound("hold");
    }
    reply.onNext(response.build());
    reply.onCompleted();
  }

  @Override
  public void releaseHold(ReleaseHoldRequest request, StreamObserver<ReleaseHoldResponse> reply) {
    var response = ReleaseHoldResponse.newBuilder();
    switch (claimPools.release(HoldName.parse(request.getName()), caller())) {
      case Released.Done _ -> response.setReleased(HoldReleased.getDefaultInstance());
      case Released.Ordered _ -> response.setOrdered(HoldOrdered.getDefaultInstance());
      case Released.Unknown _ -> throw WireException.notFound("hold");
      case Released.HasParts _ -> throw new IllegalStateException("parts were given back");
    }
    reply.onNext(response.build());
    reply.onCompleted();
  }

  private static UUID caller() {
    return Caller.required().ownerId();
  }
}
