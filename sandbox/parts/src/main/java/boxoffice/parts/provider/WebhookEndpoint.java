package boxoffice.parts.provider;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where events are sent.
///
/// @param secret they are signed with
/// @param types of events that are sent; null for all
public record WebhookEndpoint(URI url, String secret, @Nullable Set<String> types) {
  /// What somebody who sells tickets wants to hear of.
  public static final Set<String> MONEY =
      Set.of(
          "payment_intent.succeeded",
          "payment_intent.payment_failed",
          "payment_intent.canceled",
          "payment_intent.requires_action",
          "payment_intent.processing",
          "charge.refunded",
          "refund.created",
          "refund.updated",
          "refund.failed");

  boolean wants(Event event) {
    return types == null || types.contains(event.type());
  }

  @Override
  public String toString() {
    return "WebhookEndpoint[" + url + "]"; // never the secret
  }
}
