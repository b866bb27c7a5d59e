package boxoffice.order.purchase;

import boxoffice.order.payment.PaymentIntents;
import boxoffice.wire.DerivedId;
import boxoffice.wire.WireException;
import java.time.Instant;
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

  PayOrder(PaymentIntents provider, OrderStore orders, Runs runs, Saga saga) {
    this.provider = provider;
    this.orders = orders;
    this.runs = runs;
    this.saga = saga;
  }

  /// What the caller asks for.
  record Request(UUID requestId, UUID orderId, String paymentMethod) {
    UUID attemptId() {
      return DerivedId.of("attempt", orderId.toString(), requestId.toString());
    }
  }

  /// @param until the caller is answered by then, whatever is known
  Outcome pay(UUID buyerId, Request request, Instant until) {
    var attemptId = request.attemptId();
    var order = find(buyerId, request.orderId());
    var number = order.attempts().size() + 1;
    var wanted = Attempt.created(attemptId, number, request.paymentMethod());
    if (order.attempt(attemptId).isEmpty() && saga.takes(order, new Event.PayWanted(wanted))) {
      if (!provider.accepting()) {
        throw Run.unavailable();
      }
      var _ = saga.tell(order, new Event.PayWanted(wanted)); // another call may have been faster
      order = find(buyerId, request.orderId());
    }
    var mine = order.attempt(attemptId);
    if (mine.isEmpty()) {
      return new Outcome.Conflict(order);
    }
    if (!mine.get().paymentMethod().equals(request.paymentMethod())) {
      throw WireException.keyReused();
    }
    return Outcome.of(runs.await(order, Runs.ofAttempt(attemptId), until), attemptId);
  }

  private Order find(UUID buyerId, UUID orderId) {
    return orders.find(orderId, buyerId).orElseThrow(() -> WireException.notFound("order"));
  }
}
