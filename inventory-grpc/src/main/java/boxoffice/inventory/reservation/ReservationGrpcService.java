package boxoffice.inventory.reservation;

import boxoffice.inventory.hold.HoldName;
import boxoffice.inventory.hold.TakenSeats;
import boxoffice.inventory.performance.Interest;
import boxoffice.inventory.v1.BookSeatsRequest;
import boxoffice.inventory.v1.BookSeatsResponse;
import boxoffice.inventory.v1.FreeSeatsRequest;
import boxoffice.inventory.v1.FreeSeatsResponse;
import boxoffice.inventory.v1.HoldEnded;
import boxoffice.inventory.v1.PurchaseLimit;
import boxoffice.inventory.v1.PurchaseLimitKind;
import boxoffice.inventory.v1.ReservationFreed;
import boxoffice.inventory.v1.ReservationServiceGrpc;
import boxoffice.inventory.v1.ReserveSeatsRequest;
import boxoffice.inventory.v1.ReserveSeatsResponse;
import boxoffice.inventory.v1.SeatsBooked;
import boxoffice.inventory.v1.SeatsReserved;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.util.function.Consumer;

/// The wire face of reservations, for order-grpc alone.
///
/// Booking and freeing are a conditional change of the row and the news of it to Redis.
final class ReservationGrpcService extends ReservationServiceGrpc.ReservationServiceImplBase {
  private final ReserveSeats reserveSeats;
  private final ReservationStore store;
  private final PoolNews news;
  private final Consumer<Interest> interest;

  ReservationGrpcService(
      ReserveSeats reserveSeats,
      ReservationStore store,
      PoolNews news,
      Consumer<Interest> interest) {
    this.reserveSeats = reserveSeats;
    this.store = store;
    this.news = news;
    this.interest = interest;
  }

  @Override
  public void reserveSeats(
      ReserveSeatsRequest request, StreamObserver<ReserveSeatsResponse> reply) {
    reply.onNext(toProto(reserveSeats.reserve(fromProto(request))));
    reply.onCompleted();
  }

  @Override
  public void bookSeats(BookSeatsRequest request, StreamObserver<BookSeatsResponse> reply) {
    var response = BookSeatsResponse.newBuilder();
    var row =
        store.book(
            WireTypes.uuid(request.getOrderId()), WireTypes.uuid(request.getPerformanceId()));
    if (row.isFreed()) {
      response.setFreed(ReservationFreed.getDefaultInstance());
    } else {
      news.taken(row.reservation());
      interest.accept(new Interest(row.reservation().performanceId(), Interest.Kind.BOOKING));
      response.setBooked(SeatsBooked.getDefaultInstance());
    }
    reply.onNext(response.build());
    reply.onCompleted();
  }

  @Override
  public void freeSeats(FreeSeatsRequest request, StreamObserver<FreeSeatsResponse> reply) {
    store
        .free(WireTypes.uuid(request.getOrderId()), WireTypes.uuid(request.getPerformanceId()))
        .ifPresent(news::freed);
    reply.onNext(FreeSeatsResponse.getDefaultInstance());
    reply.onCompleted();
  }

  private static ReserveSeats.Request fromProto(ReserveSeatsRequest request) {
    return new ReserveSeats.Request(
        WireTypes.uuid(request.getOrderId()),
        HoldName.parse(request.getHoldName()),
        WireTypes.uuid(request.getBuyerId()),
        WireTypes.instant(request.getPaymentExpireTime()));
  }

  private static ReserveSeatsResponse toProto(ReserveSeats.Result result) {
    var response = ReserveSeatsResponse.newBuilder();
    return switch (result) {
      case ReserveSeats.Result.Reserved reserved ->
          response
              .setReserved(
                  SeatsReserved.newBuilder().addAllSeats(reserved.reservation().quote().seats()))
              .build();
      case ReserveSeats.Result.HoldEnded _ ->
          response.setHoldEnded(HoldEnded.getDefaultInstance()).build();
      case ReserveSeats.Result.SeatsTaken taken ->
          response.setSeatsUnavailable(TakenSeats.toProto(taken.seats())).build();
      case ReserveSeats.Result.OverBuyerLimit over ->
          response
              .setPurchaseLimit(
                  PurchaseLimit.newBuilder()
                      .setKind(PurchaseLimitKind.PURCHASE_LIMIT_KIND_BUYER)
                      .setLimit(over.limit())
                      .setOwned(over.owned()))
              .build();
      case ReserveSeats.Result.Freed _ ->
          response.setFreed(ReservationFreed.getDefaultInstance()).build();
    };
  }
}
