package boxoffice.order.purchase;

import java.time.Instant;

/// What an order needs next. Decided from the stored order and the time alone; what comes of it is
/// stored before the next step is asked for, so a run that broke off is gone on with by asking
/// again.
sealed interface Step {
  /// Turn the hold into a reservation.
  record ReserveSeats() implements Step {}

  /// Create a PaymentIntent, which moves no money.
  record CreateIntent(Attempt attempt) implements Step {}

  /// Move the money. From here on there is no way back but a refund.
  record ConfirmIntent(Attempt attempt) implements Step {}

  /// Find out whether the money moved.
  record ReadIntent(Attempt attempt) implements Step {}

  /// See to it that the money never moves, before the seats go free.
  record CancelIntent(Attempt attempt) implements Step {}

  /// Confirm an order that costs nothing.
  record ConfirmFree() implements Step {}

  record Expire() implements Step {}

  record BookSeats() implements Step {}

  record FreeSeats() implements Step {}

  /// Nothing until then, unless the buyer does something.
  record Wait(Instant until) implements Step {}

  /// Nothing, ever.
  record Done() implements Step {}

  static Step next(Order order, Instant now) {
    return switch (order.state()) {
      case PENDING ->
          now.isBefore(order.terms().payUntil()) ? nextWhilePayable(order) : nextWhenDue(order);
      case CONFIRMED -> order.seats() == SeatsState.BOOKED ? new Done() : new BookSeats();
      case REJECTED, EXPIRED, CANCELLED ->
          order.seats() == SeatsState.FREED ? new Done() : new FreeSeats();
    };
  }

  /// Whether the buyer's answer is known: the rest happens without anybody waiting for it.
  static boolean isSettled(Step step) {
    return switch (step) {
      case BookSeats _, FreeSeats _, Wait _, Done _ -> true;
      case ReserveSeats _, CreateIntent _, ConfirmIntent _, ReadIntent _ -> false;
      case CancelIntent _, ConfirmFree _, Expire _ -> false;
    };
  }

  private static Step nextWhilePayable(Order order) {
    if (order.seats() == SeatsState.OPEN) {
      return new ReserveSeats();
    }
    if (order.terms().totalMinor() == 0) {
      return new ConfirmFree();
    }
    var waiting = new Wait(order.terms().payUntil());
    return order.liveAttempt().map(attempt -> nextToPay(attempt, waiting)).orElse(waiting);
  }

  private static Step nextToPay(Attempt attempt, Step waiting) {
    return switch (attempt.state()) {
      case CREATED -> new CreateIntent(attempt);
      case SENT -> new ConfirmIntent(attempt);
      case UNKNOWN -> new ReadIntent(attempt);
      case REQUIRES_ACTION -> waiting;
      case PAID, DECLINED, CANCELLED ->
          throw new IllegalStateException("a PENDING order's live attempt is " + attempt.state());
    };
  }

  private static Step nextWhenDue(Order order) {
    if (order.seats() == SeatsState.RESERVED && order.terms().totalMinor() == 0) {
      return new ConfirmFree();
    }
    return order
        .liveAttempt()
        .filter(attempt -> attempt.state() != AttemptState.CREATED)
        .<Step>map(CancelIntent::new)
        .orElseGet(Expire::new);
  }
}
