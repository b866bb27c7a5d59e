package boxoffice.parts.provider;

import boxoffice.parts.provider.Intent.Status;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;

/// Gives money back, never more than was paid.
final class Refunds {
  private static final Set<String> PARAMETERS =
      Set.of("payment_intent", "amount", "metadata", "reason");
  private static final Set<String> REASONS =
      Set.of("duplicate", "fraudulent", "requested_by_customer");

  private final Account account;
  private final StripeIds ids;
  private final Clock clock;

  Refunds(Account account, StripeIds ids, Clock clock) {
    this.account = account;
    this.ids = ids;
    this.clock = clock;
  }

  Answer create(Form form, Change change, Fault fault) {
    form.allowOnly(PARAMETERS);
    var reason = form.text("reason").orElse(null);
    if (reason != null && !REASONS.contains(reason)) {
      throw StripeRefusal.badParameter("parameter_invalid_string", "reason", "Invalid reason");
    }
    var wanted = form.amount("amount");
    var intent = paid(form.required("payment_intent"));
    var left = intent.amount() - intent.refunded();
    if (left == 0) {
      return StripeJson.error(
          400,
          "invalid_request_error",
          "charge_already_refunded",
          null,
          "Charge " + intent.charge() + " has already been refunded.");
    }
    var amount = wanted == null ? left : wanted;
    if (amount > left) {
      return StripeJson.error(
          400,
          "invalid_request_error",
          null,
          "amount",
          "Refund amount (%d) is greater than unrefunded amount on charge (%d)"
              .formatted(amount, left));
    }
    var refund =
        new Refund(
            ids.next("re"),
            intent.id(),
            intent.charge(),
            amount,
            intent.currency(),
            form.metadata(),
            reason,
            clock.instant().getEpochSecond(),
            fault.effect() == Effect.PENDING ? Refund.Status.PENDING : Refund.Status.SUCCEEDED);
    return StripeJson.ok(StripeJson.refund(change.keep(refund, intent.refunded(amount))));
  }

  Answer show(String id) {
    return account
        .refund(id)
        .map(refund -> StripeJson.ok(StripeJson.refund(refund)))
        .orElseThrow(() -> StripeRefusal.noSuch("refund", "id", id, 404));
  }

  /// Those of one payment intent.
  Answer page(Form form) {
    var parameters = new HashSet<>(Page.PARAMETERS);
    parameters.add("payment_intent");
    form.allowOnly(parameters);
    var all = account.refundsOf(form.required("payment_intent"));
    return Page.of("/v1/refunds", form, all, Refund::id, StripeJson::refund);
  }

  private Intent paid(String id) {
    var intent =
        account
            .intent(id)
            .orElseThrow(() -> StripeRefusal.noSuch("payment_intent", "payment_intent", id, 404));
    if (intent.status() != Status.SUCCEEDED) {
      throw StripeRefusal.badParameter(
          "charge_not_refundable",
          "payment_intent",
          "This PaymentIntent (" + id + ") does not have a successful charge to refund.");
    }
    return intent;
  }
}
