package boxoffice.order.purchase;

import boxoffice.order.payment.PaymentIntents;
import boxoffice.wire.Caller;
import boxoffice.wire.DerivedId;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/// Buys what a hold has. The order's id follows from the caller and the request id, so a repeated
/// request finds its order and goes on with it.
///
/// Throws [WireException]: NOT_FOUND for a hold that is not the caller's, IDEMPOTENCY_KEY_REUSED
/// for another body, PAYMENT_UNAVAILABLE or INVENTORY_UNAVAILABLE when no money moved.
final class PlaceOrder {
  private final Holds holds;
  private final PaymentIntents provider;
  private final OrderStore orders;
  private final WorkStore work;
  private final Runs runs;
  private final Limits limits;

  /// @param paymentTime how long an order may wait for its payment
  record Limits(Clock clock, Duration paymentTime) {}

  /// What the caller asks for.
  ///
  /// @param paymentMethod the provider's id of it
  record Request(UUID requestId, String holdName, String paymentMethod) {
    Sha256 hash() {
      return Sha256.of(holdName, paymentMethod);
    }
  }

  /// Where orders are kept and worked on.
  record Desk(OrderStore orders, WorkStore work, Runs runs) {}

  PlaceOrder(Holds holds, PaymentIntents provider, Desk desk, Limits limits) {
    this.holds = holds;
    this.provider = provider;
    this.orders = desk.orders();
    this.work = desk.work();
    this.runs = desk.runs();
    this.limits = limits;
  }

  /// @param until the caller is answered by then, whatever is known
  Outcome place(Caller caller, Request request, Instant until) {
    var requestId = request.requestId().toString();
    var orderId = DerivedId.of("order", caller.subject(), requestId);
    var attemptId = DerivedId.of("attempt", orderId.toString(), requestId);
    var known = orders.find(orderId);
    if (known.isPresent()) {
      return repeat(known.get(), attemptId, request, until);
    }
    if (!provider.accepting()) {
      throw Run.unavailable();
    }
    var hold = holds.find(request.holdName());
    if (hold.isEnded()) {
      return orders
          .findOfHold(request.holdName())
          .<Outcome>map(Outcome.Conflict::new)
          .orElseGet(Outcome.HoldExpired::new);
    }
    var order = order(orderId, attemptId, caller, request, hold);
    var lease = work.newLease(orderId);
    if (orders.place(order, lease)) {
      var placed = runs.begin(order, lease, Runs.ofAttempt(attemptId), until);
      return Outcome.of(placed, attemptId);
    }
    return standing(orderId, attemptId, request, until);
  }

  /// Another call was faster: with the same request, or with the same hold.
  private Outcome standing(UUID orderId, UUID attemptId, Request request, Instant until) {
    var same = orders.find(orderId);
    if (same.isPresent()) {
      return repeat(same.get(), attemptId, request, until);
    }
    return orders
        .findOfHold(request.holdName())
        .<Outcome>map(Outcome.Conflict::new)
        .orElseGet(Outcome.HoldExpired::new);
  }

  private Outcome repeat(Order order, UUID attemptId, Request request, Instant until) {
    if (!order.terms().requestHash().equals(request.hash())) {
      throw WireException.keyReused();
    }
    return Outcome.of(runs.await(order, Runs.ofAttempt(attemptId), until), attemptId);
  }

  private Order order(
      UUID orderId, UUID attemptId, Caller caller, Request request, Holds.Quote hold) {
    var now = limits.clock().instant().truncatedTo(ChronoUnit.MICROS);
    var terms =
        new Order.Terms(
            orderId,
            caller.accountId(),
            request.hash(),
            request.holdName(),
            hold.performanceId(),
            hold.items(),
            hold.totalMinor(),
            hold.currency(),
            now.plus(limits.paymentTime()),
            now);
    var attempts =
        hold.totalMinor() == 0
            ? List.<Attempt>of()
            : List.of(Attempt.first(attemptId, request.paymentMethod()));
    return Order.placed(terms, attempts);
  }
}
