package boxoffice.order.report;

import static boxoffice.db.orders.Tables.ORDER;
import static boxoffice.db.orders.Tables.ORDER_ITEM;
import static boxoffice.db.orders.Tables.ORDER_TRANSITION;
import static boxoffice.db.orders.Tables.PAYMENT_ATTEMPT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.when;

import boxoffice.order.item.ItemTotals;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/// Adds up the money of a performance. What was paid and given back comes from payment attempts, as
/// the provider has it; fees and tax from what the orders say.
final class MoneyReportStore {
  /// An order is confirmed once; money without that counts for the day on which it was found.
  private static final Field<Instant> AT =
      coalesce(ORDER_TRANSITION.AT, PAYMENT_ATTEMPT.UPDATED_AT);

  private static final Field<LocalDate> DAY =
      function(name("timezone"), SQLDataType.LOCALDATETIME, inline("UTC"), AT)
          .cast(SQLDataType.LOCALDATE);

  private static final Field<BigDecimal> FEES = ofItems(ItemTotals.FEES_MINOR);
  private static final Field<BigDecimal> TAX = ofItems(ORDER_ITEM.TAX_MINOR);
  private static final Field<Long> ON_ACCOUNT =
      when(ORDER.PAYMENT_STATE.eq("ON_ACCOUNT"), ORDER.TOTAL_MINOR).otherwise(inline(0L));

  private final DSLContext sql;

  MoneyReportStore(DSLContext sql) {
    this.sql = sql;
  }

  /// By day and currency.
  List<MoneyDay> days(UUID performanceId) {
    var day = DAY.as("day");
    return sql.select(
            day,
            ORDER.CURRENCY,
            count(),
            sum(PAYMENT_ATTEMPT.PAID_MINOR),
            sum(FEES),
            sum(TAX),
            sum(PAYMENT_ATTEMPT.REFUNDED_MINOR),
            sum(ON_ACCOUNT))
        .from(ORDER)
        .leftJoin(PAYMENT_ATTEMPT)
        .on(PAYMENT_ATTEMPT.ORDER_ID.eq(ORDER.ORDER_ID).and(PAYMENT_ATTEMPT.PAID_MINOR.gt(0L)))
        .leftJoin(ORDER_TRANSITION)
        .on(
            ORDER_TRANSITION
                .ORDER_ID
                .eq(ORDER.ORDER_ID)
                .and(ORDER_TRANSITION.TO_STATE.eq("CONFIRMED")))
        .where(ORDER.PERFORMANCE_ID.eq(performanceId))
        .and(PAYMENT_ATTEMPT.ATTEMPT_ID.isNotNull().or(ORDER.PAYMENT_STATE.eq("ON_ACCOUNT")))
        .groupBy(field(name("day")), ORDER.CURRENCY)
        .orderBy(field(name("day")), ORDER.CURRENCY)
        .fetch(row ->
            new MoneyDay(
                row.value1(),
                row.value2(),
                row.value3(),
                minor(row.value4()),
                minor(row.value5()),
                minor(row.value6()),
                minor(row.value7()),
                minor(row.value8())));
  }

  private static Field<BigDecimal> ofItems(Field<Long> minor) {
    return field(select(sum(minor)).from(ORDER_ITEM).where(ORDER_ITEM.ORDER_ID.eq(ORDER.ORDER_ID)));
  }

  /// Nothing is 0; more than can be counted is an error, never another number.
  private static long minor(@Nullable BigDecimal sum) {
    return sum == null ? 0 : sum.longValueExact();
  }
}
