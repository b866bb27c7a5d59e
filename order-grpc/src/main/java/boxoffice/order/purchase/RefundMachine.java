package boxoffice.order.purchase;

import boxoffice.order.purchase.Change.Effect;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the provider's answers about a refund make of an order. What is owed stays owed until the
/// provider says that it is given back.
final class RefundMachine {
  /// So many refunds of the same thing may fail; then a person must look.
  private static final int TRIES = 3;

  private final Order before;
  private final Instant now;

  RefundMachine(Order before, Instant now) {
    this.before = before;
    this.now = now;
  }

  @Nullable Change apply(Event.OfRefund event) {
    return switch (event) {
      case Event.RefundBegun begun -> begun(find(begun.refundId()));
      case Event.RefundSucceeded succeeded ->
          succeeded(find(succeeded.refundId()), succeeded.ref());
      case Event.RefundPending pending -> pending(find(pending.refundId()), pending.ref());
      case Event.RefundFailed failed -> failed(find(failed.refundId()), failed.ref());
      case Event.RefundUnclear unclear -> unclear(find(unclear.refundId()), unclear.stored());
    };
  }

  private Refund find(UUID refundId) {
    return before.refund(refundId).orElseThrow();
  }

  private @Nullable Change begun(Refund refund) {
    return refund.state() == RefundState.CREATED
        ? to(before.with(refund.with(RefundState.SENT, null)))
        : null;
  }

  static boolean isUnderWay(Refund refund) {
    return refund.state() == RefundState.SENT || refund.state() == RefundState.UNKNOWN;
  }

  private @Nullable Change succeeded(Refund refund, String ref) {
    if (!isUnderWay(refund)) {
      return null;
    }
    var after = before.with(refund.with(RefundState.SUCCEEDED, ref));
    return to(after.with(paymentState(after)));
  }

  /// Of the attempt that paid; money that was found beside it pays nothing.
  static PaymentState paymentState(Order order) {
    for (var attempt : order.attempts()) {
      var paid = attempt.paid();
      if (attempt.state() == AttemptState.PAID && paid != null) {
        var back = order.refundedMinor(attempt.id());
        if (back == 0) {
          return PaymentState.PAID;
        }
        return back < paid.amountMinor() ? PaymentState.PARTIALLY_REFUNDED : PaymentState.REFUNDED;
      }
    }
    return order.paymentState();
  }

  private @Nullable Change pending(Refund refund, String ref) {
    if (!isUnderWay(refund)) {
      return null;
    }
    var after = before.with(refund.with(refund.state(), ref));
    return after.equals(before) ? null : new Change(before, after.next(), Set.of(), true);
  }

  /// It was never given back, or has come back from the buyer's bank: another one is sent for what
  /// is owed here.
  private @Nullable Change failed(Refund refund, String ref) {
    if (!isUnderWay(refund) && refund.state() != RefundState.SUCCEEDED) {
      return null;
    }
    var less = before.with(refund.with(RefundState.FAILED, ref));
    var after = less.with(paymentState(less));
    if (!refund.isOurs()) {
      return to(Owed.again(after, refund.claim().attemptId(), now));
    }
    if (failures(after, refund.claim()) >= TRIES) {
      return new Change(before, after.next(), Set.of(Effect.STUCK), false);
    }
    var claim = refund.claim().again(after, refund.claim().amountMinor());
    var again = Refund.created(claim, refund.createdAt());
    return new Change(before, after.with(again).next(), Set.of(), true);
  }

  /// At the provider; one that gave way to another refund never got there.
  private static long failures(Order order, Refund.Claim claim) {
    return order.refunds().stream()
        .filter(refund -> refund.claim().attemptId().equals(claim.attemptId()))
        .filter(refund -> refund.claim().basisId().equals(claim.basisId()))
        .filter(refund -> refund.state() == RefundState.FAILED && !refund.gaveWay())
        .count();
  }

  /// What has failed for good is sent once more, as far as it is not on its way back otherwise.
  @Nullable Change again() {
    var after = before;
    for (var refund : before.refunds()) {
      var left = isGivenUp(refund) ? left(after, refund) : 0;
      if (left > 0) {
        after = after.with(Refund.created(refund.claim().again(after, left), now));
      }
    }
    return after.equals(before)
        ? null
        : new Change(before, after.next(), Set.of(Effect.WAKE), false);
  }

  private boolean isGivenUp(Refund refund) {
    var claim = refund.claim();
    return refund.isOurs()
        && refund.state() == RefundState.FAILED
        && failures(before, claim) >= TRIES
        && before.refunds().stream()
            .filter(other -> other.claim().attemptId().equals(claim.attemptId()))
            .filter(other -> other.claim().basisId().equals(claim.basisId()))
            .allMatch(other -> other.claim().number() <= claim.number());
  }

  private static long left(Order order, Refund refund) {
    var claim = refund.claim();
    var paid = order.attempt(claim.attemptId()).map(Attempt::paid).orElseThrow();
    return Math.min(
        claim.amountMinor(), paid.amountMinor() - order.refundingMinor(claim.attemptId()));
  }

  private @Nullable Change unclear(Refund refund, boolean stored) {
    return isUnderWay(refund) && refund.providerRef() == null
        ? new Change(before, before.with(refund.unclear(stored)).next(), Set.of(), true)
        : null;
  }

  private Change to(Order after) {
    return new Change(before, after.next(), Set.of(), false);
  }
}
