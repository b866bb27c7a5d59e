package boxoffice.parts.provider;

import boxoffice.parts.provider.Intent.Decline;
import boxoffice.parts.provider.Intent.Status;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The shapes of Stripe's JSON, with every field that its clients expect to find.
final class StripeJson {
  /// Plain records in Stripe's spelling; also that of the journal and the ledger.
  static final JsonMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /// The version that events are written in: that of the `stripe-java` in use, whose types read no
  /// other.
  static final String API_VERSION = "2026-07-29.dahlia";

  private StripeJson() {}

  static Answer ok(ObjectNode body) {
    return new Answer(200, body.toString());
  }

  static ObjectNode intent(Intent intent) {
    var json = MAPPER.createObjectNode();
    var paid = intent.status() == Status.SUCCEEDED;
    json.put("id", intent.id()).put("object", "payment_intent");
    json.put("amount", intent.amount()).put("amount_capturable", 0);
    json.put("amount_received", paid ? intent.amount() : 0);
    json.putObject("automatic_payment_methods").put("enabled", true);
    json.put("canceled_at", intent.canceled());
    json.put("cancellation_reason", intent.cancellationReason());
    json.put("capture_method", "automatic").put("confirmation_method", "automatic");
    json.put("client_secret", intent.id() + "_secret_sandbox");
    json.put("created", intent.created()).put("currency", intent.currency());
    json.putNull("customer").put("description", intent.description());
    json.set("last_payment_error", lastError(intent));
    json.put("latest_charge", intent.charge()).put("livemode", false);
    json.set("metadata", MAPPER.valueToTree(intent.metadata()));
    json.set("next_action", nextAction(intent));
    json.put(
        "payment_method",
        intent.open() && intent.declined() != null ? null : intent.paymentMethod());
    json.putObject("payment_method_options");
    json.putArray("payment_method_types").add("card");
    json.putNull("receipt_email").putNull("setup_future_usage").putNull("shipping");
    json.put("status", intent.status().word());
    return json;
  }

  private static @Nullable ObjectNode lastError(Intent intent) {
    var why = intent.declined();
    return why == null ? null : cardError(intent, why);
  }

  private static @Nullable ObjectNode nextAction(Intent intent) {
    if (intent.status() != Status.REQUIRES_ACTION) {
      return null;
    }
    var json = MAPPER.createObjectNode();
    if (intent.returnUrl() == null) {
      json.put("type", "use_stripe_sdk")
          .putObject("use_stripe_sdk")
          .put("type", "three_d_secure_redirect")
          .put("stripe_js", intent.page());
    } else {
      json.put("type", "redirect_to_url")
          .putObject("redirect_to_url")
          .put("return_url", intent.returnUrl())
          .put("url", intent.page());
    }
    return json;
  }

  private static ObjectNode cardError(Intent intent, Decline why) {
    var json = MAPPER.createObjectNode();
    json.put("type", "card_error").put("code", why.code()).put("message", why.message());
    json.put("charge", intent.charge());
    if (why.declineCode() != null) {
      json.put("decline_code", why.declineCode());
    }
    json.put("doc_url", "https://stripe.com/docs/error-codes/" + why.code().replace('_', '-'));
    var method = json.putObject("payment_method");
    method.put("id", intent.paymentMethod()).put("object", "payment_method").put("type", "card");
    method.set("billing_details", nobodysDetails());
    method.put("created", intent.created()).putNull("customer").put("livemode", false);
    method.putObject("metadata");
    return json;
  }

  static Answer declined(Intent intent, Decline why) {
    var error = cardError(intent, why);
    error.set("payment_intent", intent(intent));
    return wrap(402, error);
  }

  static Answer unexpectedState(Intent intent, String message) {
    var error = MAPPER.createObjectNode();
    error.put("type", "invalid_request_error").put("code", "payment_intent_unexpected_state");
    error.put("message", message);
    error.set("payment_intent", intent(intent));
    return wrap(400, error);
  }

  static Answer serverError() {
    return error(500, "api_error", null, null, "An unknown error occurred");
  }

  static Answer error(
      int status, String type, @Nullable String code, @Nullable String param, String message) {
    var error = MAPPER.createObjectNode().put("type", type).put("message", message);
    if (code != null) {
      error.put("code", code);
    }
    if (param != null) {
      error.put("param", param);
    }
    return wrap(status, error);
  }

  private static Answer wrap(int status, ObjectNode error) {
    return new Answer(status, MAPPER.createObjectNode().set("error", error).toString());
  }

  static ObjectNode refund(Refund refund) {
    var json = MAPPER.createObjectNode();
    json.put("id", refund.id()).put("object", "refund").put("amount", refund.amount());
    json.putNull("balance_transaction").put("charge", refund.charge());
    json.put("created", refund.created()).put("currency", refund.currency());
    json.set("metadata", MAPPER.valueToTree(refund.metadata()));
    json.put("payment_intent", refund.paymentIntent()).put("reason", refund.reason());
    json.putNull("receipt_number").put("status", refund.status().word());
    return json;
  }

  /// The charge of an intent that was paid.
  static ObjectNode charge(Intent intent) {
    var json = MAPPER.createObjectNode();
    json.put("id", intent.charge()).put("object", "charge").put("amount", intent.amount());
    json.put("amount_captured", intent.amount()).put("amount_refunded", intent.refunded());
    json.set("billing_details", nobodysDetails());
    json.put("captured", true).put("created", intent.created());
    json.put("currency", intent.currency()).putNull("customer").put("disputed", false);
    json.put("livemode", false).set("metadata", MAPPER.valueToTree(intent.metadata()));
    json.put("paid", true).put("payment_intent", intent.id());
    json.put("payment_method", intent.paymentMethod());
    json.put("refunded", intent.refunded() == intent.amount()).put("status", "succeeded");
    return json;
  }

  private static ObjectNode nobodysDetails() {
    return MAPPER
        .createObjectNode()
        .putNull("address")
        .putNull("email")
        .putNull("name")
        .putNull("phone")
        .putNull("tax_id");
  }

  static ObjectNode event(Event event) {
    var json = MAPPER.createObjectNode();
    json.put("id", event.id()).put("object", "event").put("api_version", API_VERSION);
    json.put("created", event.created());
    json.putObject("data").set("object", MAPPER.readTree(event.object()));
    json.put("livemode", false).put("pending_webhooks", 1);
    json.putObject("request").putNull("id").put("idempotency_key", event.request());
    json.put("type", event.type());
    return json;
  }

  static ObjectNode page(String url, List<ObjectNode> objects, boolean more) {
    var json = MAPPER.createObjectNode().put("object", "list").put("url", url);
    json.put("has_more", more);
    json.putArray("data").addAll(objects);
    return json;
  }

  static String ledger(List<LedgerEntry> entries, Map<String, Ledger.Total> totals) {
    var json = MAPPER.createObjectNode();
    json.set("entries", MAPPER.valueToTree(entries));
    json.set("totals", MAPPER.valueToTree(totals));
    return json.toString();
  }
}
