package boxoffice.inventory.hold;

import boxoffice.inventory.v1.GetHoldRequest;
import boxoffice.inventory.v1.GetHoldResponse;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.HoldOrdered;
import boxoffice.inventory.v1.HoldReleased;
import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.HoldState;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.inventory.v1.PurchaseLimit;
import boxoffice.inventory.v1.PurchaseLimitKind;
import boxoffice.inventory.v1.ReleaseHoldRequest;
import boxoffice.inventory.v1.ReleaseHoldResponse;
import boxoffice.inventory.v1.SaleNotOpen;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.wire.Caller;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;

/// The wire face of holds.
final class HoldGrpcService extends HoldServiceGrpc.HoldServiceImplBase {
  private final PlaceHold placeHold;
  private final Pool pool;

  HoldGrpcService(PlaceHold placeHold, Pool pool) {
    this.placeHold = placeHold;
    this.pool = pool;
  }

  @Override
  public void placeHold(PlaceHoldRequest request, StreamObserver<PlaceHoldResponse> reply) {
    reply.onNext(toProto(placeHold.place(fromProto(request))));
    reply.onCompleted();
  }

  @Override
  public void getHold(GetHoldRequest request, StreamObserver<GetHoldResponse> reply) {
    var name = HoldName.parse(request.getName());
    var hold =
        switch (pool.read(name, Caller.person().accountId())) {
          case Pool.Found.Held held -> toProto(name, held.hold());
          case Pool.Found.Ended _ -> ended(name);
          case Pool.Found.Unknown _ -> throw WireException.notFound("hold");
        };
    reply.onNext(GetHoldResponse.newBuilder().setHold(hold).build());
    reply.onCompleted();
  }

  @Override
  public void releaseHold(ReleaseHoldRequest request, StreamObserver<ReleaseHoldResponse> reply) {
    var response = ReleaseHoldResponse.newBuilder();
    switch (pool.release(HoldName.parse(request.getName()), Caller.person().accountId())) {
      case RELEASED -> response.setReleased(HoldReleased.getDefaultInstance());
      case ORDERED -> response.setOrdered(HoldOrdered.getDefaultInstance());
      case UNKNOWN -> throw WireException.notFound("hold");
    }
    reply.onNext(response.build());
    reply.onCompleted();
  }

  private static PlaceHold.Request fromProto(PlaceHoldRequest request) {
    return new PlaceHold.Request(
        Caller.person().accountId(),
        WireTypes.uuid(request.getRequestId()),
        WireTypes.uuid(request.getPerformanceId()),
        request.getSeatsList().stream().map(SeatChoice::getSeatId).map(WireTypes::uuid).toList());
  }

  private static PlaceHoldResponse toProto(PlaceHold.Result result) {
    var response = PlaceHoldResponse.newBuilder();
    return switch (result.claimed()) {
      case Pool.Claimed.Held held -> response.setHeld(toProto(result.name(), held.hold())).build();
      case Pool.Claimed.Ended _ -> response.setHeld(ended(result.name())).build();
      case Pool.Claimed.Taken taken ->
          response.setSeatsUnavailable(TakenSeats.toProto(taken.seats())).build();
      case Pool.Claimed.OverHoldLimit over ->
          response
              .setPurchaseLimit(
                  PurchaseLimit.newBuilder()
                      .setKind(PurchaseLimitKind.PURCHASE_LIMIT_KIND_HOLD)
                      .setLimit(over.limit()))
              .build();
      case Pool.Claimed.OverBuyerLimit over ->
          response
              .setPurchaseLimit(
                  PurchaseLimit.newBuilder()
                      .setKind(PurchaseLimitKind.PURCHASE_LIMIT_KIND_BUYER)
                      .setLimit(over.limit())
                      .setOwned(over.owned()))
              .build();
      case Pool.Claimed.NotOnSale sale -> response.setSaleNotOpen(toProto(sale)).build();
    };
  }

  private static SaleNotOpen toProto(Pool.Claimed.NotOnSale sale) {
    return SaleNotOpen.newBuilder()
        .setOnSaleTime(WireTypes.timestamp(sale.onSale()))
        .setOffSaleTime(WireTypes.timestamp(sale.offSale()))
        .setClosed(sale.closed())
        .build();
  }

  private static Hold toProto(HoldName name, Pool.HoldNow hold) {
    var proto =
        Hold.newBuilder()
            .setName(name.toString())
            .setPerformanceId(name.performanceId().toString())
            .setState(HoldState.valueOf("HOLD_STATE_" + hold.state()))
            .addAllSeats(hold.quote().seats())
            .setTotal(hold.quote().total());
    if (!hold.state().equals("CONSUMED")) {
      proto.setExpireTime(WireTypes.timestamp(hold.deadline()));
    }
    return proto.build();
  }

  private static Hold ended(HoldName name) {
    return Hold.newBuilder()
        .setName(name.toString())
        .setPerformanceId(name.performanceId().toString())
        .setState(HoldState.HOLD_STATE_ENDED)
        .build();
  }
}
