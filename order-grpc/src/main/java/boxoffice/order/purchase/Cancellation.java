package boxoffice.order.purchase;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// That somebody wants an order cancelled. What the policy says was found out when it was asked
/// for, and counts if the order is paid: an order that is not may always be cancelled.
///
/// @param refusal why a paid order stays as it is; null when it may be cancelled
/// @param until a paid order could be cancelled; null when no time is known
/// @param feeMinor what is kept of a paid order
record Cancellation(
    UUID id,
    State state,
    @Nullable Refusal refusal,
    @Nullable Instant until,
    long feeMinor,
    Instant askedAt) {

  /// What came of it.
  enum State {
    WANTED,
    DONE,
    REFUSED
  }

  /// Why not.
  enum Refusal {
    /// The policy's time is over.
    TOO_LATE,
    /// Somebody was let in, or collected the goods.
    USED,
    /// The order was closed by something else.
    CLOSED
  }

  static Cancellation wanted(UUID id, CancelPolicy.Verdict verdict, Instant now) {
    return new Cancellation(
        id, State.WANTED, verdict.refusal(), verdict.until(), verdict.feeMinor(), now);
  }

  Cancellation done() {
    return new Cancellation(id, State.DONE, refusal, until, feeMinor, askedAt);
  }

  Cancellation refused(Refusal why) {
    return new Cancellation(id, State.REFUSED, why, until, feeMinor, askedAt);
  }
}
