package boxoffice.order.purchase;

import java.util.List;
import java.util.UUID;

/// What came of placing, paying or cancelling an order.
sealed interface Outcome {
  /// The order, confirmed, cancelled, still being paid or cancelled, or as it stands now.
  record Placed(Order order) implements Outcome {}

  record Declined(Order order, String code) implements Outcome {}

  record HoldExpired() implements Outcome {}

  record SeatsLost(List<UUID> seats) implements Outcome {
    public SeatsLost {
      seats = List.copyOf(seats);
    }
  }

  record BuyerLimit(int limit, int owned) implements Outcome {}

  /// Nothing happened: it does not cost what the buyer expects.
  record PriceChanged(Payment.Total total) implements Outcome {}

  /// The order in the way.
  record Conflict(Order order) implements Outcome {}

  /// The order stays as it is.
  ///
  /// @param used positions of the items that stand in the way; empty where it is not single ones
  record CancellationRefused(Order order, Cancellation cancellation, List<Integer> used)
      implements Outcome {
    CancellationRefused(Order order, Cancellation cancellation) {
      this(order, cancellation, List.of());
    }

    public CancellationRefused {
      used = List.copyOf(used);
    }
  }

  /// What an order has come to for the request that made this attempt.
  static Outcome of(Order order, UUID attemptId) {
    return switch (order.rejection()) {
      case Rejection.HoldExpired _ -> new HoldExpired();
      case Rejection.SeatsLost lost -> new SeatsLost(lost.seats());
      case Rejection.BuyerLimit limit -> new BuyerLimit(limit.limit(), limit.owned());
      case null -> ofUnrejected(order, attemptId);
    };
  }

  private static Outcome ofUnrejected(Order order, UUID attemptId) {
    if (order.state() == OrderState.CONFIRMED) {
      return new Placed(order);
    }
    if (isOverBefore(order)) {
      return new HoldExpired();
    }
    return order
        .attempt(attemptId)
        .filter(attempt -> attempt.state() == AttemptState.DECLINED)
        .map(Attempt::declineCode)
        .<Outcome>map(code -> new Declined(order, code))
        .orElseGet(() -> isOverUnconfirmed(order) ? new Conflict(order) : new Placed(order));
  }

  /// It expired while it could still be paid: its hold was over before the seats were its own.
  private static boolean isOverBefore(Order order) {
    return order.state() == OrderState.EXPIRED
        && order.attemptsLeft() > 0
        && order.standing().since().isBefore(order.terms().payUntil());
  }

  /// Nothing was bought, and nothing will be; what was bought and cancelled since is still placed.
  private static boolean isOverUnconfirmed(Order order) {
    return switch (order.state()) {
      case EXPIRED -> true;
      case CANCELLED -> order.fulfilment() == Fulfilment.UNFULFILLED;
      case PENDING, CONFIRMED, REJECTED -> false;
    };
  }
}
