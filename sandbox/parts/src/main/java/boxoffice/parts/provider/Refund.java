package boxoffice.parts.provider;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Money given back. It succeeds at once, as card refunds do in Stripe's test mode.
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
    long created) {}
