package boxoffice.order.purchase;

import boxoffice.guard.repetition.Repetition;
import boxoffice.order.purchase.Cancellation.Organiser;
import boxoffice.order.purchase.Cancellation.Wish;
import boxoffice.wire.DerivedId;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Cancels an order, or items of a confirmed one. One that is not paid yet may always be cancelled:
/// its PaymentIntent first, then the seats go free. What is paid a buyer may cancel as the policy
/// says, for a fee, and an organiser always, for nothing. However many ask for it, an order and
/// each of its items is cancelled once.
///
/// Throws [WireException]: NOT_FOUND for an order that is not the caller's, VALIDATION_FAILED for
/// an item that it does not have, INVENTORY_UNAVAILABLE when it is not known when the performance
/// begins: nothing happened.
final class CancelOrder {
  private final OrderStore orders;
  private final Saga saga;
  private final Runs runs;
  private final Terms terms;

  /// What is decided by.
  record Terms(CancelPolicy policy, PerformanceStarts starts, Clock clock) {}

  /// What the caller asks for.
  ///
  /// @param cancellationId follows from caller and request id
  /// @param isMine whose orders the caller may cancel
  record Request(UUID cancellationId, UUID orderId, Wish wish, Predicate<Order> isMine) {

    /// @param positions empty for the whole order
    static Request ofBuyer(UUID buyerId, UUID requestId, UUID orderId, List<Integer> positions) {
      return new Request(
          DerivedId.of("cancellation", orderId.toString(), requestId.toString()),
          orderId,
          new Wish(positions, null),
          order -> order.terms().buyerId().equals(buyerId));
    }

    /// @param performanceId of the organiser's
    /// @param positions empty for the whole order
    static Request ofOrganiser(
        Organiser organiser,
        UUID requestId,
        UUID performanceId,
        UUID orderId,
        List<Integer> positions) {
      return new Request(
          DerivedId.of(
              "organisers-cancellation",
              organiser.accountId().toString(),
              orderId.toString(),
              requestId.toString()),
          orderId,
          new Wish(positions, organiser),
          order -> order.terms().performanceId().equals(performanceId));
    }
  }

  CancelOrder(OrderStore orders, Saga saga, Runs runs, Terms terms) {
    this.orders = orders;
    this.saga = saga;
    this.runs = runs;
    this.terms = terms;
  }

  /// @param until the caller is answered by then, whatever is known
  Outcome cancel(Request request, Instant until) {
    return Contended.tryAgain(() -> tryOnce(request, until), until, terms.clock());
  }

  /// @return empty when the order has changed meanwhile
  private Optional<Outcome> tryOnce(Request request, Instant until) {
    var order = find(request);
    var mine = order.cancellation(request.cancellationId());
    if (mine.isPresent()) {
      checkSame(order, mine.get().wish(), request.wish());
      Repetition.found();
    } else {
      var known = known(order, request);
      if (known.isPresent()) {
        return known;
      }
      if (!isOvertaken(order, request)) {
        var cancellation = judged(order, request);
        var refused = refusal(order, cancellation);
        if (refused.isPresent()) {
          return refused;
        }
        var wanted = new Event.CancelWanted(cancellation);
        if (saga.takes(order, wanted) && !saga.tell(order, wanted)) {
          return Optional.empty();
        }
      }
      order = saga.read(order.id());
    }
    var after = runs.await(order, settled -> settled.wanted().isEmpty(), until);
    return outcome(after, request.cancellationId());
  }

  private Order find(Request request) {
    var order =
        orders
            .find(request.orderId())
            .filter(request.isMine())
            .orElseThrow(() -> WireException.notFound("order"));
    if (request.wish().positions().stream()
        .anyMatch(position -> position >= order.terms().items().size())) {
      throw WireException.invalidField("positions", "names an item that the order does not have");
    }
    if (splitsVariant(order, request.wish().positions())) {
      throw WireException.invalidField("positions", "a variant's items are cancelled together");
    }
    return order;
  }

