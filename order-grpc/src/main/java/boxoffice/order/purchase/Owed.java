package boxoffice.order.purchase;

import boxoffice.order.purchase.Refund.Reason;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// What is owed to who paid an attempt: of cancelled items what was not kept, and all that pays
/// nothing.
///
/// @param basisId as of the refunds that give it back
record Owed(Reason reason, UUID basisId, long amountMinor) {

  /// Claims once more what is owed and was given back in another way that came to nothing: refunds
  /// had given way to that one, or were not made at all.
  static Order again(Order order, UUID attemptId, Instant now) {
    var attempt = order.attempt(attemptId).orElseThrow();
    var paid = attempt.paid();
    var after = order;
    if (paid != null) {
      for (var owed : of(order, attempt)) {
        var left = paid.amountMinor() - after.refundingMinor(attemptId);
        var open = Math.min(left, owed.amountMinor() - owed.claimedMinor(order));
        if (open > 0) {
          var claim = owed.claim(order, attemptId, open, paid.currency());
          after = after.with(Refund.created(claim, now));
        }
      }
    }
    return after;
  }

  private static List<Owed> of(Order order, Attempt attempt) {
    if (attempt.state() == AttemptState.PAID) {
      return order.cancellations().stream()
          .filter(Cancellation::isDone)
          .map(done -> ofCancelled(order, done))
          .toList();
    }
    return order.refunds().stream()
        .filter(refund -> refund.claim().basisId().equals(attempt.id()))
        .limit(1) // the first one claims it all
        .map(Refund::claim)
        .map(claim -> new Owed(claim.reason(), claim.basisId(), claim.amountMinor()))
        .toList();
  }

  private static Owed ofCancelled(Order order, Cancellation done) {
    var amount = order.totalMinor(order.positionsOf(done.id())) - done.verdict().feeMinor();
    return new Owed(Reason.CANCELLED, done.id(), amount);
  }

  private Stream<Refund> refunds(Order order) {
    return order.refunds().stream().filter(refund -> refund.claim().basisId().equals(basisId));
  }

  private long claimedMinor(Order order) {
    return refunds(order)
        .filter(refund -> refund.state() != RefundState.FAILED)
        .mapToLong(refund -> refund.claim().amountMinor())
        .sum();
  }

  private Refund.Claim claim(Order order, UUID attemptId, long amountMinor, String currency) {
    var number = Refund.Claim.next(order, basisId);
    return new Refund.Claim(attemptId, reason, basisId, number, amountMinor, currency);
  }
}
