package boxoffice.parts.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one request changes. It is applied when the request has succeeded, all or nothing, and goes
/// to the journal as one line.
final class Change {
  private final List<Intent> intents = new ArrayList<>();
  private final List<Refund> refunds = new ArrayList<>();
  private final List<Booking> bookings = new ArrayList<>();

  /// Something for the ledger, which numbers and dates it.
  ///
  /// @param amount minor units
  record Booking(LedgerEntry.Type type, Intent intent, long amount, @Nullable String reference) {}

  /// Keeps an intent as it is now, and books why about its whole amount.
  Intent keep(Intent intent, LedgerEntry.Type why) {
    intents.add(intent);
    bookings.add(new Booking(why, intent, intent.amount(), intent.charge()));
    return intent;
  }

  Refund keep(Refund refund, Intent of) {
    refunds.add(refund);
    intents.add(of);
    bookings.add(new Booking(LedgerEntry.Type.REFUND, of, refund.amount(), refund.id()));
    return refund;
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
}
