package boxoffice.order.purchase;

import boxoffice.guard.repetition.Repetition;
import boxoffice.order.inventory.Organisers;
import boxoffice.order.item.OrderCode;
import boxoffice.order.payment.PaymentIntents;
import boxoffice.wire.Caller;
import boxoffice.wire.DerivedId;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Buys what one or several holds have. The order's id follows from the caller and the request id,
/// so a repeated request finds its order and goes on with it. A partner's client buys as a person
/// does, on account.
///
/// Throws [WireException]: NOT_FOUND for a hold that is not the caller's, IDEMPOTENCY_KEY_REUSED
/// for another body, PAYMENT_UNAVAILABLE or INVENTORY_UNAVAILABLE when no money moved.
final class PlaceOrder {
  private final Holds holds;
  private final Organisers organisers;
  private final PaymentIntents provider;
  private final OrderStore orders;
  private final WorkStore work;
  private final Runs runs;
  private final Limits limits;

  /// @param paymentTime how long an order may wait for its payment
  /// @param codes must be unguessable
  record Limits(Clock clock, Duration paymentTime, RandomGenerator codes) {}

  /// What the caller asks for.
  ///
  /// @param holdNames one at least, each once; the order's home is the first one's
  record Request(UUID requestId, List<String> holdNames, Payment payment) {
    Request {
      holdNames = List.copyOf(holdNames);
    }

    Sha256 hash() {
      return Sha256.of(
          Stream.concat(holdNames.stream(), Stream.of(payment.parts())).toArray(String[]::new));
    }
  }

  /// What inventory says.
  record Sources(Holds holds, Organisers organisers) {}

  /// Where orders are kept and worked on.
  record Desk(OrderStore orders, WorkStore work, Runs runs) {}

  PlaceOrder(Sources sources, PaymentIntents provider, Desk desk, Limits limits) {
    this.holds = sources.holds();
    this.organisers = sources.organisers();
    this.provider = provider;
    this.orders = desk.orders();
    this.work = desk.work();
    this.runs = desk.runs();
    this.limits = limits;
  }

  /// @param until the caller is answered by then, whatever is known
  Outcome place(Caller caller, Request request, Instant until) {
    var requestId = request.requestId().toString();
    var orderId = DerivedId.of("order", caller.ownerId().toString(), requestId);
    var attemptId = DerivedId.of("attempt", orderId.toString(), requestId);
    var known = orders.findRepeated(orderId);
    if (known.isPresent()) {
      return repeat(known.get(), attemptId, request, until);
    }
    if (request.payment() instanceof Payment.Charged && !provider.accepting()) {
      throw Run.unavailable();
    }
    var hold = holds.find(request.holdNames());
    if (hold.isEnded()) {
      return withoutHold(request);
    }
    var expected = request.payment().expected();
    if (expected != null && !expected.equals(hold.total())) {
      return new Outcome.PriceChanged(hold.total());
    }
    var order = order(orderId, attemptId, caller, request, settled(hold, request.payment()));
    var lease = work.newLease(orderId);
    if (orders.place(order, lease)) {
      var placed = runs.begin(order, lease, Runs.ofAttempt(attemptId), until);
      return Outcome.of(placed, attemptId);
    }
    return standing(order, attemptId, request, until);
  }

  /// Another call was faster: with the same request, or with one of the holds.
  private Outcome standing(Order wanted, UUID attemptId, Request request, Instant until) {
    var same = orders.find(wanted.id());
    if (same.isPresent()) {
      return repeat(same.get(), attemptId, request, until);
    }
    var code = wanted.terms().sale().code();
    if (code != null && orders.findOfCode(code).isPresent()) {
      throw new WireException(
          ErrorReason.IDEMPOTENCY_IN_PROGRESS, "the order's code is taken: repeat the call");
    }
    return withoutHold(request);
  }

  /// An order has one of them, or one is over.
  private Outcome withoutHold(Request request) {
    return orders
        .findOfHolds(request.holdNames())
        .<Outcome>map(Outcome.Conflict::new)
        .orElseGet(Outcome.HoldExpired::new);
  }

  private Holds.Quote settled(Holds.Quote hold, Payment payment) {
    return switch (payment) {
      case Payment.Charged _, Payment.OnAccount _ -> hold;
      case Payment.Complimentary _ -> {
        hold.organisations().forEach(id -> organisers.checkOrganisation(id, "hold"));
        yield hold.free();
      }
    };
  }

  private Outcome repeat(Order order, UUID attemptId, Request request, Instant until) {
    if (!order.terms().requestHash().equals(request.hash())) {
      throw WireException.keyReused();
    }
    Repetition.found();
    return Outcome.of(runs.repeat(order, attemptId, until), attemptId);
  }

  private Order order(
      UUID orderId, UUID attemptId, Caller caller, Request request, Holds.Quote hold) {
    var now = limits.clock().instant().truncatedTo(ChronoUnit.MICROS);
    var terms =
        new Order.Terms(
            orderId,
            caller.ownerId(),
            request.hash(),
            request.holdNames(),
            hold.performanceId(),
            hold.items(),
            hold.total().minor(),
            hold.total().currency(),
            now.plus(limits.paymentTime()),
            now,
            sale(request.payment(), hold));
    var attempts =
        request.payment() instanceof Payment.Charged(var method, _) && hold.total().minor() > 0
            ? List.of(Attempt.first(attemptId, method))
            : List.<Attempt>of();
    return Order.placed(terms, attempts);
  }

  private Sale sale(Payment payment, Holds.Quote hold) {
    var reason = payment instanceof Payment.Complimentary(var why) ? why : null;
    var holder = payment instanceof Payment.OnAccount(var who, _) ? who : null;
    var code = OrderCode.draw(limits.codes());
    return new Sale(code, hold.organisationId(), reason, null, holder);
  }
}
