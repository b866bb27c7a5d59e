package boxoffice.order.purchase;

import static boxoffice.db.orders.Tables.ACCOUNT_ENTRY;
import static org.jooq.impl.DSL.row;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Query;

/// What a change puts on the account of the partner whose order it is: what was sold, and what of
/// it was cancelled, less the fee. By performance, as the money report needs it.
///
/// The entries of an order that is settled by statement are to it what payments and refunds are to
/// others.
final class Account {
  private Account() {}

  /// Which way an entry goes.
  enum Kind {
    CHARGED,
    CREDITED
  }

  /// @param id the order's where it is charged, the cancellation's where it is credited
  /// @param amountMinor in the order's currency, never below 0
  record Entry(UUID id, UUID performanceId, Kind kind, long amountMinor) {}

  static List<Entry> entries(Change change) {
    var order = change.after();
    if (order.paymentState() != PaymentState.ON_ACCOUNT) {
      return List.of();
    }
    return switch (change.before().state()) {
      case PENDING -> charged(order);
      case CONFIRMED ->
          change.cancels().map(done -> credited(change.before(), done)).orElse(List.of());
      case REJECTED, EXPIRED, CANCELLED -> List.of();
    };
  }

  private static List<Entry> charged(Order order) {
    return order.costs(order.positions()).entrySet().stream()
        .map(cost -> new Entry(order.id(), cost.getKey(), Kind.CHARGED, cost.getValue()))
        .toList();
  }

  /// Also nothing, where the fee is all that it came to.
  private static List<Entry> credited(Order before, Cancellation done) {
    var positions = done.isOfItems() ? done.wish().positions() : before.left();
    var back = Math.max(0, before.totalMinor(positions) - done.verdict().feeMinor());
    var costs = before.costs(positions);
    var shares = back == 0 ? Map.<UUID, Long>of() : RefundShares.split(back, costs);
    return costs.keySet().stream()
        .map(performance ->
            new Entry(done.id(), performance, Kind.CREDITED, shares.getOrDefault(performance, 0L)))
        .toList();
  }

  /// @return empty when the change puts nothing there
  static Optional<Query> insert(DSLContext in, Change change, Instant now) {
    var entries = entries(change);
    var order = change.after();
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(
            in.insertInto(
                    ACCOUNT_ENTRY,
                    ACCOUNT_ENTRY.ENTRY_ID,
                    ACCOUNT_ENTRY.PERFORMANCE_ID,
                    ACCOUNT_ENTRY.ORDER_ID,
                    ACCOUNT_ENTRY.PARTNER_ID,
                    ACCOUNT_ENTRY.KIND,
                    ACCOUNT_ENTRY.AMOUNT_MINOR,
                    ACCOUNT_ENTRY.CURRENCY,
                    ACCOUNT_ENTRY.AT)
                .valuesOfRows(
                    entries.stream()
                        .map(entry ->
                            row(
                                entry.id(),
                                entry.performanceId(),
                                order.id(),
                                order.terms().buyerId(),
                                entry.kind().name(),
                                entry.amountMinor(),
                                order.terms().currency(),
                                now))
                        .toList()));
  }
}
