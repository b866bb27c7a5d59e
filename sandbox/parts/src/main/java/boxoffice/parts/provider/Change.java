package boxoffice.parts.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What one request changes. It is applied when the request has succeeded, all or nothing, and goes
/// to the journal as one line.
final class Change {
  private final List<Intent> intents = new ArrayList<>();
  private final List<Refund> refunds = new ArrayList<>();
  private final List<Booking> bookings = new ArrayList<>();
  private final List<News> news = new ArrayList<>();

  /// Something for the ledger, which numbers and dates it.
  ///
  /// @param amount minor units
  record Booking(LedgerEntry.Type type, Intent intent, long amount, @Nullable String reference) {}

  /// Something for webhooks, before it has an id.
  record News(String type, ObjectNode object, @Nullable String order) {}

  /// Keeps an intent as it is now, books why about its whole amount, and tells it.
  Intent keep(Intent intent, LedgerEntry.Type why) {
    intents.add(intent);
    bookings.add(new Booking(why, intent, intent.amount(), intent.charge()));
    switch (why) {
      case CREATE -> tell("payment_intent.created", intent);
      case CHARGE -> {
        news.add(new News("charge.succeeded", StripeJson.charge(intent), intent.order()));
        tell("payment_intent.succeeded", intent);
      }
      case DECLINE -> tell("payment_intent.payment_failed", intent);
      case ACTION_REQUIRED -> tell("payment_intent.requires_action", intent);
      case PROCESSING -> tell("payment_intent.processing", intent);
      case CANCEL -> tell("payment_intent.canceled", intent);
      case REFUND, REFUND_PENDING, REFUND_FAILED, REFUND_RETURNED ->
          throw new IllegalArgumentException(why + " keeps a refund");
    }
    return intent;
  }

  /// Keeps a new refund.
  Refund keep(Refund refund, Intent of) {
    return keep(refund, of, "refund.created", type(refund, false));
  }

  /// Keeps what became of a refund.
  Refund keep(Refund refund, Intent of, Refund.Status before) {
    var returned = before == Refund.Status.SUCCEEDED;
    return keep(refund, of, "refund.updated", type(refund, returned));
  }

  private static LedgerEntry.Type type(Refund refund, boolean returned) {
    return switch (refund.status()) {
      case PENDING -> LedgerEntry.Type.REFUND_PENDING;
      case SUCCEEDED -> LedgerEntry.Type.REFUND;
      case FAILED -> returned ? LedgerEntry.Type.REFUND_RETURNED : LedgerEntry.Type.REFUND_FAILED;
    };
  }

  private Refund keep(Refund refund, Intent of, String event, LedgerEntry.Type type) {
    refunds.add(refund);
    intents.add(of);
    bookings.add(new Booking(type, of, refund.amount(), refund.id()));
    tell(event, refund, of);
    if (refund.status() == Refund.Status.SUCCEEDED) {
      news.add(new News("charge.refunded", StripeJson.charge(of), of.order()));
    } else if (refund.status() == Refund.Status.FAILED) {
      tell("refund.failed", refund, of);
    }
    return refund;
  }

  private void tell(String type, Intent intent) {
    news.add(new News(type, StripeJson.intent(intent), intent.order()));
  }

  private void tell(String type, Refund refund, Intent of) {
    news.add(new News(type, StripeJson.refund(refund), of.order()));
  }

  List<Intent> intents() {
    return intents;
  }

  List<Refund> refunds() {
    return refunds;
  }

  List<Booking> bookings() {
    return bookings;
  }

  List<News> news() {
    return news;
  }
}
