package boxoffice.order.performance;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What came of an order, and where its money is.
///
/// @param orderCode null for an order from before there were codes
/// @param refund null when nothing goes back
record OrderResult(
    UUID orderId, @Nullable String orderCode, OrderOutcome outcome, @Nullable Refund refund) {

  /// All that goes back for it.
  ///
  /// @param amountMinor in the smallest unit of `currency`
  /// @param state of the one that is furthest from its end
  record Refund(long amountMinor, String currency, String state) {
    private static final List<String> LEAST_DONE_FIRST =
        List.of("FAILED", "UNKNOWN", "CREATED", "SENT", "SUCCEEDED");

    /// Together with another one for the same.
    Refund and(Refund other) {
      var isOthers = LEAST_DONE_FIRST.indexOf(other.state) < LEAST_DONE_FIRST.indexOf(state);
      return new Refund(
          Math.addExact(amountMinor, other.amountMinor), currency, isOthers ? other.state : state);
    }
  }
}
