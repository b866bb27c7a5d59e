package boxoffice.order.purchase;

import boxoffice.order.purchase.Cancellation.Refusal;
import boxoffice.order.purchase.Change.Effect;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an event makes of an order: the second half of the saga, [Step] being the first. Nothing
/// but the order, the event and the time goes in, so it can be run without any other system.
///
/// An event that says nothing new, or that comes too late, changes nothing.
final class Machine {
  /// Why an attempt is over that a person has ended.
  private static final String NOT_TAKEN = "not_taken";

  private final Order before;
  private final Instant now;

  private Machine(Order before, Instant now) {
    this.before = before;
    this.now = now;
  }

  /// @return empty when nothing is to be stored
  static Optional<Change> apply(Order order, Event event, Instant now) {
    return Optional.ofNullable(new Machine(order, now).apply(event));
  }

  private @Nullable Change apply(Event event) {
    return switch (event) {
      case Event.Reserved _ -> reserved();
      case Event.Prepared prepared -> prepared(prepared.intent());
      case Event.Refused refused -> rejected(refused.why());
      case Event.HoldOver _, Event.FreedBefore _ -> overBefore();
      case Event.Booked _ -> booked();
      case Event.BookingLost _ -> bookingLost();
      case Event.Freed _ -> freed();
      case Event.ItemsFreed items -> itemsFreed(items.cancellationId());
      case Event.OfPayment told -> new PaymentMachine(before, now).apply(told);
      case Event.OfRefund told -> new RefundMachine(before, now).apply(told);
      case Event.RefundsListed told -> new RefundListMachine(before, now).apply(told);
      case Event.TimeIsUp _ -> expired();
      case Event.NothingCharged _ -> nothingCharged();
      case Event.NotTaken _ -> notTaken();
      case Event.RefundsWanted _ -> new RefundMachine(before, now).again();
      case Event.PayWanted wanted -> payWanted(wanted.attempt());
      case Event.CancelWanted wanted ->
          new CancelMachine(before, now).wanted(wanted.cancellation());
      case Event.CancelDue _ -> new CancelMachine(before, now).due();
    };
  }

  private @Nullable Change reserved() {
    return isOpen() ? to(before.with(SeatsState.RESERVED)) : null;
  }

  private @Nullable Change prepared(Event.IntentCreated intent) {
    var reserved = reserved();
    var order = reserved == null ? before : reserved.after();
    var created = new PaymentMachine(order, now).apply(intent);
    return created == null
        ? reserved
        : new Change(before, created.after(), created.effects(), created.pause());
  }

  private @Nullable Change rejected(Rejection why) {
    return isOpen() ? to(closed(OrderState.REJECTED, why)) : null;
  }

  /// Its time was over before it had its seats: a hold lapsed while nobody worked at the order, or
  /// inventory has freed what it only frees for orders that are closed.
  private @Nullable Change overBefore() {
    return isOpen() ? to(closed(OrderState.EXPIRED, null)) : null;
  }

  /// Inventory has not answered yet, and nothing that costs money was begun.
  private boolean isOpen() {
    return isPending() && before.seats() == SeatsState.OPEN;
  }

  private boolean isPending() {
    return before.state() == OrderState.PENDING;
  }

  private @Nullable Change booked() {
    return before.state() == OrderState.CONFIRMED && before.seats() == SeatsState.RESERVED
        ? to(before.with(SeatsState.BOOKED))
        : null;
  }

  private @Nullable Change bookingLost() {
    return before.state() == OrderState.CONFIRMED
        ? new Change(before, before.next(), Set.of(Effect.STUCK), true)
        : null;
  }

  private @Nullable Change freed() {
    return switch (before.state()) {
      case REJECTED, EXPIRED, CANCELLED ->
          before.seats() == SeatsState.FREED ? null : to(before.with(SeatsState.FREED));
      case PENDING, CONFIRMED -> null;
    };
  }

  private @Nullable Change itemsFreed(UUID cancellationId) {
    return before
        .cancellation(cancellationId)
        .filter(Cancellation::isToFree)
        .map(cancellation -> to(before.with(cancellation.itemsFreed())))
        .orElse(null);
  }

  private @Nullable Change expired() {
    var due = !now.isBefore(before.terms().payUntil()) || before.attemptsLeft() == 0;
    return isPending() && due && !before.mayMoveMoney()
        ? to(closed(OrderState.EXPIRED, null))
        : null;
  }

  /// An attempt that may still move money is over, and loose: it is cancelled all the same, and
  /// what it took after all goes back.
  private @Nullable Change notTaken() {
    if (!isPending() || now.isBefore(before.terms().payUntil())) {
      return null;
    }
    var order = before;
    for (var attempt : before.attempts()) {
      if (attempt.isOpen()) {
        order = order.with(attempt.with(AttemptState.DECLINED, NOT_TAKEN));
      }
    }
    return to(closed(order, OrderState.EXPIRED, null, now), Effect.WAKE);
  }

  private @Nullable Change nothingCharged() {
    var due =
        isPending()
            && before.seats() == SeatsState.RESERVED
            && before.terms().isUncharged()
            && before.wanted().isEmpty();
    var payment = before.terms().isOnAccount() ? PaymentState.ON_ACCOUNT : PaymentState.NONE;
    return due ? to(confirmed(before, payment, now), Effect.ISSUE) : null;
  }

  private @Nullable Change payWanted(Attempt attempt) {
    var payable =
        isPending()
            && now.isBefore(before.terms().payUntil())
            && before.attemptsLeft() > 0
            && before.liveAttempt().isEmpty()
            && before.wanted().isEmpty()
            && !before.terms().isUncharged();
    return payable ? to(before.with(attempt), Effect.WAKE) : null;
  }

  private Order closed(OrderState state, @Nullable Rejection why) {
    return closed(before, state, why, now);
  }

  /// Attempts that never reached the provider end with the order.
  static Order closed(Order order, OrderState state, @Nullable Rejection why, Instant now) {
    var standing = order.standing();
    var after =
        order.with(
            new Order.Standing(
                state, now, standing.payment(), standing.fulfilment(), standing.seats(), why));
    for (var attempt : order.attempts()) {
      if (attempt.state() == AttemptState.CREATED) {
        after = after.with(attempt.with(AttemptState.CANCELLED, null));
      }
    }
    return after
        .wanted()
        .map(wanted -> wanted.refused(Refusal.CLOSED))
        .map(after::with)
        .orElse(after);
  }

  static Order confirmed(Order order, PaymentState payment, Instant now) {
    return order.with(
        new Order.Standing(
            OrderState.CONFIRMED, now, payment, Fulfilment.ISSUED, order.seats(), null));
  }

  private Change to(Order after, Effect... effects) {
    return new Change(before, after.next(), Set.copyOf(Arrays.asList(effects)), false);
  }
}
