package boxoffice.order.purchase;

import boxoffice.inventory.v1.BookSeatsRequest;
import boxoffice.inventory.v1.FreeLinesRequest;
import boxoffice.inventory.v1.FreeSeatsRequest;
import boxoffice.inventory.v1.ReservationServiceGrpc.ReservationServiceBlockingStub;
import boxoffice.inventory.v1.ReserveSeatsRequest;
import boxoffice.inventory.v1.ReserveSeatsResponse;
import boxoffice.inventory.v1.ReservedSeat;
import boxoffice.inventory.v1.UnavailableSeat;
import boxoffice.wire.DerivedId;
import boxoffice.wire.WireTypes;
import io.grpc.StatusRuntimeException;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The steps that inventory takes part in. Each may be repeated; one that got no answer is.
final class SeatSteps {
  private static final Logger log = LoggerFactory.getLogger(SeatSteps.class);

  private final ReservationServiceBlockingStub inventory;

  /// @param inventory sends the service's own token
  SeatSteps(ReservationServiceBlockingStub inventory) {
    this.inventory = inventory;
  }

  Progress reserve(Order order) {
    var terms = order.terms();
    var request =
        ReserveSeatsRequest.newBuilder()
            .setRequestId(requestId("reserve", order.id()))
            .setOrderId(order.id().toString())
            .setBuyerId(terms.buyerId().toString())
            .setPaymentExpireTime(WireTypes.timestamp(terms.payUntil()));
    if (terms.holdNames().size() == 1) {
      request.setHoldName(terms.holdNames().getFirst());
    } else {
      request.addAllHoldNames(terms.holdNames());
    }
    return ask("ReserveSeats", order, () -> reserved(inventory.reserveSeats(request.build())));
  }

  Progress book(Order order) {
    var request =
        BookSeatsRequest.newBuilder()
            .setRequestId(requestId("book", order.id()))
            .setOrderId(order.id().toString())
            .setPerformanceId(order.terms().performanceId().toString())
            .build();
    return ask(
        "BookSeats",
        order,
        () ->
            switch (inventory.bookSeats(request).getOutcomeCase()) {
              case BOOKED -> new Event.Booked();
              case FREED -> {
                log.error("order {} is paid, but inventory has freed its seats", order.id());
                yield new Event.BookingLost();
              }
              case OUTCOME_NOT_SET ->
                  throw new IllegalStateException("BookSeats without an outcome");
            });
  }

  Progress free(Order order) {
    var request =
        FreeSeatsRequest.newBuilder()
            .setRequestId(requestId("free", order.id()))
            .setOrderId(order.id().toString())
            .setPerformanceId(order.terms().performanceId().toString())
            .build();
    return ask(
        "FreeSeats",
        order,
        () -> {
          var _ = inventory.freeSeats(request);
          return new Event.Freed();
        });
  }

  Progress free(Order order, Cancellation cancellation) {
    var request =
        FreeLinesRequest.newBuilder()
            .setRequestId(requestId("free-items", cancellation.id()))
            .setOrderId(order.id().toString())
            .setPerformanceId(order.terms().performanceId().toString());
    for (var item : order.items(cancellation.wish().positions())) {
      switch (item) {
        case Item.Seat seat -> request.addSeats(line(seat));
        case Item.Product product -> request.addSkus(product.sku());
      }
    }
    return ask(
        "FreeLines",
        order,
        () -> {
          var _ = inventory.freeLines(request.build());
          return new Event.ItemsFreed(cancellation.id());
        });
  }

  private static ReservedSeat line(Item.Seat seat) {
    return ReservedSeat.newBuilder()
        .setPerformanceId(seat.performanceId().toString())
        .setSeatId(seat.seatId().toString())
        .build();
  }

  private static Event reserved(ReserveSeatsResponse answer) {
    return switch (answer.getOutcomeCase()) {
      case RESERVED -> new Event.Reserved();
      case HOLD_ENDED -> new Event.HoldOver();
      case SEATS_UNAVAILABLE ->
          new Event.Refused(
              new Rejection.SeatsLost(
                  answer.getSeatsUnavailable().getSeatsList().stream()
                      .map(UnavailableSeat::getSeatId)
                      .map(UUID::fromString)
                      .toList()));
      case PURCHASE_LIMIT -> {
        var limit = answer.getPurchaseLimit();
        yield new Event.Refused(new Rejection.BuyerLimit(limit.getLimit(), limit.getOwned()));
      }
      // a product that the hold had, and that inventory has not any more
      case NOT_ENOUGH -> new Event.Refused(new Rejection.HoldExpired());
      case FREED -> new Event.FreedBefore();
      case OUTCOME_NOT_SET -> throw new IllegalStateException("ReserveSeats without an outcome");
    };
  }

  private static Progress ask(String what, Order order, Supplier<Event> call) {
    try {
      return new Progress.Told(call.get());
    } catch (StatusRuntimeException e) {
      log.info("{} of order {} got {}", what, order.id(), e.getStatus().getCode());
      return new Progress.Later();
    }
  }

  private static String requestId(String what, UUID of) {
    return DerivedId.of(what, of.toString()).toString();
  }
}
