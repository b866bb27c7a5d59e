package boxoffice.parts.provider;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every booking in the order it happened. Not thread-safe: its account guards it.
final class Ledger {
  private final List<LedgerEntry> entries = new ArrayList<>();
  private final Clock clock;

  Ledger(Clock clock) {
    this.clock = clock;
  }

  /// The money of one payment intent, minor units.
  ///
  /// @param charges how often money was taken: more than one is a provider's bug
  record Total(@Nullable String order, String currency, int charges, long charged, long refunded) {
    private Total plus(LedgerEntry entry) {
      return switch (entry.type()) {
        case CHARGE -> new Total(order, currency, charges + 1, charged + entry.amount(), refunded);
        case REFUND -> new Total(order, currency, charges, charged, refunded + entry.amount());
        case REFUND_RETURNED ->
            new Total(order, currency, charges, charged, refunded - entry.amount());
        case CREATE, DECLINE, ACTION_REQUIRED, PROCESSING, CANCEL, REFUND_PENDING, REFUND_FAILED ->
            this;
      };
    }
  }

  LedgerEntry book(Change.Booking booking) {
    var intent = booking.intent();
    var why = booking.type() == LedgerEntry.Type.DECLINE ? intent.declined() : null;
    var entry =
        new LedgerEntry(
            entries.size() + 1L,
            clock.instant(),
            booking.type(),
            intent.id(),
            booking.amount(),
            intent.currency(),
            intent.order(),
            intent.paymentMethod(),
            booking.reference(),
            why == null ? null : why.mostExact());
    entries.add(entry);
    return entry;
  }

  /// Takes over an entry of an earlier run.
  void restore(LedgerEntry entry) {
    entries.add(entry);
  }

  List<LedgerEntry> entries() {
    return List.copyOf(entries);
  }

  Map<String, Total> totals() {
    var totals = new LinkedHashMap<String, Total>();
    for (var entry : entries) {
      var none = new Total(entry.order(), entry.currency(), 0, 0, 0);
      totals.put(
          entry.paymentIntent(), totals.getOrDefault(entry.paymentIntent(), none).plus(entry));
    }
    return totals;
  }
}
