package boxoffice.order.purchase;

import boxoffice.order.payment.Answer;
import boxoffice.order.payment.Intent;
import boxoffice.order.payment.PaymentIntents;
import boxoffice.order.payment.PaymentIntents.Charge;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The steps that the payment provider takes part in.
///
/// Only a PaymentIntent of this order, of the right amount and currency, that says that it is paid
/// confirms an order. What is not known is read, never assumed.
final class PaymentSteps {
  private static final Logger log = LoggerFactory.getLogger(PaymentSteps.class);

  /// So often a confirmation that did not arrive is sent again; then the attempt is cancelled.
  private static final int CONFIRMATIONS = 3;

  private final PaymentIntents intents;
  private final TransitionStore transitions;

  PaymentSteps(PaymentIntents intents, TransitionStore transitions) {
    this.intents = intents;
    this.transitions = transitions;
  }

  Progress create(Order order, Attempt attempt) {
    var terms = order.terms();
    var charge = new Charge(order.id(), attempt.id(), terms.totalMinor(), terms.currency());
    return switch (intents.create(charge, attempt.creationKey())) {
      case Answer.Found found when isOf(order, found.intent()) ->
          next(transitions.sent(order, attempt, found.intent().id()));
      case Answer.Found found -> mismatch(order, found.intent());
      case Answer.NotSent _ -> new Progress.NothingSent();
      case Answer.Busy _ -> new Progress.Later();
      case Answer.Unclear unclear -> {
        if (unclear.stored()) {
          transitions.createWithNextKey(attempt);
        }
        yield new Progress.Later();
      }
      case Answer.Declined declined -> {
        log.error("order {}: creating a payment was declined: {}", order.id(), declined.code());
        yield new Progress.Later();
      }
    };
  }

  Progress confirm(Order order, Attempt attempt, Lease lease) {
    return switch (send(attempt)) {
      case Answer.Found found -> decide(order, attempt, found.intent(), lease);
      case Answer.Declined declined -> declined(order, attempt, declined.code(), lease);
      case Answer.NotSent _ -> new Progress.NothingSent();
      case Answer.Busy _ -> new Progress.Later();
      case Answer.Unclear _ -> next(transitions.attempt(order, attempt, AttemptState.UNKNOWN));
    };
  }

  Progress read(Order order, Attempt attempt, Lease lease) {
    return switch (intents.read(attempt.intent())) {
      case Answer.Found found when found.intent().status() == Intent.Status.UNCONFIRMED ->
          confirmAgain(order, attempt, lease);
      case Answer.Found found -> decide(order, attempt, found.intent(), lease);
      case Answer.Declined _, Answer.NotSent _ -> new Progress.Later();
      case Answer.Busy _, Answer.Unclear _ -> new Progress.Later();
    };
  }

  /// The seats may go free only after `canceled` was read.
  Progress cancel(Order order, Attempt attempt) {
    return switch (intents.cancel(attempt.intent())) {
      case Answer.Found found ->
          switch (found.intent().status()) {
            case CANCELLED -> next(transitions.attempt(order, attempt, AttemptState.CANCELLED));
            case PAID -> paid(order, attempt, found.intent());
            case UNCONFIRMED, REFUSED -> new Progress.Later();
            case REQUIRES_ACTION, PROCESSING -> new Progress.Later();
          };
      case Answer.Declined _, Answer.NotSent _ -> new Progress.Later();
      case Answer.Busy _, Answer.Unclear _ -> new Progress.Later();
    };
  }

  private Answer send(Attempt attempt) {
    return intents.confirm(attempt.intent(), attempt.paymentMethod(), attempt.confirmationKey());
  }

  /// What the confirmation came to is not known, and the money has not moved: either it never
  /// arrived, or it is still under way, or it failed for good and the provider replays that.
  private Progress confirmAgain(Order order, Attempt attempt, Lease lease) {
    return switch (send(attempt)) {
      case Answer.Found found -> decide(order, attempt, found.intent(), lease);
      case Answer.Declined declined -> declined(order, attempt, declined.code(), lease);
      case Answer.NotSent _, Answer.Busy _ -> new Progress.Later();
      case Answer.Unclear _ ->
          lease.tries() < CONFIRMATIONS ? new Progress.Later() : cancel(order, attempt);
    };
  }

  private Progress decide(Order order, Attempt attempt, Intent intent, Lease lease) {
    return switch (intent.status()) {
      case PAID -> paid(order, attempt, intent);
      case REFUSED ->
          declined(
              order,
              attempt,
              Objects.requireNonNullElse(intent.declineCode(), "card_declined"),
              lease);
      case CANCELLED -> next(transitions.attempt(order, attempt, AttemptState.CANCELLED));
      case REQUIRES_ACTION ->
          attempt.state() == AttemptState.UNKNOWN
              ? new Progress.Later()
              : next(transitions.attempt(order, attempt, AttemptState.REQUIRES_ACTION));
      case PROCESSING, UNCONFIRMED ->
          attempt.state() == AttemptState.UNKNOWN
              ? new Progress.Later()
              : next(transitions.attempt(order, attempt, AttemptState.UNKNOWN));
    };
  }

  private Progress paid(Order order, Attempt attempt, Intent intent) {
    if (!intent.id().equals(attempt.providerRef()) || !isOf(order, intent)) {
      return mismatch(order, intent);
    }
    return next(transitions.confirmed(order, attempt));
  }

  private Progress declined(Order order, Attempt attempt, String code, Lease lease) {
    return transitions
        .declined(order, attempt, code, lease)
        .<Progress>map(Progress.Parked::new)
        .orElseGet(Progress.Overtaken::new);
  }

  private Progress mismatch(Order order, Intent intent) {
    log.error(
        "order {} of {} {}: the provider tells of {}",
        order.id(),
        order.terms().totalMinor(),
        order.terms().currency(),
        intent);
    transitions.stuck(order.id());
    return new Progress.Later();
  }

  private static boolean isOf(Order order, Intent intent) {
    return intent.amountMinor() == order.terms().totalMinor()
        && intent.currency().equals(order.terms().currency())
        && order.id().toString().equals(intent.orderId());
  }

  private static Progress next(Optional<Order> order) {
    return order.<Progress>map(Progress.Next::new).orElseGet(Progress.Overtaken::new);
  }
}
