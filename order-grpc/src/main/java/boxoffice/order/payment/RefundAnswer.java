package boxoffice.order.payment;

/// What is known after a call to the provider about a refund.
public sealed interface RefundAnswer permits RefundAnswer.Known, Answer.Failure {

  /// The provider's word on it.
  sealed interface Known extends RefundAnswer {}

  /// The money is given back.
  ///
  /// @param id the provider's
  record Succeeded(String id) implements Known {}

  /// The provider works on it.
  record Pending(String id) implements Known {}

  /// The provider could not give the money back, and has it.
  record Failed(String id) implements Known {}
}
