package boxoffice.parts.provider;

import boxoffice.parts.provider.Intent.Decline;
import boxoffice.parts.provider.Intent.Status;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// What happens at the provider without a request of its client: a buyer confirms or refuses, a
/// slow payment or refund ends, somebody makes a mistake. Events are told as for any change.
public final class Operator {
  private final Account account;
  private final StripeIds ids;

  Operator(Account account, StripeIds ids) {
    this.account = account;
    this.ids = ids;
  }

  /// Takes the money of an intent that was not paid yet, whatever its state: one that was canceled
  /// too, which no provider should do.
  public void pay(String intentId) {
    var intent = existing(intentId);
    if (intent.status() == Status.SUCCEEDED) {
      throw new IllegalArgumentException(intentId + " is paid already");
    }
    var method = intent.paymentMethod() == null ? "pm_card_visa" : intent.paymentMethod();
    var paid = intent.attempted(Status.SUCCEEDED, method, ids.next("ch"), null);
    change(change -> change.keep(paid, LedgerEntry.Type.CHARGE));
  }

  /// The payment under way fails: its buyer refused, or the bank did.
  public void refuse(String intentId) {
    var intent = existing(intentId);
    var method = intent.paymentMethod();
    var underWay =
        intent.status() == Status.REQUIRES_ACTION || intent.status() == Status.PROCESSING;
    if (method == null || !underWay) {
      throw new IllegalArgumentException("no payment of " + intentId + " is under way");
    }
    var asked = intent.status() == Status.REQUIRES_ACTION;
    var why = asked ? "payment_intent_authentication_failure" : "generic_decline";
    var back =
        intent.attempted(Status.REQUIRES_PAYMENT_METHOD, method, ids.next("ch"), Decline.of(why));
    change(change -> change.keep(back, LedgerEntry.Type.DECLINE));
  }

  /// A pending refund reaches the buyer.
  public void succeedRefund(String refundId) {
    var refund = existingRefund(refundId);
    if (refund.status() != Refund.Status.PENDING) {
      throw new IllegalArgumentException(refundId + " is " + refund.status().word());
    }
    var intent = existing(refund.paymentIntent());
    change(change -> change.keep(refund.now(Refund.Status.SUCCEEDED), intent, refund.status()));
  }

  /// A refund comes back: one that is pending, or one that had succeeded, as a bank may do later.
  public void failRefund(String refundId) {
    var refund = existingRefund(refundId);
    if (refund.status() == Refund.Status.FAILED) {
      throw new IllegalArgumentException(refundId + " has failed already");
    }
    var intent = existing(refund.paymentIntent()).refunded(-refund.amount());
    change(change -> change.keep(refund.now(Refund.Status.FAILED), intent, refund.status()));
  }

  @Nullable String returnUrl(String intentId) {
    return existing(intentId).returnUrl();
  }

  boolean awaitsItsOwner(String intentId) {
    return existing(intentId).status() == Status.REQUIRES_ACTION;
  }

  private Intent existing(String id) {
    return account.intent(id).orElseThrow(() -> new NoSuchElementException("no intent " + id));
  }

  private Refund existingRefund(String id) {
    return account.refund(id).orElseThrow(() -> new NoSuchElementException("no refund " + id));
  }

  private void change(java.util.function.Consumer<Change> work) {
    var request = new Account.Request(null, "by hand", new Form(Map.of()));
    account.execute(
        request,
        change -> {
          work.accept(change);
          return new Answer(200, "{}");
        });
  }
}
