package boxoffice.order.payment;

import org.jspecify.annotations.Nullable;

/// What the browser of a payment method's owner needs to confirm a payment (3-D Secure).
///
/// @param redirectUrl where to send the browser; null when the provider's script is to do it
/// @param clientSecret what the provider's script needs; null when the provider gave none
public record PaymentAction(@Nullable String redirectUrl, @Nullable String clientSecret) {
  @Override
  public String toString() {
    return "PaymentAction[...]"; // whoever has the secret can confirm the payment
  }
}
