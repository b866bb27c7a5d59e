package boxoffice.order.purchase;

import boxoffice.order.payment.PaymentAction;
import boxoffice.order.payment.RefundList;
import java.util.List;
import java.util.UUID;

/// A fact that an order has to take in: what another system has answered, or what a buyer wants. It
/// stays true whatever else happens to the order meanwhile, so it can be applied again to what the
/// order has become.
sealed interface Event {
  /// What the provider tells about a payment attempt.
  sealed interface OfPayment extends Event {
    UUID attemptId();
  }

  /// What the provider tells about a refund.
  sealed interface OfRefund extends Event {
    UUID refundId();
  }

  /// The seats are the order's.
  record Reserved() implements Event {}

  /// The seats are the order's, and there is a PaymentIntent.
  record Prepared(IntentCreated intent) implements Event {}

  /// The seats are not to be had.
  record Refused(Rejection why) implements Event {}

  /// A hold was over before its seats were the order's: there is nothing to be had.
  record HoldOver() implements Event {}

  /// Inventory had freed them for this order before.
  record FreedBefore() implements Event {}

  record Booked() implements Event {}

  /// Inventory has freed seats that are paid.
  record BookingLost() implements Event {}

  record Freed() implements Event {}

  /// Inventory has freed the items of a cancellation.
  record ItemsFreed(UUID cancellationId) implements Event {}

  record IntentCreated(UUID attemptId, String intent) implements OfPayment {}

  /// Creating got an error that the provider may answer to the same key for ever.
  ///
  /// @param creation the key's number
  record CreationFailed(UUID attemptId, int creation) implements OfPayment {}

  /// Nothing of it was sent, and whoever wants to pay is told so.
  record Withheld(UUID attemptId) implements OfPayment {}

  /// The request that wants it paid has come again.
  record AskedAgain(UUID attemptId) implements OfPayment {}

  /// Nobody knows what came of the confirmation.
  record Unclear(UUID attemptId) implements OfPayment {}

  /// It is paid: so much was taken.
  record Succeeded(UUID attemptId, Attempt.Paid paid) implements OfPayment {}

  record Declined(UUID attemptId, String code) implements OfPayment {}

  record ActionRequired(UUID attemptId, PaymentAction action) implements OfPayment {}

  /// The provider does not know yet.
  record Processing(UUID attemptId) implements OfPayment {}

  /// The money has not moved, and nobody has asked for it as far as the provider knows.
  record Unconfirmed(UUID attemptId) implements OfPayment {}

  /// It will never be paid.
  record Canceled(UUID attemptId) implements OfPayment {}

  /// The provider has something to tell about it: to be read.
  record News(UUID attemptId) implements OfPayment {}

  /// It is about to be sent.
  record RefundBegun(UUID refundId) implements OfRefund {}

  record RefundSucceeded(UUID refundId, String ref) implements OfRefund {}

  /// The provider has it, and works on it.
  record RefundPending(UUID refundId, String ref) implements OfRefund {}

  record RefundFailed(UUID refundId, String ref) implements OfRefund {}

  /// Nobody knows whether the provider has it.
  ///
  /// @param stored whether the provider may answer the same error to the same key for ever
  record RefundUnclear(UUID refundId, boolean stored) implements OfRefund {}

  /// What the provider has given back of an attempt, and is giving back.
  ///
  /// @param version of the order when it was asked for
  /// @param entries all of them
  record RefundsListed(UUID attemptId, long version, List<RefundList.Entry> entries)
      implements Event {
    public RefundsListed {
      entries = List.copyOf(entries);
    }
  }

  /// The time to pay is over.
  record TimeIsUp() implements Event {}

  /// The provider has nothing to take.
  record NothingCharged() implements Event {}

  /// A person knows from the provider that nothing was taken, though it does not answer.
  record NotTaken() implements Event {}

  /// A person wants what could not be given back to be given back once more.
  record RefundsWanted() implements Event {}

  /// Somebody wants to pay with this.
  record PayWanted(Attempt attempt) implements Event {}

  /// Somebody wants it, or items of it, cancelled.
  record CancelWanted(Cancellation cancellation) implements Event {}

  /// Nothing keeps the wanted cancellation from being carried out or refused.
  record CancelDue() implements Event {}
}
