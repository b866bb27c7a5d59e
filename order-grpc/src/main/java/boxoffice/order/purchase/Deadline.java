package boxoffice.order.purchase;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Until when an order should have left what it is in. Being late changes nothing, but somebody
/// wants to know.
final class Deadline {
  /// For what needs inventory only.
  private static final Duration SEATS = Duration.ofMinutes(1);

  private static final Duration MONEY = Duration.ofMinutes(5);

  private Deadline() {}

  /// @return the earliest one; empty when nothing is left to do
  static Optional<Instant> of(Order order) {
    var refunds =
        order.refunds().stream()
            .filter(refund -> !refund.state().isOver())
            .map(refund -> refund.createdAt().plus(MONEY));
    var payments =
        order.attempts().stream()
            .filter(attempt -> attempt.isLoose() && order.state() != OrderState.PENDING)
            .map(_ -> order.standing().since().plus(MONEY));
    var items =
        order.cancellations().stream()
            .filter(cancellation -> cancellation.isToFree() && order.seats() != SeatsState.FREED)
            .map(cancellation -> cancellation.askedAt().plus(SEATS));
    return Stream.of(ofState(order).stream(), items, refunds, payments)
        .flatMap(of -> of)
        .min(Comparator.naturalOrder());
  }

  /// When something that came to nothing is tried again: an order whose time to pay ends before is
  /// to be closed then.
  static Instant again(Order order, Instant now, Duration wait) {
    var again = now.plus(wait);
    var end = order.terms().payUntil();
    var isEnding = order.state() == OrderState.PENDING && now.isBefore(end);
    return isEnding && end.isBefore(again) ? end : again;
  }

  private static Optional<Instant> ofState(Order order) {
    var soon = order.standing().since().plus(SEATS);
    return switch (order.state()) {
      case PENDING -> Optional.of(order.terms().payUntil());
      case CONFIRMED -> order.seats() == SeatsState.BOOKED ? Optional.empty() : Optional.of(soon);
      case REJECTED, EXPIRED, CANCELLED ->
          order.seats() == SeatsState.FREED ? Optional.empty() : Optional.of(soon);
    };
  }
}
