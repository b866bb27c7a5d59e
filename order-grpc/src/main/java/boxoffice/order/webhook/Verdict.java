package boxoffice.order.webhook;

import java.util.UUID;

/// What follows from an authentic event.
sealed interface Verdict {

  /// Its order reads the payment.
  record Apply(UUID orderId) implements Verdict {}

  /// Its order has been paid by it, which it knows: nothing follows.
  record Known(UUID orderId) implements Verdict {}

  /// A person should look; nothing else follows.
  record Park(Reason reason) implements Verdict {}

  /// A person should look, and the order reads the payment: whether the provider says the same when
  /// asked decides what becomes of the money.
  record ApplyAndPark(UUID orderId, Reason reason) implements Verdict {}

  /// Why a person should look.
  enum Reason {
    /// Of an account that is not ours.
    OTHER_ACCOUNT,
    /// A test where money is real, or real money in a test.
    OTHER_MODE,
    /// Of no payment of ours.
    UNKNOWN_PAYMENT,
    /// It names an order of ours, which is paid by other payments.
    OTHER_PAYMENT,
    /// Amount or currency are not those of our payment.
    OTHER_AMOUNT
  }
}
