package boxoffice.order.purchase;

import boxoffice.inventory.v1.BookSeatsRequest;
import boxoffice.inventory.v1.FreeSeatsRequest;
import boxoffice.inventory.v1.ReservationServiceGrpc.ReservationServiceBlockingStub;
import boxoffice.inventory.v1.ReserveSeatsRequest;
import boxoffice.inventory.v1.ReserveSeatsResponse;
import boxoffice.inventory.v1.UnavailableSeat;
import boxoffice.wire.DerivedId;
import boxoffice.wire.WireTypes;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The steps that inventory takes part in. Each may be repeated; one that got no answer is.
final class SeatSteps {
  private static final Logger log = LoggerFactory.getLogger(SeatSteps.class);

  private final ReservationServiceBlockingStub inventory;
  private final TransitionStore transitions;

  /// @param inventory sends the service's own token
  SeatSteps(ReservationServiceBlockingStub inventory, TransitionStore transitions) {
    this.inventory = inventory;
    this.transitions = transitions;
  }

  Progress reserve(Order order) {
    var terms = order.terms();
    var request =
        ReserveSeatsRequest.newBuilder()
            .setRequestId(requestId("reserve", order))
            .setOrderId(order.id().toString())
            .setHoldName(terms.holdName())
            .setBuyerId(terms.buyerId().toString())
            .setPaymentExpireTime(WireTypes.timestamp(terms.payUntil()))
            .build();
    return ask("ReserveSeats", order, () -> inventory.reserveSeats(request))
        .map(answer -> reserved(order, answer))
        .orElseGet(Progress.Later::new);
  }

  Progress book(Order order) {
    var request =
        BookSeatsRequest.newBuilder()
            .setRequestId(requestId("book", order))
            .setOrderId(order.id().toString())
            .setPerformanceId(order.terms().performanceId().toString())
            .build();
    var answer = ask("BookSeats", order, () -> inventory.bookSeats(request));
    if (answer.isEmpty()) {
      return new Progress.Later();
    }
    return switch (answer.get().getOutcomeCase()) {
      case BOOKED -> new Progress.Next(transitions.ended(order, SeatsState.BOOKED));
      case FREED -> {
        log.error("order {} is paid, but inventory has freed its seats", order.id());
        transitions.stuck(order.id());
        yield new Progress.Later();
      }
      case OUTCOME_NOT_SET -> throw new IllegalStateException("BookSeats without an outcome");
    };
  }

  Progress free(Order order) {
    var request =
        FreeSeatsRequest.newBuilder()
            .setRequestId(requestId("free", order))
            .setOrderId(order.id().toString())
            .setPerformanceId(order.terms().performanceId().toString())
            .build();
    return ask("FreeSeats", order, () -> inventory.freeSeats(request))
        .<Progress>map(_ -> new Progress.Next(transitions.ended(order, SeatsState.FREED)))
        .orElseGet(Progress.Later::new);
  }

  private Progress reserved(Order order, ReserveSeatsResponse answer) {
    var after =
        switch (answer.getOutcomeCase()) {
          case RESERVED -> transitions.reserved(order);
          case HOLD_ENDED -> transitions.rejected(order, new Rejection.HoldExpired());
          case SEATS_UNAVAILABLE ->
              transitions.rejected(
                  order,
                  new Rejection.SeatsLost(
                      answer.getSeatsUnavailable().getSeatsList().stream()
                          .map(UnavailableSeat::getSeatId)
                          .map(UUID::fromString)
                          .toList()));
          case PURCHASE_LIMIT -> {
            var limit = answer.getPurchaseLimit();
            yield transitions.rejected(
                order, new Rejection.BuyerLimit(limit.getLimit(), limit.getOwned()));
          }
          // a product that the hold had, and that inventory has not any more
          case NOT_ENOUGH -> transitions.rejected(order, new Rejection.HoldExpired());
          case FREED -> transitions.expired(order);
          case OUTCOME_NOT_SET ->
              throw new IllegalStateException("ReserveSeats without an outcome");
        };
    return after.<Progress>map(Progress.Next::new).orElseGet(Progress.Overtaken::new);
  }

  private static <R> Optional<R> ask(String what, Order order, Supplier<R> call) {
    try {
      return Optional.of(call.get());
    } catch (StatusRuntimeException e) {
      log.info("{} of order {} got {}", what, order.id(), e.getStatus().getCode());
      return Optional.empty();
    }
  }

  private static String requestId(String what, Order order) {
    return DerivedId.of(what, order.id().toString()).toString();
  }
}
