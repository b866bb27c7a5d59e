package boxoffice.order.purchase;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// That somebody wants an order, or items of it, cancelled. What the policy says was found out when
/// it was asked for, and counts if the order is paid: an order that is not may always be cancelled.
///
/// @param verdict why a paid order stays as it is, until when it could be cancelled, and what is
///   kept of it
/// @param freed inventory has freed these items; of a whole order that is told by the order itself
record Cancellation(
    UUID id, Wish wish, State state, CancelPolicy.Verdict verdict, boolean freed, Instant askedAt) {

  /// What somebody wants.
  ///
  /// @param positions of the items in the order; empty for all that is left of it
  /// @param organiser who asks for it; null for the buyer
  record Wish(List<Integer> positions, @Nullable Organiser organiser) {
    Wish {
      positions = positions.stream().distinct().sorted().toList();
    }

    /// Single items; else the whole order.
    boolean isOfItems() {
      return !positions.isEmpty();
    }
  }

  /// Who asks for it in place of the buyer.
  ///
  /// @param accountId of the organiser
  /// @param reason for the record, and for the buyer
  record Organiser(UUID accountId, String reason) {}

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

  static Cancellation wanted(UUID id, Wish wish, CancelPolicy.Verdict verdict, Instant now) {
    return new Cancellation(id, wish, State.WANTED, verdict, false, now);
  }

  boolean isDone() {
    return state == State.DONE;
  }

  boolean isOfItems() {
    return wish.isOfItems();
  }

  /// The items that it has cancelled are still inventory's to free.
  boolean isToFree() {
    return isDone() && isOfItems() && !freed;
  }

  Cancellation done() {
    return new Cancellation(id, wish, State.DONE, verdict, freed, askedAt);
  }

  Cancellation refused(Refusal why) {
    return new Cancellation(id, wish, State.REFUSED, verdict.refusing(why), freed, askedAt);
  }

  Cancellation itemsFreed() {
    return new Cancellation(id, wish, state, verdict, true, askedAt);
  }
}
