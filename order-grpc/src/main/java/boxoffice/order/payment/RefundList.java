package boxoffice.order.payment;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is known after asking the provider for all refunds of a PaymentIntent.
public sealed interface RefundList permits RefundList.Listed, Answer.Failure {

  /// All of them.
  record Listed(List<Entry> entries) implements RefundList {
    public Listed {
      entries = List.copyOf(entries);
    }
  }

  /// One refund as the provider tells it.
  ///
  /// @param id the provider's
  /// @param ours what this system calls it; null when it never asked for it
  /// @param amountMinor in the smallest unit of `currency`
  /// @param currency ISO 4217, upper case
  record Entry(String id, @Nullable UUID ours, long amountMinor, String currency, Status status) {}

  /// What has become of a refund.
  enum Status {
    SUCCEEDED,
    /// The provider works on it.
    PENDING,
    /// The provider could not give the money back, and has it.
    FAILED
  }
}
