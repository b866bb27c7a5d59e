package boxoffice.order.performance;

import static boxoffice.db.orders.Tables.ORDER;
import static boxoffice.db.orders.Tables.PERFORMANCE_CANCELLATION_ORDER;
import static boxoffice.db.orders.Tables.REFUND;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import boxoffice.db.orders.tables.Refund;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Reads what came of the orders of a cancelled performance, and where their money is. A refund
/// that failed is followed by another one for the same: the last one counts.
final class CancellationReports {
  private static final Refund OTHER = REFUND.as("other");
  private static final Condition LAST_REFUND =
      REFUND
          .BASIS_ID
          .eq(PERFORMANCE_CANCELLATION_ORDER.CANCELLATION_ID)
          .and(
              REFUND.NUMBER.eq(
                  field(
                      select(max(OTHER.NUMBER))
                          .from(OTHER)
                          .where(OTHER.BASIS_ID.eq(REFUND.BASIS_ID)))));

  private final DSLContext sql;

  CancellationReports(DSLContext sql) {
    this.sql = sql;
  }

  PerformanceCancellation.Progress progress(PerformanceCancellation cancellation) {
    return new PerformanceCancellation.Progress(
        cancellation, orders(cancellation.id()), money(cancellation.id()));
  }

  private Map<OrderOutcome, Integer> orders(UUID id) {
    return sql
        .select(PERFORMANCE_CANCELLATION_ORDER.OUTCOME, count())
        .from(PERFORMANCE_CANCELLATION_ORDER)
        .where(PERFORMANCE_CANCELLATION_ORDER.PERFORMANCE_CANCELLATION_ID.eq(id))
        .groupBy(PERFORMANCE_CANCELLATION_ORDER.OUTCOME)
        .fetch()
        .stream()
        .collect(Collectors.toMap(row -> OrderOutcome.valueOf(row.value1()), row -> row.value2()));
  }

  private List<PerformanceCancellation.Sum> money(UUID id) {
    return sql.select(
            REFUND.CURRENCY,
            sum(REFUND.AMOUNT_MINOR),
            sum(REFUND.AMOUNT_MINOR).filterWhere(REFUND.STATE.eq(inline("SUCCEEDED"))))
        .from(PERFORMANCE_CANCELLATION_ORDER)
        .join(REFUND)
        .on(LAST_REFUND)
        .where(PERFORMANCE_CANCELLATION_ORDER.PERFORMANCE_CANCELLATION_ID.eq(id))
        .groupBy(REFUND.CURRENCY)
        .orderBy(REFUND.CURRENCY)
        .fetch(row ->
            new PerformanceCancellation.Sum(
                row.value1(), minor(row.value2()), minor(row.value3())));
  }

  private static long minor(@Nullable BigDecimal sum) {
    return sum == null ? 0 : sum.longValueExact();
  }

  /// By order id.
  ///
  /// @param after the last one of the page before; null for the first page
  List<OrderResult> results(UUID id, @Nullable UUID after, int max) {
    var row = PERFORMANCE_CANCELLATION_ORDER;
    return sql.select(
            row.ORDER_ID,
            ORDER.ORDER_CODE,
            row.OUTCOME,
            REFUND.AMOUNT_MINOR,
            REFUND.CURRENCY,
            REFUND.STATE)
        .from(row)
        .join(ORDER)
        .on(ORDER.ORDER_ID.eq(row.ORDER_ID))
        .leftJoin(REFUND)
        .on(LAST_REFUND)
        .where(row.PERFORMANCE_CANCELLATION_ID.eq(id))
        .and(after == null ? noCondition() : row.ORDER_ID.gt(after))
        .orderBy(row.ORDER_ID)
        .limit(max)
        .fetch(found ->
            new OrderResult(
                found.value1(),
                found.value2(),
                OrderOutcome.valueOf(found.value3()),
                found.value6() == null
                    ? null
                    : new OrderResult.Refund(found.value4(), found.value5(), found.value6())));
  }
}
