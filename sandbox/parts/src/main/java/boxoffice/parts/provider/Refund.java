package boxoffice.parts.provider;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Money given back. It succeeds at once, as card refunds do in Stripe's test mode, unless a fault
/// leaves it pending.
///
/// @param amount minor units
/// @param created seconds since the epoch
record Refund(
    String id,
    String paymentIntent,
    @Nullable String charge,
    long amount,
    String currency,
    Map<String, String> metadata,
    @Nullable String reason,
    long created,
    Status status) {

  /// @param status absent in journals older than pending refunds
  Refund(
      String id,
      String paymentIntent,
      @Nullable String charge,
      long amount,
      String currency,
      Map<String, String> metadata,
      @Nullable String reason,
      long created,
      @Nullable Status status) {
    this.id = id;
    this.paymentIntent = paymentIntent;
    this.charge = charge;
    this.amount = amount;
    this.currency = currency;
    this.metadata = metadata;
    this.reason = reason;
    this.created = created;
    this.status = Objects.requireNonNullElse(status, Status.SUCCEEDED);
  }

  /// What has become of it.
  enum Status {
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("succeeded")
    SUCCEEDED,
    @JsonProperty("failed")
    FAILED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Refund now(Status next) {
    return new Refund(id, paymentIntent, charge, amount, currency, metadata, reason, created, next);
  }
}
