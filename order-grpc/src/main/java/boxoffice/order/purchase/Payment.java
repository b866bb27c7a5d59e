package boxoffice.order.purchase;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How an order is settled.
sealed interface Payment {
  /// Tells it from others in the fingerprint of a request.
  String[] parts();

  /// What the caller was shown; null for whatever it costs.
  default @Nullable Total expected() {
    return null;
  }

  /// By its buyer.
  ///
  /// @param method the provider's id of the payment method
  /// @param expected what the buyer was shown; null for whatever it costs
  record Charged(String method, @Nullable Total expected) implements Payment {
    @Override
    public String[] parts() {
      return Total.with(expected, method);
    }
  }

  /// By a partner's statement.
  ///
  /// @param expected what the partner was shown; null for whatever it costs
  record OnAccount(Holder holder, @Nullable Total expected) implements Payment {
    @Override
    public String[] parts() {
      return Total.with(expected, "on account", holder.name(), holder.email());
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
  record Total(long minor, String currency) {
    private static String[] with(@Nullable Total expected, String... how) {
      return expected == null
          ? how
          : Stream.concat(
                  Stream.of(how), Stream.of(Long.toString(expected.minor()), expected.currency()))
              .toArray(String[]::new);
    }
  }
}
