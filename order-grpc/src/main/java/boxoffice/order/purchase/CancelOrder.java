package boxoffice.order.purchase;

import boxoffice.wire.DerivedId;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Cancels an order for its buyer. One that is not paid yet may always be cancelled: its
/// PaymentIntent first, then the seats go free. One that is paid may be cancelled as the policy
/// says, and is given back less the fee. However many ask for it, it is cancelled once.
///
/// Throws [WireException]: NOT_FOUND for an order that is not the buyer's, INVENTORY_UNAVAILABLE
/// when it is not known when the performance begins: nothing happened.
final class CancelOrder {
  private final OrderStore orders;
  private final Saga saga;
  private final Runs runs;
  private final Terms terms;

  /// What is decided by.
  record Terms(CancelPolicy policy, PerformanceStarts starts, Clock clock) {}

  /// What the caller asks for.
  record Request(UUID requestId, UUID orderId) {
    UUID cancellationId() {
      return DerivedId.of("cancellation", orderId.toString(), requestId.toString());
    }
  }

  CancelOrder(OrderStore orders, Saga saga, Runs runs, Terms terms) {
    this.orders = orders;
    this.saga = saga;
    this.runs = runs;
    this.terms = terms;
  }

  /// @param until the caller is answered by then, whatever is known
  Outcome cancel(UUID buyerId, Request request, Instant until) {
    return Overtaken.tryAgain(() -> tryOnce(buyerId, request, until), until, terms.clock());
  }

  /// @return empty when the order has changed meanwhile
  private Optional<Outcome> tryOnce(UUID buyerId, Request request, Instant until) {
    var order =
        orders.find(request.orderId(), buyerId).orElseThrow(() -> WireException.notFound("order"));
    var mine = order.cancellation(request.cancellationId());
    if (mine.isEmpty() && order.wanted().isEmpty() && isCancellable(order)) {
      var cancellation = judged(order, request);
      var refused = refusal(order, cancellation);
      if (refused.isPresent()) {
        return refused;
      }
      if (!saga.tell(order, new Event.CancelWanted(cancellation))) {
        return Optional.empty();
      }
      order = saga.read(order.id());
    }
    var after = runs.await(order, settled -> settled.wanted().isEmpty(), until);
    return Optional.of(outcome(after, request.cancellationId()));
  }

  private static boolean isCancellable(Order order) {
    return order.state() == OrderState.PENDING || order.state() == OrderState.CONFIRMED;
  }

  private Cancellation judged(Order order, Request request) {
    var now = terms.clock().instant();
    var verdict =
        terms.policy().judge(order.terms().totalMinor(), terms.starts().first(order), now);
    return Cancellation.wanted(request.cancellationId(), verdict, now);
  }

  private static Optional<Outcome> refusal(Order order, Cancellation cancellation) {
    return order.state() == OrderState.CONFIRMED
        ? Machine.refusal(order, cancellation)
            .map(why -> new Outcome.CancellationRefused(order, cancellation.refused(why)))
        : Optional.empty();
  }

  private static Outcome outcome(Order order, UUID cancellationId) {
    return switch (order.state()) {
      case REJECTED, EXPIRED -> new Outcome.Conflict(order);
      case CANCELLED, PENDING -> new Outcome.Placed(order);
      case CONFIRMED ->
          order
              .cancellation(cancellationId)
              .or(() -> order.cancellations().stream().reduce((_, last) -> last))
              .<Outcome>map(refused -> new Outcome.CancellationRefused(order, refused))
              .orElseGet(() -> new Outcome.Placed(order));
    };
  }
}
