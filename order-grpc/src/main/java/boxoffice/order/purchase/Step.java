package boxoffice.order.purchase;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an order needs next. Decided from the stored order and the time alone; what comes of it is
/// stored before the next step is asked for, so a run that broke off is gone on with by asking
/// again. What an answer makes of the order is [Machine]'s.
sealed interface Step {
  /// An owner who has to confirm a payment is waited for; so often it is looked whether that
  /// happened, if nobody tells.
  Duration LOOK = Duration.ofSeconds(5);

  /// Turn the hold into a reservation.
  record ReserveSeats() implements Step {}

  /// Create a PaymentIntent, which moves no money.
  record CreateIntent(Attempt attempt) implements Step {}

  /// Move the money. From here on there is no way back but a refund.
  record ConfirmIntent(Attempt attempt) implements Step {}

  /// Find out whether the money moved.
  record ReadIntent(Attempt attempt) implements Step {}

  /// See to it that the money never moves: before the seats go free, and after a decline.
  record CancelIntent(Attempt attempt) implements Step {}

  /// Confirm an order that costs nothing, or that a partner settles by statement.
  record ConfirmUncharged() implements Step {}

  record Expire() implements Step {}

  /// Carry out the cancellation that is wanted, or refuse it.
  record Cancel() implements Step {}

  record BookSeats() implements Step {}

  record FreeSeats() implements Step {}

  /// Free the items of a cancellation; the order keeps the others.
  record FreeItems(Cancellation cancellation) implements Step {}

  /// Store that a refund may have been sent.
  record BeginRefund(Refund refund) implements Step {}

  /// Give the money back.
  record SendRefund(Refund refund) implements Step {}

  /// Find out what the provider gives back of a payment, whoever asked it to.
  record ListRefunds(Attempt attempt) implements Step {}

  /// Find out what became of a refund that the provider has.
  record ReadRefund(Refund refund) implements Step {}

  /// Nothing until then, unless the buyer does something.
  record Wait(Instant until) implements Step {}

  /// Nothing, ever.
  record Done() implements Step {}

  /// The most urgent one.
  static Step next(Order order, Instant now) {
    return open(order, now).getFirst();
  }

  /// All that an order needs, the most urgent first; none of them waits for another one. A [Wait]
  /// or [Done] stands alone.
  static List<Step> open(Order order, Instant now) {
    var first = first(order, now);
    var idle = first instanceof Wait || first instanceof Done;
    var steps = new ArrayList<Step>();
    if (!idle) {
      steps.add(first);
    }
    order.attempts().stream().filter(Step::isNews).map(ReadIntent::new).forEach(steps::add);
    order.attempts().stream().filter(Attempt::isLoose).map(CancelIntent::new).forEach(steps::add);
    order.attempts().stream().filter(Step::isToList).map(ListRefunds::new).forEach(steps::add);
    order.refunds().stream().flatMap(refund -> back(order, refund).stream()).forEach(steps::add);
    if (steps.isEmpty()) {
      steps.add(first);
    }
    return steps.stream().distinct().toList();
  }

  /// Whether the buyer's answer is known: the rest happens without anybody waiting for it.
  static boolean isSettled(Order order, Instant now) {
    return switch (first(order, now)) {
      case BookSeats _, FreeSeats _, FreeItems _, Wait _, Done _ -> true;
      case BeginRefund _, SendRefund _, ListRefunds _, ReadRefund _ -> true;
      case ReserveSeats _, CreateIntent _, ConfirmIntent _, ReadIntent _ -> false;
      case CancelIntent _, ConfirmUncharged _, Expire _, Cancel _ -> false;
    };
  }

