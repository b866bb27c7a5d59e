package boxoffice.order.purchase;

import boxoffice.order.purchase.Cancellation.Organiser;
import boxoffice.order.purchase.Cancellation.Wish;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Cancels what an order has of a performance that is cancelled: all of the order, or the items of
/// that performance where it has others. Public for whoever works off a performance's orders.
public final class CancelForPerformance {
  private static final long NO_FEE = 0;

  private final OrderStore orders;
  private final CancelOrder cancelOrder;
  private final Clock clock;

  CancelForPerformance(OrderStore orders, CancelOrder cancelOrder, Clock clock) {
    this.orders = orders;
    this.cancelOrder = cancelOrder;
    this.clock = clock;
  }

  /// What an order has of a performance, and what cancelling it would come to now.
  ///
  /// @param result what it would be: WAITING where its payment would be stopped first
  /// @param keepsOthers the order would go on with items of other performances, or with goods that
  ///   were collected
  /// @param refundMinor what would go back, in the smallest unit of `currency`
  public record Share(
      UUID orderId, Result result, boolean keepsOthers, long refundMinor, String currency) {}

  /// What came of an order.
  public enum Result {
    /// Its payment is being stopped, or it changes all the time: ask again.
    WAITING,
    CANCELLED,
    /// Somebody was let in, or all that is left are goods that were collected: it stays as it is.
    USED,
    /// Something else had closed it, or nothing was left to cancel.
    CLOSED
  }

  /// Whose wish it is.
  ///
  /// @param cancellationId the order's cancellation has it, so that asking again finds it
  public record Request(
      UUID cancellationId, UUID orderId, UUID performanceId, UUID organiser, String reason) {}

  /// What cancelling these orders would come to. Changes nothing.
  public List<Share> look(Collection<UUID> orderIds, UUID performanceId) {
    return orders.find(orderIds).stream().map(order -> share(order, performanceId)).toList();
  }

  private Share share(Order order, UUID performanceId) {
    var positions = positions(order, performanceId);
    return new Share(
        order.id(),
        result(order, positions),
        positions.size() < order.left().size(),
        Math.max(0, CancelMachine.backMinor(order, positions, NO_FEE)),
        order.terms().currency());
  }

  private Result result(Order order, List<Integer> positions) {
    if (positions.isEmpty() || !CancelOrder.isCancellable(order)) {
      return Result.CLOSED;
    }
    if (order.state() == OrderState.PENDING) {
      return Result.WAITING;
    }
    return cancelOrder.isUsed(order, wish(order, positions, null)) ? Result.USED : Result.CANCELLED;
  }

  /// Safe to repeat. Waits for nobody: the order's saga goes on with what it has stored.
  public Result cancel(Request request) {
    var order = orders.find(request.orderId()).orElseThrow();
    var asked = order.cancellation(request.cancellationId());
    if (asked.isPresent()) {
      return result(asked.get());
    }
    var positions = positions(order, request.performanceId());
    if (positions.isEmpty()) {
      return Result.CLOSED;
    }
    var organiser = new Organiser(request.organiser(), request.reason());
    var wanted =
        new CancelOrder.Request(
            request.cancellationId(), order.id(), wish(order, positions, organiser), _ -> true);
    try {
      return result(cancelOrder.cancel(wanted, clock.instant()), request.cancellationId());
    } catch (WireException e) {
      if (e.reason() == ErrorReason.OVERLOADED) {
        return Result.WAITING;
      }
      throw e;
    }
  }

  /// An order that is not paid is cancelled as a whole: its buyer can order the rest again.
  private static Wish wish(Order order, List<Integer> positions, @Nullable Organiser organiser) {
    var isAll = order.state() == OrderState.PENDING || positions.size() == order.left().size();
    return new Wish(isAll ? List.of() : positions, organiser);
  }

  /// What was handed out stays with its buyer: the rest is given back, if there is any.
  private static List<Integer> positions(Order order, UUID performanceId) {
    var all =
        order.left().stream()
            .filter(position ->
                order.performanceOf(order.terms().items().get(position)).equals(performanceId))
            .toList();
    var rest = all.stream().filter(position -> !order.isHandedOut(position)).toList();
    return rest.isEmpty() ? all : rest;
  }

  private static Result result(Outcome outcome, UUID cancellationId) {
    return switch (outcome) {
      case Outcome.Placed placed ->
          placed
              .order()
              .cancellation(cancellationId)
              .map(CancelForPerformance::result)
              .orElse(
                  placed.order().state() == OrderState.PENDING ? Result.WAITING : Result.CLOSED);
      case Outcome.CancellationRefused _ -> Result.USED;
      case Outcome.Conflict _ -> Result.CLOSED;
      case Outcome.Declined _,
          Outcome.HoldExpired _,
          Outcome.SeatsLost _,
          Outcome.BuyerLimit _,
          Outcome.PriceChanged _ ->
          throw new IllegalStateException("an order that is being cancelled was " + outcome);
    };
  }

  private static Result result(Cancellation cancellation) {
    return switch (cancellation.state()) {
      case WANTED -> Result.WAITING;
      case DONE -> Result.CANCELLED;
      case REFUSED ->
          cancellation.verdict().refusal() == Cancellation.Refusal.USED
              ? Result.USED
              : Result.CLOSED;
    };
  }
}
