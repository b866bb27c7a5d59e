package boxoffice.order.purchase;

import org.jspecify.annotations.Nullable;

/// How an order is settled.
sealed interface Payment {
  /// Tells it from others in the fingerprint of a request.
  String[] parts();

  /// By its buyer.
  ///
  /// @param method the provider's id of the payment method
  /// @param expected what the buyer was shown; null for whatever it costs
  record Charged(String method, @Nullable Total expected) implements Payment {
    @Override
    public String[] parts() {
      return expected == null
          ? new String[] {method}
          : new String[] {method, Long.toString(expected.minor()), expected.currency()};
    }
  }

  /// By nobody: its organiser gives it away.
  record Complimentary(String reason) implements Payment {
    @Override
    public String[] parts() {
      return new String[] {"complimentary", reason};
    }
  }

  /// What an order costs.
  ///
  /// @param minor in the smallest unit of `currency`
  record Total(long minor, String currency) {}
}
