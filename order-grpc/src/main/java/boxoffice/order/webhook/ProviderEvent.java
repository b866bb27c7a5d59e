package boxoffice.order.webhook;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What we want to know of an event. Its JSON is read by hand: the provider may write it in a newer
/// version than its library knows, and whatever else it says is ignored.
///
/// @param created when, in seconds since the epoch, by the provider's clock; 0 where it does not
///   say
/// @param account whose it is, null for the endpoint's own
/// @param live whether real money moved
/// @param intent the PaymentIntent that it is about, null for none
/// @param orderId as the metadata say; null when they name none of ours
/// @param amountMinor of the whole payment, null where the event does not say
/// @param currency ISO 4217, upper case, null where the event does not say
/// @param refund whether it tells of money given back that this system may not know of
record ProviderEvent(
    String id,
    String type,
    long created,
    @Nullable String account,
    boolean live,
    @Nullable String intent,
    @Nullable UUID orderId,
    @Nullable Long amountMinor,
    @Nullable String currency,
    boolean refund) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,255}");
  private static final Pattern TYPE = Pattern.compile("[a-z0-9_.]{1,255}");

  /// What a payment can go through. All others are ignored.
  private static final Set<String> OURS =
      Set.of(
          "payment_intent.succeeded",
          "payment_intent.payment_failed",
          "payment_intent.canceled",
          "payment_intent.requires_action",
          "payment_intent.processing",
          "charge.refunded",
          "charge.refund.updated",
          "refund.created",
          "refund.updated",
          "refund.failed");

  /// Those of them that tell of refunds.
  private static final Set<String> REFUNDS =
      Set.of(
          "charge.refunded",
          "charge.refund.updated",
          "refund.created",
          "refund.updated",
          "refund.failed");

  /// What an order that is paid or closed would hear of in no other way.
  static final Set<String> MISSED =
      Stream.concat(Stream.of("payment_intent.succeeded"), REFUNDS.stream())
          .collect(Collectors.toUnmodifiableSet());

  /// @return empty when it is no event
  static Optional<ProviderEvent> read(String payload) {
    return json(payload).flatMap(ProviderEvent::of);
  }

  /// @param list of events, as the provider answers it
  /// @return those that are events, in its order
  static List<ProviderEvent> readAll(String list) {
    return json(list).stream()
        .flatMap(json -> json.path("data").valueStream())
        .flatMap(event -> of(event).stream())
        .toList();
  }

  private static Optional<JsonNode> json(String text) {
    try {
      return Optional.of(JsonMapper.shared().readTree(text));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static Optional<ProviderEvent> of(JsonNode json) {
    var id = json.path("id").asString("");
    var type = json.path("type").asString("");
    if (!ID.matcher(id).matches() || !TYPE.matcher(type).matches()) {
      return Optional.empty();
    }
    var object = json.path("data").path("object");
    var isIntent = object.path("object").asString("").equals("payment_intent");
    var isRefund = object.path("object").asString("").equals("refund");
    return Optional.of(
        new ProviderEvent(
            id,
            type,
            json.path("created").asLong(0),
            text(json.path("account")),
            json.path("livemode").asBoolean(false),
            name(object.path(isIntent ? "id" : "payment_intent")),
            uuid(object.path("metadata").path("order_id")),
            object.path("amount").isIntegralNumber()
                    && object.path("amount").canConvertToLong()
                    && !isRefund
                ? (Long) object.path("amount").asLong()
                : null,
            upper(object.path("currency")),
            isOfRefunds(type) && (!isAskedFor(object) || hasFailed(object))));
  }

  private static boolean isAskedFor(JsonNode object) {
    return uuid(object.path("metadata").path("refund_id")) != null;
  }

  /// Also after it had succeeded, which nobody looks at any more.
  private static boolean hasFailed(JsonNode refund) {
    return refund.path("status").asString("").equals("failed");
  }

  static boolean isOfRefunds(String type) {
    return REFUNDS.contains(type);
  }

  boolean isOurs() {
    return OURS.contains(type);
  }

  private static @Nullable String text(JsonNode node) {
    return node.isString() ? node.asString() : null;
  }

  private static @Nullable String name(JsonNode node) {
    var text = text(node);
    return text != null && ID.matcher(text).matches() ? text : null;
  }

  private static @Nullable String upper(JsonNode node) {
    var text = text(node);
    return text == null ? null : text.toUpperCase(Locale.ROOT);
  }

  private static @Nullable UUID uuid(JsonNode node) {
    try {
      return node.isString() ? UUID.fromString(node.asString()) : null;
    } catch (IllegalArgumentException e) {
      return null; // somebody else's metadata
    }
  }
}
