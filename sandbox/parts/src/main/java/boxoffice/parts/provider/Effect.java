package boxoffice.parts.provider;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumSet;
import java.util.Set;

/// How the provider misbehaves. *Before* and *after* are meant of the booking: before it nothing
/// has happened yet, after it all has, and only the answer is wrong.
public enum Effect {
  /// Nothing but the delay.
  @JsonProperty("none")
  NONE,
  /// Answers 500 and has done nothing. Stored under the key and replayed, as Stripe does.
  @JsonProperty("fail_before")
  FAIL_BEFORE,
  /// Does all and answers 500. Stored under the key and replayed.
  @JsonProperty("fail_after")
  FAIL_AFTER,
  /// Does nothing and closes the connection.
  @JsonProperty("drop_before")
  DROP_BEFORE,
  /// Does all, keeps the answer under the key, and closes the connection without it.
  @JsonProperty("drop_after")
  DROP_AFTER,
  /// Waits until released, then begins.
  @JsonProperty("hold_before")
  HOLD_BEFORE,
  /// Does all, keeps the answer under the key, and answers when released.
  @JsonProperty("hold_after")
  HOLD_AFTER,
  /// 409, another request uses the key. Nothing done, nothing stored.
  @JsonProperty("key_in_use")
  KEY_IN_USE,
  /// 429. Nothing done, nothing stored.
  @JsonProperty("rate_limited")
  RATE_LIMITED,
  /// Does all and answers with another amount.
  @JsonProperty("other_amount")
  OTHER_AMOUNT,
  /// Does all and answers with another `metadata[order_id]`.
  @JsonProperty("other_order")
  OTHER_ORDER,
  /// Does all and answers with half of the JSON.
  @JsonProperty("invalid_json")
  INVALID_JSON,
  /// Does all and answers with a body of 100 MiB.
  @JsonProperty("oversized")
  OVERSIZED,
  /// Does all and answers with headers that do not end.
  @JsonProperty("endless_headers")
  ENDLESS_HEADERS,
  /// A confirm is declined, with the fault's decline code.
  @JsonProperty("decline")
  DECLINE,
  /// A confirm leaves the intent `processing`, until it is settled by hand.
  @JsonProperty("processing")
  PROCESSING,
  /// A cancel answers `canceled` and has done nothing.
  @JsonProperty("lie_canceled")
  LIE_CANCELED,
  /// A refund stays `pending`, until it is settled by hand.
  @JsonProperty("pending")
  PENDING;

  /// Of which operations it makes sense.
  Set<Operation> operations() {
    return switch (this) {
      case DECLINE, PROCESSING -> EnumSet.of(Operation.CONFIRM);
      case LIE_CANCELED -> EnumSet.of(Operation.CANCEL);
      case PENDING -> EnumSet.of(Operation.REFUND);
      case NONE,
          FAIL_BEFORE,
          FAIL_AFTER,
          DROP_BEFORE,
          DROP_AFTER,
          HOLD_BEFORE,
          HOLD_AFTER,
          KEY_IN_USE,
          RATE_LIMITED,
          OTHER_AMOUNT,
          OTHER_ORDER,
          INVALID_JSON,
          OVERSIZED,
          ENDLESS_HEADERS ->
          EnumSet.allOf(Operation.class);
    };
  }
}
