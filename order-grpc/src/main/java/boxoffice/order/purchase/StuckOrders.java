package boxoffice.order.purchase;

import boxoffice.order.audit.Act;
import boxoffice.order.audit.AuditLog;
import boxoffice.order.audit.KeyedPage;
import boxoffice.wire.PageToken;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Orders that a person must look at, and what that person can do about them: nothing that the
/// machine would not permit, and nothing twice. Public for the operators' face on the wire.
public final class StuckOrders {
  private static final KeyedPage.Order<Stuck, OrderStore.Key> OLDEST_FIRST =
      new KeyedPage.Order<>(
          2,
          stuck -> List.of(stuck.createdAt().toString(), stuck.orderId().toString()),
          parts ->
              new OrderStore.Key(
                  PageToken.instant(parts.getFirst()), UUID.fromString(parts.getLast())));

  private final StuckStore stuckOrders;
  private final OrderStore orders;
  private final TransitionStore transitions;
  private final AuditLog log;
  private final Clock clock;

  StuckOrders(
      StuckStore stuckOrders,
      OrderStore orders,
      TransitionStore transitions,
      AuditLog log,
      Clock clock) {
    this.stuckOrders = stuckOrders;
    this.orders = orders;
    this.transitions = transitions;
    this.log = log;
    this.clock = clock;
  }

  /// An order as an operator sees it.
  ///
  /// @param code as people write it; empty for an order from before there were codes
  /// @param deadline when it should have left what it is in; null where nothing is left to do
  /// @param nextStep its name in the code
  /// @param tries how often in a row that came to nothing
  /// @param due when it is tried next; null where nothing is left to do
  public record Stuck(
      UUID orderId,
      String code,
      UUID performanceId,
      String state,
      Instant since,
      boolean stuck,
      @Nullable Instant deadline,
      String nextStep,
      int tries,
      @Nullable Instant due,
      Instant createdAt) {}

  /// What came of resolving an order.
  public sealed interface Resolved {
    /// Nobody must look any more.
    record Done(Stuck order) implements Resolved {}

    /// Nobody had to.
    record NotStuck(Stuck order) implements Resolved {}

    /// Something is still to be done for it.
    record Unfinished(Stuck order) implements Resolved {}
  }

  /// The oldest first.
  public KeyedPage<Stuck> list(KeyedPage.Asked asked) {
    return KeyedPage.of(
        asked,
        OLDEST_FIRST,
        (after, max) ->
            stuckOrders.list(after, max).stream()
                .map(row -> seen(row, find(row.orderId())))
                .toList());
  }

  /// Has what it needs next done now, by whoever is free, and begins refunds again that have failed
  /// for good.
  ///
  /// @param until not longer
  /// @throws WireException NOT_FOUND
  public Stuck retry(Act act, UUID orderId, Instant until) {
    return Contended.tryAgain(
        () -> {
          var order = find(orderId);
          var refunds =
              log.isDone(act)
                  ? Optional.<Change>empty()
                  : Machine.apply(order, new Event.RefundsWanted(), now());
          if (refunds.isPresent()) {
            return stored(act, refunds.get());
          }
          stuckOrders.wake(act, orderId);
          return Optional.of(seen(order));
        },
        until,
        clock);
  }

  /// Ends that a person must look, where nothing that is late is left to do; else closes an order
  /// that is not paid.
  ///
  /// @param notTaken somebody knows that no money was taken for it
  /// @param until not longer
  /// @throws WireException NOT_FOUND
  public Resolved resolve(Act act, UUID orderId, boolean notTaken, Instant until) {
    return Contended.tryAgain(() -> tryToResolve(act, find(orderId), notTaken), until, clock);
  }

  /// @return empty when the order has changed meanwhile
  private Optional<Resolved> tryToResolve(Act act, Order order, boolean notTaken) {
    var before = seen(order);
    if (log.isDone(act)) {
      return Optional.of(new Resolved.Done(before));
    }
    if (!before.stuck()) {
      return Optional.of(new Resolved.NotStuck(before));
    }
    if (notTaken) {
      return Machine.apply(order, new Event.NotTaken(), now())
          .map(change -> stored(act, change).<Resolved>map(Resolved.Done::new))
          .orElseGet(() -> Optional.of(new Resolved.Unfinished(before)));
    }
    if (before.deadline() != null && now().isAfter(before.deadline())) {
      return Optional.of(new Resolved.Unfinished(before));
    }
    stuckOrders.unstick(act, order);
    return log.isDone(act) ? Optional.of(new Resolved.Done(seen(order))) : Optional.empty();
  }

  private Optional<Stuck> stored(Act act, Change change) {
    return transitions.store(change, log, act)
        ? Optional.of(seen(change.after()))
        : Optional.empty();
  }

  private Order find(UUID orderId) {
    return orders.find(orderId).orElseThrow(() -> WireException.notFound("order"));
  }

  private Stuck seen(Order order) {
    return seen(stuckOrders.find(order.id()), order);
  }

  private Stuck seen(StuckStore.Row row, Order order) {
    return new Stuck(
        order.id(),
        row.code(),
        order.terms().performanceId(),
        order.state().name(),
        order.standing().since(),
        row.stuck(),
        Deadline.of(order).orElse(null),
        Step.next(order, now()).getClass().getSimpleName(),
        row.tries(),
        row.due(),
        order.terms().createdAt());
  }

  /// As precise as the database is.
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
