package boxoffice.order.purchase;

import boxoffice.order.purchase.Cancellation.Refusal;
import boxoffice.order.purchase.Change.Effect;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a wish to cancel makes of an order. All of it is cancelled at once when it is paid, else as
/// soon as its payment is stopped. Single items can be cancelled of a confirmed order only, at
/// once; with the last of them the order is cancelled.
///
/// What goes back is what the cancelled items came to, less the fee: however an order is cancelled,
/// in one go or item by item, never more than was paid.
final class CancelMachine {
  private final Order before;
  private final Instant now;

  CancelMachine(Order before, Instant now) {
    this.before = before;
    this.now = now;
  }

  @Nullable Change wanted(Cancellation cancellation) {
    var asked = before.wanted();
    if (asked.isPresent() && !outranks(cancellation, asked.get())) {
      return null;
    }
    var order = asked.map(other -> before.with(other.refused(Refusal.CLOSED))).orElse(before);
    return switch (before.state()) {
      case PENDING ->
          cancellation.isOfItems() ? null : change(order.with(cancellation), Effect.WAKE);
      case CONFIRMED ->
          isLeft(cancellation) && refusal(before, cancellation).isEmpty()
              ? cancelled(order, cancellation)
              : null;
      case REJECTED, EXPIRED, CANCELLED -> null;
    };
  }

  /// What an organiser wants does not depend on the policy.
  private static boolean outranks(Cancellation cancellation, Cancellation asked) {
    return cancellation.wish().organiser() != null
        && !cancellation.isOfItems()
        && asked.wish().organiser() == null;
  }

  private boolean isLeft(Cancellation cancellation) {
    return before.left().containsAll(cancellation.wish().positions());
  }

  @Nullable Change due() {
    var wanted = before.wanted();
    if (wanted.isEmpty()) {
      return null;
    }
    return switch (before.state()) {
      case PENDING -> before.mayMoveMoney() ? null : closed(before, wanted.get());
      case CONFIRMED -> {
        var refusal = refusal(before, wanted.get());
        yield refusal.isEmpty()
            ? cancelled(before, wanted.get())
            : change(before.with(wanted.get().refused(refusal.get())));
      }
      case REJECTED, EXPIRED, CANCELLED -> null;
    };
  }

  /// Why a confirmed order, or the items, are not cancelled. Whether somebody was let in with the
  /// ticket of an item is for whoever stores it to find out.
  static Optional<Refusal> refusal(Order order, Cancellation cancellation) {
    return isUsed(order, cancellation.wish())
        ? Optional.of(Refusal.USED)
        : Optional.ofNullable(cancellation.verdict().refusal());
  }

  static boolean isUsed(Order order, Cancellation.Wish wish) {
    if (wish.isOfItems()) {
      return wish.positions().stream().anyMatch(order::isHandedOut);
    }
    return switch (order.fulfilment()) {
      case CHECKED_IN, COLLECTED -> true;
      case UNFULFILLED, ISSUED -> false;
    };
  }

  /// A confirmed order, or items of it.
  private Change cancelled(Order order, Cancellation cancellation) {
    var left = before.left();
    var positions = cancellation.isOfItems() ? cancellation.wish().positions() : left;
    var after = giveBack(order, cancellation, positions);
    return positions.size() == left.size()
        ? closed(after, cancellation)
        : change(
            after.with(cancellation.done()),
            Effect.WAKE,
            Effect.MAIL_CANCELLED,
            Effect.VOID_TICKETS);
  }

  private Change closed(Order order, Cancellation cancellation) {
    var after = Machine.closed(order.with(cancellation.done()), OrderState.CANCELLED, null, now);
    var effects = EnumSet.of(Effect.WAKE, Effect.MAIL_CANCELLED);
    if (before.state() == OrderState.CONFIRMED) {
      effects.add(Effect.VOID_TICKETS);
    }
    return new Change(before, after.next(), effects, false);
  }

  private Order giveBack(Order order, Cancellation cancellation, List<Integer> positions) {
    var back = backMinor(order, positions, cancellation.verdict().feeMinor());
    if (back <= 0) {
      return order;
    }
    var paying = paying(order).orElseThrow();
    var claim =
        new Refund.Claim(
            paying.id(),
            Refund.Reason.CANCELLED,
            cancellation.id(),
            1,
            back,
            Objects.requireNonNull(paying.paid()).currency());
    return order.with(Refund.created(claim, now));
  }

  /// What goes back for items: what they came to less the fee, and no more than is not on its way
  /// back already. 0 or less when nothing does.
  static long backMinor(Order order, List<Integer> positions, long feeMinor) {
    return paying(order)
        .map(attempt ->
            Math.min(
                order.totalMinor(positions) - feeMinor,
                Objects.requireNonNull(attempt.paid()).amountMinor()
                    - order.refundingMinor(attempt.id())))
        .orElse(0L);
  }

  private static Optional<Attempt> paying(Order order) {
    return order.attempts().stream()
        .filter(attempt -> attempt.state() == AttemptState.PAID && attempt.paid() != null)
        .findFirst();
  }

  private Change change(Order after, Effect... effects) {
    return new Change(before, after.next(), Set.of(effects), false);
  }
}
