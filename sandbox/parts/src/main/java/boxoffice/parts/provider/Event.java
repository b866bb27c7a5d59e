package boxoffice.parts.provider;

import org.jspecify.annotations.Nullable;

/// Something that the provider tells by webhook.
///
/// @param type Stripe's name for it, such as `payment_intent.succeeded`
/// @param created seconds since the epoch
/// @param object what it is about, as it was then; JSON
/// @param order the `metadata[order_id]` of the payment intent
/// @param request the idempotency key of the request behind it; null where there is none
public record Event(
    String id,
    String type,
    long created,
    String object,
    @Nullable String order,
    @Nullable String request) {

  /// As it is sent and read: Stripe's JSON.
  public String json() {
    return StripeJson.event(this).toString();
  }
}
