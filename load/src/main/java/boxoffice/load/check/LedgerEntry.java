package boxoffice.load.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One booking of the provider, as its `/ledger` tells it.
///
/// @param type `charge`, `refund` and `refund_returned` moved money; others did not
/// @param amount minor units
/// @param order what the payment names as its order; whatever a client sent
record LedgerEntry(
    long sequence,
    Instant at,
    String type,
    @JsonProperty("payment_intent") String paymentIntent,
    long amount,
    String currency,
    @Nullable String order) {

  /// A ledger of another shape is refused, not misread.
  LedgerEntry {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(paymentIntent, "payment_intent");
    Objects.requireNonNull(currency, "currency");
  }

  boolean isCharge() {
    return type.equals("charge");
  }

  boolean isRefund() {
    return type.equals("refund");
  }

  /// What was given back has come back.
  boolean isReturned() {
    return type.equals("refund_returned");
  }

  /// What the booking adds to the money that was taken.
  long net() {
    return isCharge() || isReturned() ? amount : isRefund() ? -amount : 0;
  }

  /// Null where it names nothing that could be an order of ours.
  @Nullable UUID orderId() {
    try {
      return order == null ? null : UUID.fromString(order);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return "ledger "
        + sequence
        + " "
        + type
        + " "
        + amount
        + " "
        + currency
        + " on "
        + paymentIntent
        + " for order "
        + order
        + " at "
        + at;
  }
}
