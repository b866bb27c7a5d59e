package boxoffice.load.check;

import static boxoffice.db.audit.Tables.ORDER;
import static boxoffice.db.audit.Tables.ORDER_TRANSITION;
import static boxoffice.db.audit.Tables.OUTBOX;
import static boxoffice.db.audit.Tables.PAYMENT;
import static boxoffice.db.audit.Tables.REFUND;
import static boxoffice.db.audit.Tables.WEBHOOK;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.jooq.impl.DSL.count;

import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;

/// How much there is of everything that is metered, in the whole system at one moment.
///
/// @param orders that ever came to a state
/// @param payments by the state that they have
/// @param refunds the same
/// @param webhooks that were taken in, or put aside
/// @param unsent mails
record SystemCounts(
    Map<String, Long> orders,
    Map<String, Long> payments,
    Map<String, Long> refunds,
    long webhooks,
    long pending,
    long unsent) {

  static SystemCounts from(DSLContext sql) {
    return new SystemCounts(
        by(sql, ORDER_TRANSITION, ORDER_TRANSITION.TO_STATE),
        by(sql, PAYMENT, PAYMENT.STATE),
        by(sql, REFUND, REFUND.STATE),
        sql.fetchCount(WEBHOOK),
        sql.fetchCount(ORDER, ORDER.STATE.eq("PENDING")),
        sql.fetchCount(OUTBOX, OUTBOX.PUBLISHED_AT.isNull()));
  }

  private static Map<String, Long> by(DSLContext sql, Table<?> table, Field<String> state) {
    var number = count().cast(Long.class);
    return sql.select(state, number).from(table).groupBy(state).fetchMap(state, number);
  }

  /// Bookings by their type.
  static Map<String, Long> of(List<LedgerEntry> ledger) {
    return ledger.stream().collect(groupingBy(LedgerEntry::type, counting()));
  }
}
