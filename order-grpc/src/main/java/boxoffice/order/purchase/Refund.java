package boxoffice.order.purchase;

import boxoffice.order.payment.RefundList;
import boxoffice.wire.DerivedId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Money on its way back to who paid it.
///
/// @param id follows from what it is owed for, so that the same thing is given back once
/// @param creation which idempotency key it is sent with, from 1
/// @param lookUp what became of it is to be looked up before it is sent again
/// @param providerRef the provider's id of it; null while that is not known
record Refund(
    UUID id,
    Claim claim,
    RefundState state,
    int creation,
    boolean lookUp,
    @Nullable String providerRef,
    Instant createdAt) {

  /// Why it is owed.
  enum Reason {
    /// The order was cancelled.
    CANCELLED,
    /// It was paid for an order that this does not pay any more.
    FOUND,
    /// It is another amount or currency than was asked for.
    MISMATCH,
    /// It was given back at the provider and not owed here: somebody did it by hand, or a refund
    /// that had given way to another arrived there after all.
    PROVIDER
  }

  /// What is owed.
  ///
  /// @param attemptId whose money it is
  /// @param basisId the cancellation, else the attempt; of the provider's it follows from its id
  /// @param number from 1: one that failed is followed by another
  /// @param amountMinor in the smallest unit of `currency`
  record Claim(
      UUID attemptId, Reason reason, UUID basisId, int number, long amountMinor, String currency) {

    /// The one that follows it. Several may be on their way for the same thing, so it is counted on
    /// from the last of them.
    Claim again(Order order, long otherAmountMinor) {
      return new Claim(
          attemptId, reason, basisId, next(order, basisId), otherAmountMinor, currency);
    }

    static int next(Order order, UUID basisId) {
      return 1
          + order.refunds().stream()
              .map(Refund::claim)
              .filter(claim -> claim.basisId.equals(basisId))
              .mapToInt(Claim::number)
              .max()
              .orElse(0);
    }
  }

  static Refund created(Claim claim, Instant now) {
    var id =
        DerivedId.of(
            "refund",
            claim.attemptId().toString(),
            claim.basisId().toString(),
            Integer.toString(claim.number()));
    return new Refund(id, claim, RefundState.CREATED, 1, false, null, now);
  }

  /// One that is not asked for here, found by its id at the provider.
  static Refund found(UUID attemptId, RefundList.Entry entry, RefundState state, Instant now) {
    var basis = DerivedId.of("providers-refund", entry.id());
    var claim =
        new Claim(attemptId, Reason.PROVIDER, basis, 1, entry.amountMinor(), entry.currency());
    return created(claim, now).with(state, entry.id());
  }

  /// This system owes it, or has.
  boolean isOurs() {
    return claim.reason() != Reason.PROVIDER;
  }

  /// It was given up for what somebody gave back at the provider, which did not have it then. A
  /// request of it may be on its way still, and arrive.
  boolean gaveWay() {
    return isOurs() && state == RefundState.FAILED && providerRef == null;
  }

  /// The idempotency key that it is sent with.
  String key() {
    return creation == 1 ? id.toString() : id + ":" + creation;
  }

  Refund with(RefundState to, @Nullable String ref) {
    return new Refund(id, claim, to, creation, false, ref, createdAt);
  }

  /// As sent, to be looked up before it is.
  Refund toLookUp() {
    return new Refund(id, claim, RefundState.SENT, creation, true, null, createdAt);
  }

  /// @param stored whether the provider may answer the same error to the same key again
  Refund unclear(boolean stored) {
    var next = stored ? creation + 1 : creation;
    return new Refund(id, claim, RefundState.UNKNOWN, next, true, null, createdAt);
  }
}
