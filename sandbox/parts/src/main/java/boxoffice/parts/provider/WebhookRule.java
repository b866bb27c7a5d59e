package boxoffice.parts.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How some events are sent.
///
/// @param type only events of this type; null for any
/// @param order only events of this order; null for any
/// @param times for how many events; 0 until it is cleared
/// @param copies how often each is sent, all at once; 0 to withhold it until somebody sends or
///   releases it
/// @param delay before it is sent; null for none
/// @param signature null for the right one
public record WebhookRule(
    @Nullable String type,
    @Nullable String order,
    int times,
    int copies,
    @Nullable Duration delay,
    @Nullable Signature signature) {
  private static final int MOST_COPIES = 100;

  static final WebhookRule USUAL = new WebhookRule(null, null, 0, 1, null, null);

  public WebhookRule {
    if (times < 0 || copies < 0 || copies > MOST_COPIES) {
      throw new IllegalArgumentException("times needs 0 or more, copies 0 to " + MOST_COPIES);
    }
  }

  /// All events wait until somebody sends or releases them.
  public static WebhookRule withhold() {
    return new WebhookRule(null, null, 0, 0, null, null);
  }

  /// All events are sent so often, at once.
  public static WebhookRule duplicate(int copies) {
    return new WebhookRule(null, null, 0, copies, null, null);
  }

  /// All events are sent so much later.
  public static WebhookRule late(Duration delay) {
    return new WebhookRule(null, null, 0, 1, delay, null);
  }

  /// All events are signed so.
  public static WebhookRule signed(Signature signature) {
    return new WebhookRule(null, null, 0, 1, null, signature);
  }

  public WebhookRule forType(String onlyType) {
    return new WebhookRule(onlyType, order, times, copies, delay, signature);
  }

  public WebhookRule forOrder(String onlyOrder) {
    return new WebhookRule(type, onlyOrder, times, copies, delay, signature);
  }

  boolean matches(Event event) {
    return (type == null || type.equals(event.type()))
        && (order == null || order.equals(event.order()));
  }

  Signature signs() {
    return signature == null ? Signature.RIGHT : signature;
  }
}
