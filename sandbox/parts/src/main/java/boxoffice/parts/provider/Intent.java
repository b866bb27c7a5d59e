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
/// @param page where its owner confirms or refuses it, null before anybody has to
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
    @Nullable String page,
    @Nullable String cancellationReason,
    long created,
    @Nullable Long canceled) {
  /// Stripe's own words, minus that of manual capture.
  enum Status {
    @JsonProperty("requires_payment_method")
    REQUIRES_PAYMENT_METHOD,
    @JsonProperty("requires_confirmation")
    REQUIRES_CONFIRMATION,
    @JsonProperty("requires_action")
    REQUIRES_ACTION,
    @JsonProperty("processing")
    PROCESSING,
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
    /// What stripe.com answers for a decline code: a few are error codes of their own.
    static Decline of(String reason) {
      return switch (reason) {
        case "expired_card" -> new Decline(reason, null, "Your card has expired.");
        case "incorrect_cvc" ->
            new Decline(reason, null, "Your card's security code is incorrect.");
        case "processing_error" ->
            new Decline(
                reason,
                null,
                "An error occurred while processing your card. Try again in a little bit.");
        case "insufficient_funds" ->
            new Decline("card_declined", reason, "Your card has insufficient funds.");
        case "card_velocity_exceeded" ->
            new Decline(
                "card_declined",
                reason,
                "Your card was declined for making repeated attempts too frequently or exceeding"
                    + " its amount limit.");
        case "payment_intent_authentication_failure" ->
            new Decline(
                reason,
                null,
                "The provided PaymentMethod has failed authentication. You can provide a new"
                    + " PaymentMethod to attempt to fulfill this PaymentIntent again.");
        default -> new Decline("card_declined", reason, "Your card was declined.");
      };
    }

    /// The bank's reason where it gave one, Stripe's otherwise.
    String mostExact() {
      return declineCode == null ? code : declineCode;
    }
  }

  /// Whether it can still be confirmed or canceled.
  boolean open() {
    return status != Status.SUCCEEDED && status != Status.CANCELED && status != Status.PROCESSING;
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
        page,
        cancellationReason,
        created,
        canceled);
  }

  /// Its owner has to confirm it on a page.
  Intent asking(String method, String where) {
    return new Intent(
        id,
        amount,
        currency,
        Status.REQUIRES_ACTION,
        metadata,
        description,
        method,
        null,
        refunded,
        null,
        returnUrl,
        where,
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
        page,
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
        page,
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
        page,
        cancellationReason,
        created,
        canceled);
  }
}
