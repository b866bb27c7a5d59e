package boxoffice.inventory.reservation;

import boxoffice.inventory.hold.HoldName;
import boxoffice.inventory.hold.TakenSeats;
import boxoffice.inventory.performance.Interest;
import boxoffice.inventory.reservation.ReserveTransaction.Reserved;
import boxoffice.inventory.v1.BookSeatsRequest;
import boxoffice.inventory.v1.BookSeatsResponse;
import boxoffice.inventory.v1.FreeLinesRequest;
import boxoffice.inventory.v1.FreeLinesResponse;
import boxoffice.inventory.v1.FreeSeatsRequest;
import boxoffice.inventory.v1.FreeSeatsResponse;
import boxoffice.inventory.v1.HoldEnded;
import boxoffice.inventory.v1.NotEnough;
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
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

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
      news.taken(row.left());
      row.left()
          .performances()
          .forEach(
              performance -> interest.accept(new Interest(performance, Interest.Kind.BOOKING)));
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

  @Override
  public void freeLines(FreeLinesRequest request, StreamObserver<FreeLinesResponse> reply) {
    news.freed(
        store.freeLines(
            WireTypes.uuid(request.getOrderId()),
            WireTypes.uuid(request.getPerformanceId()),
            fromProto(request)));
    reply.onNext(FreeLinesResponse.getDefaultInstance());
    reply.onCompleted();
  }

  private static Lines fromProto(FreeLinesRequest request) {
    var seats =
        request.getSeatsList().stream()
            .collect(
                Collectors.groupingBy(
                    seat -> WireTypes.uuid(seat.getPerformanceId()),
                    Collectors.mapping(
                        seat -> WireTypes.uuid(seat.getSeatId()), Collectors.toSet())));
    return new Lines(seats, Set.copyOf(request.getSkusList()));
  }

  private static PinHold.Request fromProto(ReserveSeatsRequest request) {
    return new PinHold.Request(
        WireTypes.uuid(request.getOrderId()),
        holds(request),
        WireTypes.uuid(request.getBuyerId()),
        WireTypes.instant(request.getPaymentExpireTime()));
  }

  private static List<HoldName> holds(ReserveSeatsRequest request) {
    return request.getHoldNamesCount() == 0
        ? List.of(HoldName.parse(request.getHoldName()))
        : request.getHoldNamesList().stream().map(HoldName::parse).toList();
  }

  private static ReserveSeatsResponse toProto(Reserved outcome) {
    var response = ReserveSeatsResponse.newBuilder();
    return switch (outcome) {
      case Reserved.Done done -> response.setReserved(toProto(done.reservation())).build();
      case Reserved.TooLate _ -> response.setHoldEnded(HoldEnded.getDefaultInstance()).build();
      case Reserved.Rebuilt _ -> throw new IllegalStateException("is pinned again");
      case Reserved.SeatsTaken taken ->
          response
              .setSeatsUnavailable(TakenSeats.toProto(taken.performanceId(), taken.seats()))
              .build();
      case Reserved.OverBuyerLimit over ->
          response
              .setPurchaseLimit(
                  PurchaseLimit.newBuilder()
                      .setKind(PurchaseLimitKind.PURCHASE_LIMIT_KIND_BUYER)
                      .setLimit(over.limit())
                      .setOwned(over.owned())
                      .setOf(over.of()))
              .build();
      case Reserved.NotEnough lacking ->
          response
              .setNotEnough(
                  NotEnough.newBuilder().setSku(lacking.sku()).setAvailable(lacking.available()))
              .build();
      case Reserved.Freed _ -> response.setFreed(ReservationFreed.getDefaultInstance()).build();
    };
  }

  private static SeatsReserved toProto(Reservation reservation) {
    return SeatsReserved.newBuilder()
        .addAllSeats(reservation.quote().seats())
        .addAllProducts(reservation.quote().products())
        .setPaymentExpireTime(WireTypes.timestamp(reservation.deadline()))
        .build();
  }
}