  private static Step first(Order order, Instant now) {
    return switch (order.state()) {
      case PENDING -> {
        var open = now.isBefore(order.terms().payUntil()) && order.wanted().isEmpty();
        yield open ? nextWhilePayable(order, now) : nextToClose(order);
      }
      case CONFIRMED -> {
        if (order.wanted().isPresent()) {
          yield new Cancel();
        }
        yield order.seats() == SeatsState.BOOKED ? nextWhenBooked(order) : new BookSeats();
      }
      case REJECTED, EXPIRED, CANCELLED ->
          order.seats() == SeatsState.FREED ? new Done() : new FreeSeats();
    };
  }

  private static Step nextWhenBooked(Order order) {
    return order.cancellations().stream()
        .filter(Cancellation::isToFree)
        .findFirst()
        .<Step>map(FreeItems::new)
        .orElseGet(Done::new);
  }

  private static Step nextWhilePayable(Order order, Instant now) {
    if (order.seats() == SeatsState.OPEN) {
      return new ReserveSeats();
    }
    if (order.terms().isUncharged()) {
      return new ConfirmUncharged();
    }
    var until = order.terms().payUntil();
    return order
        .liveAttempt()
        .map(attempt -> nextToPay(attempt, until, now))
        .orElseGet(() -> order.attemptsLeft() > 0 ? new Wait(until) : nextToClose(order));
  }

  private static Step nextToPay(Attempt attempt, Instant until, Instant now) {
    if (attempt.isWithheld()) {
      return attempt.asked().toRead() ? new ReadIntent(attempt) : new Wait(until);
    }
    return switch (attempt.state()) {
      case CREATED -> new CreateIntent(attempt);
      case SENT -> new ConfirmIntent(attempt);
      case UNKNOWN -> {
        if (attempt.asked().again()) {
          yield attempt.asked().confirmations() <= Attempt.CONFIRMATIONS
              ? new ConfirmIntent(attempt)
              : new CancelIntent(attempt);
        }
        yield attempt.asked().action() == null
            ? new ReadIntent(attempt)
            : nextWithOwner(attempt, until, now);
      }
      case REQUIRES_ACTION -> nextWithOwner(attempt, until, now);
      case PAID, DECLINED, CANCELLED ->
          throw new IllegalStateException("a PENDING order's live attempt is " + attempt.state());
    };
  }

  private static Step nextWithOwner(Attempt attempt, Instant until, Instant now) {
    var readAt = attempt.asked().readAt();
    if (attempt.asked().toRead() || readAt == null || !now.isBefore(readAt.plus(LOOK))) {
      return new ReadIntent(attempt);
    }
    var look = readAt.plus(LOOK);
    return new Wait(look.isBefore(until) ? look : until);
  }

  private static Step nextToClose(Order order) {
    var wanted = order.wanted().isPresent();
    if (!wanted && order.seats() == SeatsState.RESERVED && order.terms().isUncharged()) {
      return new ConfirmUncharged();
    }
    return order.attempts().stream()
        .filter(Attempt::mayMoveMoney)
        .findFirst()
        .<Step>map(CancelIntent::new)
        .orElseGet(() -> wanted ? new Cancel() : new Expire());
  }

  /// The provider has told of an attempt that was over.
  private static boolean isNews(Attempt attempt) {
    return attempt.asked().toRead() && attempt.state().isOver();
  }

  /// The provider has told of refunds of money that it is known to have taken.
  private static boolean isToList(Attempt attempt) {
    return attempt.marks().listRefunds() && attempt.paid() != null;
  }

  private static Optional<Step> back(Order order, Refund refund) {
    return switch (refund.state()) {
      case CREATED -> Optional.of(new BeginRefund(refund));
      case SENT, UNKNOWN -> {
        if (refund.providerRef() != null) {
          yield Optional.of(new ReadRefund(refund));
        }
        yield Optional.of(
            refund.lookUp()
                ? new ListRefunds(order.attempt(refund.claim().attemptId()).orElseThrow())
                : new SendRefund(refund));
      }
      case SUCCEEDED, FAILED -> Optional.empty();
    };
  }
}
