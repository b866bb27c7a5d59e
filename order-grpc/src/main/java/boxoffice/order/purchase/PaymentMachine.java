package boxoffice.order.purchase;

import boxoffice.order.payment.PaymentAction;
import boxoffice.order.purchase.Change.Effect;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the provider's answers about a payment attempt make of an order.
///
/// Only an attempt that is open, and money of the order's amount and currency, confirms an order.
/// Whatever else was taken is given back.
final class PaymentMachine {
  private final Order before;
  private final Instant now;

  PaymentMachine(Order before, Instant now) {
    this.before = before;
    this.now = now;
  }

  @Nullable Change apply(Event.OfPayment event) {
    return switch (event) {
      case Event.IntentCreated created -> created(find(created.attemptId()), created.intent());
      case Event.CreationFailed failed -> failed(find(failed.attemptId()), failed.creation());
      case Event.Withheld withheld -> withheld(find(withheld.attemptId()), true);
      case Event.AskedAgain asked -> withheld(find(asked.attemptId()), false);
      case Event.Unclear unclear -> unclear(find(unclear.attemptId()));
      case Event.Succeeded succeeded -> succeeded(heard(succeeded.attemptId()), succeeded.paid());
      case Event.Declined declined ->
          over(heard(declined.attemptId()), AttemptState.DECLINED, declined.code());
      case Event.Canceled canceled -> canceled(heard(canceled.attemptId()));
      case Event.ActionRequired asked -> actionRequired(heard(asked.attemptId()), asked.action());
      case Event.Processing processing -> processing(heard(processing.attemptId()));
      case Event.Unconfirmed unconfirmed -> unconfirmed(heard(unconfirmed.attemptId()));
      case Event.News news -> news(find(news.attemptId()));
    };
  }

  private Attempt find(UUID attemptId) {
    return before.attempt(attemptId).orElseThrow();
  }

  /// What the provider wanted to tell has been read.
  private Attempt heard(UUID attemptId) {
    return find(attemptId).toRead(false);
  }

  private @Nullable Change created(Attempt attempt, String intent) {
    return attempt.state() == AttemptState.CREATED ? to(attempt.sent(intent)) : null;
  }

  private @Nullable Change failed(Attempt attempt, int creation) {
    return attempt.state() == AttemptState.CREATED && attempt.creation() == creation
        ? later(attempt.createdWithNextKey())
        : null;
  }

  private @Nullable Change withheld(Attempt attempt, boolean whether) {
    return switch (attempt.state()) {
      case CREATED, SENT -> to(attempt.withheld(whether));
      case PAID, DECLINED, REQUIRES_ACTION, UNKNOWN, CANCELLED -> null;
    };
  }

  private @Nullable Change unclear(Attempt attempt) {
    return switch (attempt.state()) {
      case SENT -> to(attempt.with(AttemptState.UNKNOWN, null));
      case UNKNOWN -> later(attempt.confirmAgain(false));
      case CREATED, PAID, DECLINED, REQUIRES_ACTION, CANCELLED -> null;
    };
  }

  private @Nullable Change succeeded(Attempt attempt, Attempt.Paid paid) {
    if (attempt.paid() != null) {
      return to(attempt);
    }
    var asked = new Attempt.Paid(before.terms().totalMinor(), before.terms().currency());
    if (!paid.equals(asked)) {
      return giveBack(attempt, paid, Refund.Reason.MISMATCH);
    }
    if (before.state() != OrderState.PENDING || !attempt.isOpen()) {
      return giveBack(attempt, paid, Refund.Reason.FOUND);
    }
    var order = before.with(attempt.with(AttemptState.PAID, null).with(paid));
    var after = Machine.confirmed(order, PaymentState.PAID, now);
    return new Change(before, after.next(), Set.of(Effect.ISSUE), false);
  }

  /// An attempt that is over stays what it is, and one that is open pays nothing any more.
  private Change giveBack(Attempt attempt, Attempt.Paid paid, Refund.Reason why) {
    var over = attempt.isOpen() ? attempt.with(AttemptState.CANCELLED, null) : attempt;
    var claim =
        new Refund.Claim(attempt.id(), why, attempt.id(), 1, paid.amountMinor(), paid.currency());
    var after = before.with(over.with(paid)).with(Refund.created(claim, now));
    return new Change(before, after.next(), Set.of(Effect.SECURITY, Effect.WAKE), false);
  }

  private @Nullable Change over(Attempt attempt, AttemptState to, @Nullable String code) {
    return to(attempt.isOpen() ? attempt.with(to, code) : attempt);
  }

  /// What was declined before stays so.
  private @Nullable Change canceled(Attempt attempt) {
    return attempt.isLoose() ? to(attempt.ended()) : over(attempt, AttemptState.CANCELLED, null);
  }

  private @Nullable Change actionRequired(Attempt attempt, PaymentAction action) {
    return switch (attempt.state()) {
      case SENT -> to(attempt.with(AttemptState.REQUIRES_ACTION, null).waiting(action, now));
      case REQUIRES_ACTION, UNKNOWN -> to(attempt.waiting(action, now));
      case CREATED, PAID, DECLINED, CANCELLED -> to(attempt);
    };
  }

  private @Nullable Change processing(Attempt attempt) {
    return switch (attempt.state()) {
      case SENT, REQUIRES_ACTION, UNKNOWN -> later(attempt.with(AttemptState.UNKNOWN, null));
      case CREATED, PAID, DECLINED, CANCELLED -> to(attempt);
    };
  }

  private @Nullable Change unconfirmed(Attempt attempt) {
    return switch (attempt.state()) {
      case UNKNOWN -> to(attempt.confirmAgain(true));
      case REQUIRES_ACTION -> later(attempt.with(AttemptState.UNKNOWN, null));
      case CREATED, SENT, PAID, DECLINED, CANCELLED -> to(attempt);
    };
  }

  /// Of an attempt that has paid there is nothing to tell any more.
  private @Nullable Change news(Attempt attempt) {
    var tells = attempt.providerRef() != null && attempt.state() != AttemptState.PAID;
    if (!tells || attempt.asked().toRead()) {
      return null;
    }
    var after = before.with(attempt.toRead(true));
    return new Change(before, after.next(), Set.of(Effect.WAKE), false);
  }

  private @Nullable Change to(Attempt attempt) {
    return change(attempt, false);
  }

  private @Nullable Change later(Attempt attempt) {
    return change(attempt, true);
  }

  private @Nullable Change change(Attempt attempt, boolean pause) {
    var after = before.with(attempt);
    return after.equals(before) ? null : new Change(before, after.next(), Set.of(), pause);
  }
}
