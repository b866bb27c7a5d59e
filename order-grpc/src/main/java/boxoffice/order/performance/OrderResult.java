package boxoffice.order.performance;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What came of an order, and where its money is.
///
/// @param orderCode null for an order from before there were codes
/// @param refund null when nothing goes back
record OrderResult(
    UUID orderId, @Nullable String orderCode, OrderOutcome outcome, @Nullable Refund refund) {

  /// The last one that was sent for it.
  ///
  /// @param amountMinor in the smallest unit of `currency`
  record Refund(long amountMinor, String currency, String state) {}
}
