package boxoffice.order.purchase;

import java.util.Optional;
import java.util.Set;

/// What an event makes of an order: stored as a whole, if the order is still the one that it was
/// made from, or not at all.
///
/// @param before as it was read
/// @param after as it is to be stored; its version is the one after `before`
/// @param pause what was tried did not come to anything yet: the next step is for later
record Change(Order before, Order after, Set<Effect> effects, boolean pause) {
  Change {
    effects = Set.copyOf(effects);
  }

  /// What happens besides, in the same transaction.
  enum Effect {
    /// Tickets, and a mail that tells of them.
    ISSUE,
    /// The tickets of what it cancels are void.
    VOID_TICKETS,
    /// A mail that the order is cancelled.
    MAIL_CANCELLED,
    /// A person must look.
    STUCK,
    /// The provider tells of money that was never asked for: for whoever watches over security.
    SECURITY,
    /// The provider has given back what it was not asked to: for whoever watches over security.
    UNASKED,
    /// Whoever works on orders must look at this one now.
    WAKE
  }

  boolean has(Effect effect) {
    return effects.contains(effect);
  }

  /// The cancellation that it carries out.
  Optional<Cancellation> cancels() {
    return after.cancellations().stream()
        .filter(Cancellation::isDone)
        .filter(done -> before.cancellation(done.id()).filter(Cancellation::isDone).isEmpty())
        .findFirst();
  }

  boolean changesState() {
    return before.state() != after.state();
  }
}
