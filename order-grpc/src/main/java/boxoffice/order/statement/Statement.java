package boxoffice.order.statement;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;

/// A partner's account in one month, and a page of its entries.
///
/// @param lines by currency, of the whole month
/// @param next asks for the next page; empty after the last one
record Statement(YearMonth month, List<Line> lines, List<Entry> entries, String next) {
  Statement {
    lines = List.copyOf(lines);
    entries = List.copyOf(entries);
  }

  /// One currency, in its smallest unit.
  record Line(
      String currency, int orders, int cancellations, long chargedMinor, long creditedMinor) {}

  /// @param kind CHARGED or CREDITED
  record Entry(
      Key key, UUID orderId, String orderCode, String kind, long amountMinor, String currency) {}

  /// Where a page of entries begins: after this one.
  ///
  /// @param entryId of the order or the cancellation
  record Key(Instant at, UUID entryId, UUID performanceId) {}
}