  /// Several holds may have brought some of a variant, whose stock is given back as one.
  private static boolean splitsVariant(Order order, List<Integer> positions) {
    var items = order.terms().items();
    var skus =
        order.items(positions).stream()
            .filter(Item.Product.class::isInstance)
            .map(item -> ((Item.Product) item).sku())
            .toList();
    return IntStream.range(0, items.size())
        .filter(position -> !positions.contains(position))
        .anyMatch(position ->
            items.get(position) instanceof Item.Product other && skus.contains(other.sku()));
  }

  /// What others had cancelled before was left out of it.
  private static void checkSame(Order order, Wish stored, Wish asked) {
    var same =
        stored.isOfItems() == asked.isOfItems()
            && asked.positions().containsAll(stored.positions())
            && asked.positions().stream().noneMatch(order.left()::contains)
            && reason(stored).equals(reason(asked));
    if (!same) {
      throw WireException.keyReused();
    }
  }

  private static Optional<String> reason(Wish wish) {
    return Optional.ofNullable(wish.organiser()).map(Organiser::reason);
  }

  /// Somebody else's wish is there, and this one has to wait for what comes of it.
  private static boolean isOvertaken(Order order, Request request) {
    return order.wanted().isPresent() && request.wish().organiser() == null;
  }

  /// What comes of a wish without asking anybody when the performance begins.
  ///
  /// @return empty when that decides
  private static Optional<Outcome> known(Order order, Request request) {
    if (!isCancellable(order)) {
      return Optional.of(closed(order));
    }
    if (request.wish().isOfItems() && !isOvertaken(order, request)) {
      if (!left(order, request.wish()).isOfItems()) {
        return Optional.of(new Outcome.Placed(order)); // all of them were cancelled before
      }
      if (order.state() == OrderState.PENDING) {
        return Optional.of(new Outcome.Conflict(order));
      }
    }
    return Optional.empty();
  }

  /// A confirmed order, or these items of it, cannot be cancelled by anybody.
  boolean isUsed(Order order, Wish wish) {
    return CancelMachine.isUsed(order, wish)
        || !orders.used(order.id(), wish.positions()).isEmpty();
  }

  static boolean isCancellable(Order order) {
    return order.state() == OrderState.PENDING || order.state() == OrderState.CONFIRMED;
  }

  private static Wish left(Order order, Wish wish) {
    return new Wish(
        wish.positions().stream().filter(order.left()::contains).toList(), wish.organiser());
  }

  private Cancellation judged(Order order, Request request) {
    var now = terms.clock().instant();
    var wish = left(order, request.wish());
    return Cancellation.wanted(request.cancellationId(), wish, verdict(order, wish, now), now);
  }

  private CancelPolicy.Verdict verdict(Order order, Wish wish, Instant now) {
    if (wish.organiser() != null) {
      return CancelPolicy.Verdict.FREE;
    }
    var positions = wish.isOfItems() ? wish.positions() : order.left();
    return terms
        .policy()
        .judge(order.totalMinor(positions), terms.starts().first(order, positions), now);
  }

  private Optional<Outcome> refusal(Order order, Cancellation cancellation) {
    if (order.state() != OrderState.CONFIRMED) {
      return Optional.empty();
    }
    var used = orders.used(order.id(), cancellation.wish().positions());
    var why =
        used.isEmpty()
            ? CancelMachine.refusal(order, cancellation)
            : Optional.of(Cancellation.Refusal.USED);
    return why.map(
        refusal -> new Outcome.CancellationRefused(order, cancellation.refused(refusal), used));
  }

  private static Outcome closed(Order order) {
    return order.state() == OrderState.CANCELLED
        ? new Outcome.Placed(order)
        : new Outcome.Conflict(order);
  }

  /// @return empty when what somebody else wanted has come to nothing: then it is this one's turn
  private static Optional<Outcome> outcome(Order order, UUID cancellationId) {
    return switch (order.state()) {
      case REJECTED, EXPIRED -> Optional.of(new Outcome.Conflict(order));
      case CANCELLED -> Optional.of(new Outcome.Placed(order));
      case PENDING -> order.wanted().map(_ -> new Outcome.Placed(order));
      case CONFIRMED ->
          order
              .cancellation(cancellationId)
              .map(mine ->
                  mine.state() == Cancellation.State.REFUSED
                      ? new Outcome.CancellationRefused(order, mine)
                      : new Outcome.Placed(order));
    };
  }
}
