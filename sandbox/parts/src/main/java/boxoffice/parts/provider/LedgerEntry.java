package boxoffice.parts.provider;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One thing that happened to a payment intent, as the provider saw it.
///
/// @param sequence from 1, without gaps
/// @param amount minor units of `currency` that this entry is about; only [Type#CHARGE],
///   [Type#REFUND] and [Type#REFUND_RETURNED] moved money
/// @param order the intent's `metadata[order_id]`
/// @param paymentMethod the test payment method that was tried, null for a create
/// @param reference the charge (`ch_...`) or refund (`re_...`) behind the entry
/// @param declineCode Stripe's decline code, for [Type#DECLINE] only
public record LedgerEntry(
    long sequence,
    Instant at,
    Type type,
    String paymentIntent,
    long amount,
    String currency,
    @Nullable String order,
    @Nullable String paymentMethod,
    @Nullable String reference,
    @Nullable String declineCode) {
  /// What happened.
  public enum Type {
    @JsonProperty("create")
    CREATE,
    @JsonProperty("charge")
    CHARGE,
    @JsonProperty("decline")
    DECLINE,
    @JsonProperty("action_required")
    ACTION_REQUIRED,
    @JsonProperty("processing")
    PROCESSING,
    @JsonProperty("cancel")
    CANCEL,
    @JsonProperty("refund")
    REFUND,
    @JsonProperty("refund_pending")
    REFUND_PENDING,
    @JsonProperty("refund_failed")
    REFUND_FAILED,
    /// One that had moved money: it has come back.
    @JsonProperty("refund_returned")
    REFUND_RETURNED
  }
}
