package boxoffice.order.purchase;

import boxoffice.order.payment.Answer;
import boxoffice.order.payment.Intent;
import boxoffice.order.payment.RefundAnswer;
import boxoffice.order.payment.RefundList;
import java.util.Objects;
import java.util.UUID;

/// What the provider's answers tell about an order. Nothing is asked here.
///
/// An answer to an act that is about another order, or another sum, is no answer: the PaymentIntent
/// is read by its id then. Only what a reading says counts.
final class PaymentAnswers {
  private PaymentAnswers() {}

  static Progress created(Order order, Attempt attempt, Answer answer) {
    return switch (answer) {
      case Answer.Found found when isOf(order, found.intent()) && isSum(order, found.intent()) ->
          told(new Event.IntentCreated(attempt.id(), found.intent().id()));
      case Answer.Found _, Answer.Declined _ -> failed(attempt);
      case Answer.NotSent _ -> new Progress.NothingSent(attempt.id());
      case Answer.Busy _ -> new Progress.Later();
      case Answer.Unclear unclear -> unclear.stored() ? failed(attempt) : new Progress.Later();
    };
  }

  static Progress confirmed(Order order, Attempt attempt, Answer answer) {
    return switch (answer) {
      case Answer.Found found when isAbout(order, attempt, found.intent()) ->
          isSum(order, found.intent())
              ? told(seen(attempt.id(), found.intent()))
              : told(new Event.Unclear(attempt.id()));
      case Answer.Found _, Answer.Unclear _ -> told(new Event.Unclear(attempt.id()));
      case Answer.Declined declined -> told(new Event.Declined(attempt.id(), declined.code()));
      // sent again it was sent before
      case Answer.NotSent _ ->
          attempt.state() == AttemptState.SENT
              ? new Progress.NothingSent(attempt.id())
              : new Progress.Later();
      case Answer.Busy _ -> new Progress.Later();
    };
  }

  static Progress read(Order order, Attempt attempt, Answer answer) {
    return switch (answer) {
      case Answer.Found found when isAbout(order, attempt, found.intent()) ->
          told(seen(attempt.id(), found.intent()));
      case Answer.Found _, Answer.Declined _, Answer.NotSent _, Answer.Busy _, Answer.Unclear _ ->
          new Progress.Later();
    };
  }

  /// The seats may go free only after `canceled` was read.
  static Progress cancelled(Order order, Attempt attempt, Answer answer) {
    return switch (answer) {
      case Answer.Found found when isAbout(order, attempt, found.intent()) ->
          switch (found.intent().status()) {
            case CANCELLED, PAID -> told(seen(attempt.id(), found.intent()));
            case UNCONFIRMED, REFUSED -> new Progress.Later();
            case REQUIRES_ACTION, PROCESSING -> new Progress.Later();
          };
      case Answer.Found _, Answer.Declined _, Answer.NotSent _ -> new Progress.Later();
      case Answer.Busy _, Answer.Unclear _ -> new Progress.Later();
    };
  }

  static Progress refund(Refund refund, RefundAnswer answer) {
    return switch (answer) {
      case RefundAnswer.Succeeded found -> told(new Event.RefundSucceeded(refund.id(), found.id()));
      case RefundAnswer.Pending found -> told(new Event.RefundPending(refund.id(), found.id()));
      case RefundAnswer.Failed found -> told(new Event.RefundFailed(refund.id(), found.id()));
      case Answer.NotSent _, Answer.Busy _ -> new Progress.Later();
      case Answer.Unclear unclear ->
          refund.lookUp() || refund.providerRef() != null
              ? new Progress.Later()
              : told(new Event.RefundUnclear(refund.id(), unclear.stored()));
    };
  }

  static Progress refunds(Order order, Attempt attempt, RefundList answer) {
    return switch (answer) {
      case RefundList.Listed(var entries) ->
          told(new Event.RefundsListed(attempt.id(), order.version(), entries));
      case Answer.Failure _ -> new Progress.Later();
    };
  }

  private static Event seen(UUID attemptId, Intent intent) {
    return switch (intent.status()) {
      case PAID ->
          new Event.Succeeded(attemptId, new Attempt.Paid(intent.amountMinor(), intent.currency()));
      case REFUSED ->
          new Event.Declined(
              attemptId, Objects.requireNonNullElse(intent.declineCode(), "card_declined"));
      case CANCELLED -> new Event.Canceled(attemptId);
      case REQUIRES_ACTION -> new Event.ActionRequired(attemptId, intent.action());
      case PROCESSING -> new Event.Processing(attemptId);
      case UNCONFIRMED -> new Event.Unconfirmed(attemptId);
    };
  }

  /// The provider may answer the error again for ever.
  private static Progress failed(Attempt attempt) {
    return told(new Event.CreationFailed(attempt.id(), attempt.creation()));
  }

  private static Progress told(Event event) {
    return new Progress.Told(event);
  }

  private static boolean isAbout(Order order, Attempt attempt, Intent intent) {
    return intent.id().equals(attempt.providerRef()) && isOf(order, intent);
  }

  private static boolean isOf(Order order, Intent intent) {
    return order.id().toString().equals(intent.orderId());
  }

  private static boolean isSum(Order order, Intent intent) {
    return intent.amountMinor() == order.terms().totalMinor()
        && intent.currency().equals(order.terms().currency());
  }
}
