package boxoffice.order.payment;

import org.jspecify.annotations.Nullable;

/// A PaymentIntent as the provider tells it.
///
/// @param id the provider's
/// @param status what has become of it
/// @param amountMinor in the currency's smallest unit
/// @param currency ISO 4217, upper case
/// @param orderId as its metadata says; null when it does not
/// @param declineCode of the last refusal; null when there was none
/// @param action what its owner's browser needs, should it require one
public record Intent(
    String id,
    Status status,
    long amountMinor,
    String currency,
    @Nullable String orderId,
    @Nullable String declineCode,
    PaymentAction action) {

  /// What has become of a PaymentIntent.
  public enum Status {
    /// Created, not confirmed; no money moved.
    UNCONFIRMED,
    /// The payment method was refused; no money moved.
    REFUSED,
    /// The buyer's bank wants to see the buyer.
    REQUIRES_ACTION,
    /// The provider does not know yet.
    PROCESSING,
    PAID,
    CANCELLED
  }
}
