package boxoffice.order.purchase;

import boxoffice.guard.repetition.Repetition;
import boxoffice.order.payment.PaymentIntents;
import boxoffice.wire.DerivedId;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Pays a pending order with another payment method: each request is one attempt with a
/// PaymentIntent of its own, and only when no other attempt may still succeed.
///
/// Throws [WireException] as [PlaceOrder] does.
final class PayOrder {
  private final PaymentIntents provider;
  private final OrderStore orders;
  private final Runs runs;
  private final Saga saga;
  private final Clock clock;

  PayOrder(PaymentIntents provider, OrderStore orders, Runs runs, Saga saga, Clock clock) {
    this.provider = provider;
    this.orders = orders;
    this.runs = runs;
    this.saga = saga;
    this.clock = clock;
  }

  /// What the caller asks for.
  record Request(UUID requestId, UUID orderId, String paymentMethod) {
    UUID attemptId() {
      return DerivedId.of("attempt", orderId.toString(), requestId.toString());
    }
  }

  /// @param until the caller is answered by then, whatever is known
  Outcome pay(UUID buyerId, Request request, Instant until) {
    return Contended.tryAgain(() -> tryOnce(buyerId, request, until), until, clock);
  }

  /// @return empty when the order has changed meanwhile
  private Optional<Outcome> tryOnce(UUID buyerId, Request request, Instant until) {
    var attemptId = request.attemptId();
    var order = find(buyerId, request.orderId());
    var mine = order.attempt(attemptId);
    if (mine.isPresent()) {
      if (!mine.get().paymentMethod().equals(request.paymentMethod())) {
        throw WireException.keyReused();
      }
      Repetition.found();
      var paid = runs.repeat(order, attemptId, until);
      return Optional.of(told(paid, attemptId));
    }
    var number = order.attempts().size() + 1;
    var wanted = new Event.PayWanted(Attempt.created(attemptId, number, request.paymentMethod()));
    if (!saga.takes(order, wanted)) {
      return Optional.of(new Outcome.Conflict(order));
    }
    if (!provider.accepting()) {
      throw Run.unavailable();
    }
    if (saga.tell(order, wanted)) {
      Repetition.made();
    }
    // stored, by this call or its twin, it is found the next time
    return Optional.empty();
  }

  /// The request may be the one that placed the order. What was not to be had then is over now.
  private static Outcome told(Order order, UUID attemptId) {
    return switch (Outcome.of(order, attemptId)) {
      case Outcome.HoldExpired _, Outcome.SeatsLost _, Outcome.BuyerLimit _ ->
          new Outcome.Conflict(order);
      case Outcome paid -> paid;
    };
  }

  private Order find(UUID buyerId, UUID orderId) {
    return orders.find(orderId, buyerId).orElseThrow(() -> WireException.notFound("order"));
  }
}
