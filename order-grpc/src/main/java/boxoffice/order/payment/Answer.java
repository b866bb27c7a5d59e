package boxoffice.order.payment;

/// What is known after a call to the provider about a PaymentIntent.
public sealed interface Answer {

  /// The PaymentIntent, as it is now.
  record Found(Intent intent) implements Answer {}

  /// The payment method was refused. No money moved.
  ///
  /// @param code the provider's, such as `insufficient_funds`
  record Declined(String code) implements Answer {}

  /// Nothing is known about anything at the provider.
  sealed interface Failure extends Answer, RefundAnswer, RefundList, EventList {}

  /// Certainly nothing was sent, or the provider turned it away unread. No money moved by this
  /// call.
  record NotSent() implements Failure {}

  /// The provider is busy with the same call or wants fewer: the same call may be made again.
  record Busy() implements Failure {}

  /// Nobody knows: a timeout, an error of the provider, or nonsense. Read what became of it.
  ///
  /// @param stored whether the provider answered an error that it may replay for the same key
  /// @param refused whether it is well, and does not do what it was asked for
  record Unclear(boolean stored, boolean refused) implements Failure {
    public Unclear(boolean stored) {
      this(stored, false);
    }
  }
}
