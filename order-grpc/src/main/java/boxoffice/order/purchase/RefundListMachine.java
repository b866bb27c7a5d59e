package boxoffice.order.purchase;

import boxoffice.order.payment.RefundList;
import boxoffice.order.purchase.Change.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the provider's list of refunds makes of an order: what became of those that this system
/// asked for, and those that it did not, which somebody made at the provider, or that had given way
/// to such a one and arrived all the same.
///
/// Those are taken in once, by the provider's id. Never more goes back than was paid: what is owed
/// here and not at the provider yet shrinks to what they leave.
final class RefundListMachine {
  private final Order before;
  private final Instant now;
  private final Set<Effect> effects = EnumSet.noneOf(Effect.class);
  private boolean pause;

  RefundListMachine(Order before, Instant now) {
    this.before = before;
    this.now = now;
  }

  @Nullable Change apply(Event.RefundsListed listed) {
    var attempt = before.attempt(listed.attemptId()).orElseThrow();
    var paid = attempt.paid();
    if (paid == null) {
      return null;
    }
    var unknown =
        listed.entries().stream()
            .filter(entry -> known(before, attempt, entry).isEmpty())
            .filter(entry -> entry.status() != RefundList.Status.FAILED)
            .toList();
    var known = heard(attempt, listed.entries());
    if (unknown.isEmpty()) {
      return change(listed.version() == before.version() ? toList(known, attempt, false) : known);
    }
    if (!known.equals(before)) {
      return change(toList(known, attempt, true)); // then it is known what they have to fit in with
    }
    effects.add(Effect.UNASKED);
    var order = before;
    for (var entry : unknown) {
      var state =
          entry.status() == RefundList.Status.SUCCEEDED ? RefundState.SUCCEEDED : RefundState.SENT;
      order = order.with(Refund.found(attempt.id(), entry, state, now));
    }
    var over = order.refundingMinor(attempt.id()) - paid.amountMinor();
    if (over > 0) {
      var fitting = shrunk(order, attempt, over, listed.entries());
      if (fitting.isEmpty()) {
        return putOff(attempt);
      }
      order = fitting.get();
    }
    return change(listed.version() == before.version() ? toList(order, attempt, false) : order);
  }

  private @Nullable Change change(Order order) {
    var after = order.with(RefundMachine.paymentState(order));
    return after.equals(before) ? null : new Change(before, after.next(), effects, pause);
  }

  /// Whoever changed the order meanwhile may have been told of more than is listed.
  private static Order toList(Order order, Attempt attempt, boolean whether) {
    return order.with(order.attempt(attempt.id()).orElseThrow().listRefunds(whether));
  }

  /// What became of the refunds that are known.
  private Order heard(Attempt attempt, List<RefundList.Entry> entries) {
    var order = before;
    for (var entry : entries) {
      order = heard(order, attempt, entry);
    }
    for (var refund : order.refunds()) {
      if (refund.lookUp() && isMissing(refund, attempt, entries)) {
        order = order.with(refund.with(refund.state(), null)); // not there: it is sent again
      }
    }
    return order;
  }

  private Order heard(Order order, Attempt attempt, RefundList.Entry entry) {
    var known = known(before, attempt, entry);
    if (known.isEmpty()) {
      return order;
    }
    var change = new RefundMachine(order, now).apply(event(known.get(), entry));
    if (change == null) {
      return order;
    }
    effects.addAll(change.effects());
    pause |= change.pause();
    return change.after();
  }

  private static Optional<Refund> known(Order order, Attempt attempt, RefundList.Entry entry) {
    return order.refunds().stream()
        .filter(refund -> refund.claim().attemptId().equals(attempt.id()))
        .filter(refund -> isSame(refund, entry))
        .findFirst();
  }

  private static boolean isSame(Refund refund, RefundList.Entry entry) {
    return refund.isOurs()
        ? refund.id().equals(entry.ours())
            && refund.claim().amountMinor() == entry.amountMinor()
            && !refund.gaveWay()
        : entry.id().equals(refund.providerRef());
  }

  private static Event.OfRefund event(Refund refund, RefundList.Entry entry) {
    return switch (entry.status()) {
      case SUCCEEDED -> new Event.RefundSucceeded(refund.id(), entry.id());
      case PENDING -> new Event.RefundPending(refund.id(), entry.id());
      case FAILED -> new Event.RefundFailed(refund.id(), entry.id());
    };
  }

  private static boolean isMissing(Refund refund, Attempt attempt, List<RefundList.Entry> entries) {
    return refund.isOurs()
        && refund.providerRef() == null
        && RefundMachine.isUnderWay(refund)
        && refund.claim().attemptId().equals(attempt.id())
        && entries.stream().noneMatch(entry -> isSame(refund, entry));
  }

  /// The newest of what is owed gives way first. The provider does not have it, and would refuse.
  ///
  /// @return empty where that is not enough
  private Optional<Order> shrunk(
      Order order, Attempt attempt, long over, List<RefundList.Entry> entries) {
    var owed = new ArrayList<>(order.refunds());
    owed.removeIf(refund -> !isMissing(refund, attempt, entries));
    owed.sort(Comparator.comparing(Refund::createdAt).reversed());
    var after = order;
    var left = over;
    for (var refund : owed) {
      if (left > 0) {
        var amount = refund.claim().amountMinor();
        var less = Math.min(left, amount);
        after = after.with(refund.with(RefundState.FAILED, null));
        if (amount > less) {
          after = after.with(Refund.created(refund.claim().again(after, amount - less), now));
        }
        left -= less;
      }
    }
    return left > 0 ? Optional.empty() : Optional.of(after);
  }

  /// What was never sent is begun, and looked for before it is sent: then it can give way.
  private Change putOff(Attempt attempt) {
    var order = before;
    for (var refund : before.refunds()) {
      if (refund.state() == RefundState.CREATED
          && refund.claim().attemptId().equals(attempt.id())) {
        order = order.with(refund.toLookUp());
      }
    }
    return order.equals(before)
        ? new Change(before, before.next(), Set.of(Effect.STUCK), true)
        : new Change(before, order.next(), Set.of(), false);
  }
}
