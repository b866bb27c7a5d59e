package boxoffice.parts.provider;

import boxoffice.parts.provider.Intent.Decline;
import boxoffice.parts.provider.Intent.Status;
import java.time.Clock;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What can be done with a payment intent, by Stripe's rules.
final class PaymentIntents {
  private static final Set<String> CREATE_PARAMETERS =
      Set.of(
          "amount",
          "currency",
          "metadata",
          "description",
          "payment_method",
          "confirm",
          "payment_method_types",
          "automatic_payment_methods",
          "capture_method",
          "confirmation_method",
          "return_url",
          "receipt_email",
          "off_session",
          "use_stripe_sdk",
          "statement_descriptor",
          "statement_descriptor_suffix",
          "transfer_group");
  private static final Set<String> CONFIRM_PARAMETERS =
      Set.of("payment_method", "return_url", "off_session", "use_stripe_sdk", "receipt_email");
  private static final Set<String> REASONS =
      Set.of("duplicate", "fraudulent", "requested_by_customer", "abandoned");
  private static final String OPEN_STATES =
      "requires_payment_method, requires_capture, requires_confirmation, requires_action";

  private final Account account;
  private final StripeIds ids;
  private final Clock clock;
  private final String pages;

  /// @param pages where buyers find the pages on which they confirm a payment; an intent's id is
  ///   added
  PaymentIntents(Account account, StripeIds ids, Clock clock, String pages) {
    this.account = account;
    this.ids = ids;
    this.clock = clock;
    this.pages = pages;
  }

  Answer create(Form form, Change change) {
    form.allowOnly(CREATE_PARAMETERS);
    if (form.text("capture_method").filter("manual"::equals).isPresent()) {
      throw StripeRefusal.badParameter(
          "parameter_invalid_string", "capture_method", "This sandbox captures automatically.");
    }
    var method = form.text("payment_method").orElse(null);
    if (method != null) {
      card(method);
    }
    var intent = fresh(form, method);
    var confirm = form.flag("confirm");
    if (confirm && method == null) {
      throw StripeRefusal.missing("payment_method");
    }
    change.keep(intent, LedgerEntry.Type.CREATE);
    return confirm && method != null
        ? attempt(intent, method, change, Fault.NOTHING)
        : StripeJson.ok(StripeJson.intent(intent));
  }

  private Intent fresh(Form form, @Nullable String method) {
    var amount = form.amount("amount");
    if (amount == null) {
      throw StripeRefusal.missing("amount");
    }
    return new Intent(
        ids.next("pi"),
        amount,
        form.currency(),
        method == null ? Status.REQUIRES_PAYMENT_METHOD : Status.REQUIRES_CONFIRMATION,
        form.metadata(),
        form.text("description").orElse(null),
        method,
        null,
        0,
        null,
        form.text("return_url").orElse(null),
        null,
        null,
        clock.instant().getEpochSecond(),
        null);
  }

  Answer confirm(String id, Form form, Change change, Fault fault) {
    form.allowOnly(CONFIRM_PARAMETERS);
    var intent = existing(id);
    if (!intent.open()) {
      return StripeJson.unexpectedState(intent, cannotConfirm(intent));
    }
    // a declined method is used up: another one must be named
    var before = intent.declined() == null ? intent.paymentMethod() : null;
    var method = form.text("payment_method").orElse(before);
    if (method == null) {
      return StripeJson.unexpectedState(
          intent,
          "You cannot confirm this PaymentIntent because it's missing a payment method. You can"
              + " either update the PaymentIntent with a payment method and then confirm it again,"
              + " or confirm it again directly with a payment method.");
    }
    var returnUrl = form.text("return_url").orElse(intent.returnUrl());
    return attempt(intent.returningTo(returnUrl), method, change, fault);
  }

  private Answer attempt(Intent intent, String method, Change change, Fault fault) {
    var card = card(method);
    if (fault.effect() == Effect.PROCESSING) {
      var slow = intent.attempted(Status.PROCESSING, method, null, null);
      return StripeJson.ok(StripeJson.intent(change.keep(slow, LedgerEntry.Type.PROCESSING)));
    }
    if (fault.effect() == Effect.DECLINE) {
      var code = Objects.requireNonNullElse(fault.declineCode(), "generic_decline");
      card = new TestCard.Declines(Decline.of(code));
    }
    return switch (card) {
      case TestCard.Pays _ -> {
        var paid = intent.attempted(Status.SUCCEEDED, method, ids.next("ch"), null);
        yield StripeJson.ok(StripeJson.intent(change.keep(paid, LedgerEntry.Type.CHARGE)));
      }
      case TestCard.AsksItsOwner _ -> {
        var asked = intent.asking(method, pages + intent.id());
        yield StripeJson.ok(
            StripeJson.intent(change.keep(asked, LedgerEntry.Type.ACTION_REQUIRED)));
      }
      case TestCard.Declines(Decline why) -> {
        var back = intent.attempted(Status.REQUIRES_PAYMENT_METHOD, method, ids.next("ch"), why);
        yield StripeJson.declined(change.keep(back, LedgerEntry.Type.DECLINE), why);
      }
    };
  }

  Answer cancel(String id, Form form, Change change, Fault fault) {
    form.allowOnly(Set.of("cancellation_reason"));
    var reason = form.text("cancellation_reason").orElse(null);
    if (reason != null && !REASONS.contains(reason)) {
      throw StripeRefusal.badParameter(
          "parameter_invalid_string", "cancellation_reason", "Invalid cancellation_reason");
    }
    var intent = existing(id);
    if (!intent.open()) {
      return StripeJson.unexpectedState(
          intent,
          "You cannot cancel this PaymentIntent because it has a status of %s. Only a PaymentIntent with one of the following statuses may be canceled: %s."
              .formatted(intent.status().word(), OPEN_STATES));
    }
    var canceled = intent.canceled(reason, clock.instant().getEpochSecond());
    if (fault.effect() == Effect.LIE_CANCELED) {
      return StripeJson.ok(StripeJson.intent(canceled));
    }
    return StripeJson.ok(StripeJson.intent(change.keep(canceled, LedgerEntry.Type.CANCEL)));
  }

  Answer show(String id) {
    return StripeJson.ok(StripeJson.intent(existing(id)));
  }

  Answer page(Form form) {
    form.allowOnly(Page.PARAMETERS);
    form.text("starting_after").ifPresent(this::existing);
    return Page.of("/v1/payment_intents", form, account.intents(), Intent::id, StripeJson::intent);
  }

  private Intent existing(String id) {
    return account
        .intent(id)
        .orElseThrow(() -> StripeRefusal.noSuch("payment_intent", "intent", id, 404));
  }

  private static TestCard card(String method) {
    return TestCard.named(method)
        .orElseThrow(() -> StripeRefusal.noSuch("PaymentMethod", "payment_method", method, 400));
  }

  private static String cannotConfirm(Intent intent) {
    return intent.status() == Status.SUCCEEDED
        ? "You cannot confirm this PaymentIntent because it has already succeeded after being"
            + " previously confirmed."
        : "You cannot confirm this PaymentIntent because it has a status of "
            + intent.status().word()
            + ".";
  }
}
