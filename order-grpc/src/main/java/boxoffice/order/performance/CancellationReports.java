package boxoffice.order.performance;

import static boxoffice.db.orders.Tables.ORDER;
import static boxoffice.db.orders.Tables.PAYMENT_ATTEMPT;
import static boxoffice.db.orders.Tables.PERFORMANCE_CANCELLATION_ORDER;
import static boxoffice.db.orders.Tables.REFUND;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.when;

import boxoffice.db.orders.tables.Refund;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/// Reads what came of the orders of a cancelled performance, and where their money is.
///
/// Several refunds may give back what is owed for one of them. One that failed at the provider is
/// followed by another; the last one is still owed where none follows, as far as that money has not
/// gone back otherwise. One that gave way to what somebody gave back at the provider is not.
final class CancellationReports {
  private static final String FAILED = "FAILED";
  private static final Refund OTHER = REFUND.as("other");
  private static final Condition GIVEN_UP =
      REFUND
          .PROVIDER_REF
          .isNotNull()
          .and(
              REFUND.NUMBER.eq(
                  field(
                      select(max(OTHER.NUMBER))
                          .from(OTHER)
                          .where(OTHER.BASIS_ID.eq(REFUND.BASIS_ID)))));
  private static final Field<Long> GOES_BACK =
      when(REFUND.STATE.ne(inline(FAILED)), REFUND.AMOUNT_MINOR)
          .when(
              GIVEN_UP,
              least(
                  REFUND.AMOUNT_MINOR,
                  PAYMENT_ATTEMPT.PAID_MINOR.minus(PAYMENT_ATTEMPT.REFUNDING_MINOR)))
          .otherwise(inline(0L));

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
            sum(GOES_BACK),
            sum(REFUND.AMOUNT_MINOR).filterWhere(REFUND.STATE.eq(inline("SUCCEEDED"))))
        .from(PERFORMANCE_CANCELLATION_ORDER)
        .join(REFUND)
        .on(REFUND.BASIS_ID.eq(PERFORMANCE_CANCELLATION_ORDER.CANCELLATION_ID))
        .join(PAYMENT_ATTEMPT)
        .on(PAYMENT_ATTEMPT.ATTEMPT_ID.eq(REFUND.ATTEMPT_ID))
        .where(PERFORMANCE_CANCELLATION_ORDER.PERFORMANCE_CANCELLATION_ID.eq(id))
        .and(GOES_BACK.gt(inline(0L)))
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
    var page =
        sql.select(row.ORDER_ID, ORDER.ORDER_CODE, row.OUTCOME, row.CANCELLATION_ID)
            .from(row)
            .join(ORDER)
            .on(ORDER.ORDER_ID.eq(row.ORDER_ID))
            .where(row.PERFORMANCE_CANCELLATION_ID.eq(id))
            .and(after == null ? noCondition() : row.ORDER_ID.gt(after))
            .orderBy(row.ORDER_ID)
            .limit(max)
            .fetch();
    var refunds = refunds(page.getValues(row.CANCELLATION_ID));
    return page.map(found ->
        new OrderResult(
            found.value1(),
            found.value2(),
            OrderOutcome.valueOf(found.value3()),
            refunds.get(found.value4())));
  }

  /// What goes back for each of them, where anything does.
  private Map<UUID, OrderResult.Refund> refunds(List<UUID> cancellationIds) {
    return sql
        .select(REFUND.BASIS_ID, GOES_BACK, REFUND.CURRENCY, REFUND.STATE)
        .from(REFUND)
        .join(PAYMENT_ATTEMPT)
        .on(PAYMENT_ATTEMPT.ATTEMPT_ID.eq(REFUND.ATTEMPT_ID))
        .where(REFUND.BASIS_ID.in(cancellationIds))
        .and(GOES_BACK.gt(inline(0L)))
        .fetch()
        .stream()
        .collect(
            Collectors.toMap(
                found -> found.value1(),
                found -> new OrderResult.Refund(found.value2(), found.value3(), found.value4()),
                OrderResult.Refund::and));
  }
}
