package boxoffice.parts.provider;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A payment intent at one moment.
///
/// @param amount minor units
/// @param paymentMethod the method chosen last, null before any
/// @param charge the charge of the last attempt, null before any
/// @param refunded minor units given back so far
/// @param declined the last attempt's decline, null when there was none
/// @param created seconds since the epoch, as Stripe counts
record Intent(
    String id,
    long amount,
    String currency,
    Status status,
    Map<String, String> metadata,
    @Nullable String description,
    @Nullable String paymentMethod,
    @Nullable String charge,
    long refunded,
    @Nullable Decline declined,
    @Nullable String returnUrl,
    @Nullable String cancellationReason,
    long created,
    @Nullable Long canceled) {
  /// Stripe's own words, minus those that need manual capture or slow payment methods.
  enum Status {
    @JsonProperty("requires_payment_method")
    REQUIRES_PAYMENT_METHOD,
    @JsonProperty("requires_confirmation")
    REQUIRES_CONFIRMATION,
    @JsonProperty("requires_action")
    REQUIRES_ACTION,
    @JsonProperty("succeeded")
    SUCCEEDED,
    @JsonProperty("canceled")
    CANCELED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Why a card was refused.
  record Decline(String code, @Nullable String declineCode, String message) {
    /// The bank's reason where it gave one, Stripe's otherwise.
    String mostExact() {
      return declineCode == null ? code : declineCode;
    }
  }

  boolean open() {
    return status != Status.SUCCEEDED && status != Status.CANCELED;
  }

  @Nullable String order() {
    return metadata.get("order_id");
  }

  Intent attempted(Status next, String method, @Nullable String newCharge, @Nullable Decline why) {
    return new Intent(
        id,
        amount,
        currency,
        next,
        metadata,
        description,
        method,
        newCharge,
        refunded,
        why,
        returnUrl,
        cancellationReason,
        created,
        canceled);
  }

  Intent returningTo(@Nullable String url) {
    return new Intent(
        id,
        amount,
        currency,
        status,
        metadata,
        description,
        paymentMethod,
        charge,
        refunded,
        declined,
        url,
        cancellationReason,
        created,
        canceled);
  }

  Intent canceled(@Nullable String reason, long at) {
    return new Intent(
        id,
        amount,
        currency,
        Status.CANCELED,
        metadata,
        description,
        paymentMethod,
        charge,
        refunded,
        declined,
        returnUrl,
        reason,
        created,
        at);
  }

  Intent refunded(long more) {
    return new Intent(
        id,
        amount,
        currency,
        status,
        metadata,
        description,
        paymentMethod,
        charge,
        refunded + more,
        declined,
        returnUrl,
        cancellationReason,
        created,
        canceled);
  }
}
