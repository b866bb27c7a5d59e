package boxoffice.order.purchase;

import boxoffice.order.payment.PaymentIntents;
import boxoffice.order.payment.PaymentIntents.Charge;
import boxoffice.order.payment.PaymentIntents.Confirmation;
import boxoffice.order.payment.Refunds;
import java.net.URI;

/// The steps that the payment provider takes part in. Each may be repeated.
final class PaymentSteps {
  private final PaymentIntents intents;
  private final Refunds refunds;
  private final URI returnUrl;

  /// @param returnUrl where a browser goes after its owner confirmed a payment, without the order's
  ///   id
  PaymentSteps(PaymentIntents intents, Refunds refunds, URI returnUrl) {
    this.intents = intents;
    this.refunds = refunds;
    this.returnUrl = returnUrl;
  }

  Progress create(Order order, Attempt attempt) {
    var terms = order.terms();
    var charge = new Charge(order.id(), attempt.id(), terms.totalMinor(), terms.currency());
    return PaymentAnswers.created(order, attempt, intents.create(charge, attempt.creationKey()));
  }

  Progress confirm(Order order, Attempt attempt) {
    var how = new Confirmation(attempt.paymentMethod(), URI.create(returnUrl + "/" + order.id()));
    var answer = intents.confirm(attempt.intent(), how, attempt.confirmationKey());
    return PaymentAnswers.confirmed(order, attempt, answer);
  }

  Progress read(Order order, Attempt attempt) {
    return PaymentAnswers.read(order, attempt, intents.read(attempt.intent()));
  }

  Progress cancel(Order order, Attempt attempt) {
    return PaymentAnswers.cancelled(order, attempt, intents.cancel(attempt.intent()));
  }

  Progress sendRefund(Order order, Refund refund) {
    return PaymentAnswers.refund(refund, refunds.create(wanted(order, refund), refund.key()));
  }

  Progress listRefunds(Order order, Attempt attempt) {
    return PaymentAnswers.refunds(order, attempt, refunds.list(attempt.intent()));
  }

  Progress readRefund(Order order, Refund refund) {
    var ref = refund.providerRef();
    if (ref == null) {
      throw new IllegalStateException("refund " + refund.id() + " has no id at the provider");
    }
    return PaymentAnswers.refund(refund, refunds.read(wanted(order, refund), ref));
  }

  private static Refunds.Wanted wanted(Order order, Refund refund) {
    var claim = refund.claim();
    var intent = order.attempt(claim.attemptId()).orElseThrow().intent();
    return new Refunds.Wanted(refund.id(), intent, claim.amountMinor());
  }
}
