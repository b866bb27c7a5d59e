package boxoffice.order.report;

import static boxoffice.db.orders.Tables.ACCOUNT_ENTRY;
import static boxoffice.db.orders.Tables.ORDER;
import static boxoffice.db.orders.Tables.ORDER_ITEM;
import static boxoffice.db.orders.Tables.PAYMENT_ATTEMPT;
import static boxoffice.db.orders.Tables.REFUND;
import static boxoffice.db.orders.Tables.REFUND_SHARE;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import boxoffice.order.item.ItemTotals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.SelectSelectStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/// Adds up the money of a performance, each amount on the day on which the provider had it: what
/// was paid by payment attempts, what went back by refunds. What partners settle by statement has
/// the day of its entry on the partner's account.
///
/// Of an order over several performances each has what its items cost; products count for the one
/// that the order is named after. So the reports of all performances come to what the provider has.
final class MoneyReportStore {
  private static final String CREDITED = "CREDITED";
  private static final String PAID = "PAID";
  private static final String SUCCEEDED = "SUCCEEDED";

  /// What is added up.
  private enum Amount {
    ORDERS,
    SOLD,
    FEES,
    TAX,
    REFUNDED,
    ACCOUNT;

    Field<BigDecimal> sum() {
      return DSL.sum(field(DSL.name("line", name()), SQLDataType.NUMERIC)).as(name());
    }

    long of(Record row) {
      return row.get(sum()).longValueExact();
    }
  }

  /// Of payments from before it was kept, the time of their last change.
  private static final Field<Instant> PAID_AT =
      coalesce(PAYMENT_ATTEMPT.PAID_AT, PAYMENT_ATTEMPT.UPDATED_AT);

  private static final Field<UUID> ITEMS_ORDER = field(name("items", "order_id"), SQLDataType.UUID);
  private static final Field<BigDecimal> ITEMS_TOTAL = ofItems("total");
  private static final Field<BigDecimal> ITEMS_FEES = ofItems("fees");
  private static final Field<BigDecimal> ITEMS_TAX = ofItems("tax");

  private final DSLContext sql;

  MoneyReportStore(DSLContext sql) {
    this.sql = sql;
  }

  /// By day and currency. One statement, so that all of it is of one moment.
  List<MoneyDay> days(UUID performanceId) {
    var lines =
        sold(performanceId)
            .unionAll(onAccount(performanceId))
            .unionAll(credited(performanceId))
            .unionAll(found(performanceId))
            .unionAll(givenBack(performanceId))
            .asTable("line");
    var day = field(name("line", "day"), SQLDataType.LOCALDATE);
    var currency = field(name("line", "currency"), SQLDataType.VARCHAR);
    return sql.select(day, currency)
        .select(Stream.of(Amount.values()).map(Amount::sum).toList())
        .from(lines)
        .groupBy(day, currency)
        .orderBy(day, currency)
        .fetch(row ->
            new MoneyDay(
                row.get(day),
                row.get(currency),
                Math.toIntExact(Amount.ORDERS.of(row)),
                Amount.SOLD.of(row),
                Amount.FEES.of(row),
                Amount.TAX.of(row),
                Amount.REFUNDED.of(row),
                Amount.ACCOUNT.of(row)));
  }

  /// @param amounts those that are not given are 0
  private static SelectSelectStep<Record> line(
      Field<Instant> at, Field<String> currency, Map<Amount, Field<? extends Number>> amounts) {
    var day =
        function(name("timezone"), SQLDataType.LOCALDATETIME, inline("UTC"), at)
            .cast(SQLDataType.LOCALDATE);
    return select(day.as("day"), currency.as("currency"))
        .select(
            Stream.of(Amount.values())
                .map(amount ->
                    amounts
                        .getOrDefault(amount, inline(0))
                        .cast(SQLDataType.NUMERIC)
                        .as(amount.name()))
                .toList());
  }

  private static Field<BigDecimal> ofItems(String column) {
    return field(name("items", column), SQLDataType.NUMERIC);
  }

  /// What each order has of the performance.
  private static Table<?> items(UUID performanceId) {
    return select(
            ORDER_ITEM.ORDER_ID,
            sum(ItemTotals.TOTAL_MINOR),
            sum(ItemTotals.FEES_MINOR),
            sum(ORDER_ITEM.TAX_MINOR))
        .from(ORDER_ITEM)
        .join(ORDER)
        .on(ORDER.ORDER_ID.eq(ORDER_ITEM.ORDER_ID))
        .where(ORDER_ITEM.ORDER_ID.in(orders(performanceId)))
        .and(coalesce(ORDER_ITEM.PERFORMANCE_ID, ORDER.PERFORMANCE_ID).eq(performanceId))
        .groupBy(ORDER_ITEM.ORDER_ID)
        .asTable("items", "order_id", "total", "fees", "tax");
  }

  /// Those named after it, and those that have items of it: an index each.
  private static Select<Record1<UUID>> orders(UUID performanceId) {
    return select(ORDER.ORDER_ID)
        .from(ORDER)
        .where(ORDER.PERFORMANCE_ID.eq(performanceId))
        .union(
            select(ORDER_ITEM.ORDER_ID)
                .from(ORDER_ITEM)
                .where(ORDER_ITEM.PERFORMANCE_ID.eq(performanceId)));
  }

  private static Select<Record> sold(UUID performanceId) {
    return line(
            PAID_AT,
            PAYMENT_ATTEMPT.CURRENCY,
            Map.of(
                Amount.ORDERS, inline(1),
                Amount.SOLD, ITEMS_TOTAL,
                Amount.FEES, ITEMS_FEES,
                Amount.TAX, ITEMS_TAX))
        .from(items(performanceId))
        .join(PAYMENT_ATTEMPT)
        .on(PAYMENT_ATTEMPT.ORDER_ID.eq(ITEMS_ORDER))
        .where(PAYMENT_ATTEMPT.STATE.eq(PAID));
  }

  private static Select<Record> onAccount(UUID performanceId) {
    return line(
            ACCOUNT_ENTRY.AT,
            ACCOUNT_ENTRY.CURRENCY,
            Map.of(
                Amount.ORDERS,
                inline(1),
                Amount.ACCOUNT,
                ACCOUNT_ENTRY.AMOUNT_MINOR,
                Amount.FEES,
                ITEMS_FEES,
                Amount.TAX,
                ITEMS_TAX))
        .from(items(performanceId))
        .join(ACCOUNT_ENTRY)
        .on(ACCOUNT_ENTRY.ENTRY_ID.eq(ITEMS_ORDER))
        .and(ACCOUNT_ENTRY.PERFORMANCE_ID.eq(performanceId));
  }

  private static Select<Record> credited(UUID performanceId) {
    return line(
            ACCOUNT_ENTRY.AT,
            ACCOUNT_ENTRY.CURRENCY,
            Map.of(Amount.ACCOUNT, ACCOUNT_ENTRY.AMOUNT_MINOR.neg()))
        .from(ACCOUNT_ENTRY)
        .where(ACCOUNT_ENTRY.PERFORMANCE_ID.eq(performanceId))
        .and(ACCOUNT_ENTRY.KIND.eq(CREDITED));
  }

  /// Money that pays no order.
  private static Select<Record> found(UUID performanceId) {
    return line(
            PAID_AT,
            coalesce(PAYMENT_ATTEMPT.PAID_CURRENCY, PAYMENT_ATTEMPT.CURRENCY),
            Map.of(Amount.SOLD, PAYMENT_ATTEMPT.PAID_MINOR))
        .from(PAYMENT_ATTEMPT)
        .join(ORDER)
        .on(ORDER.ORDER_ID.eq(PAYMENT_ATTEMPT.ORDER_ID))
        .where(ORDER.PERFORMANCE_ID.eq(performanceId))
        .and(PAYMENT_ATTEMPT.STATE.ne(PAID))
        .and(PAYMENT_ATTEMPT.PAID_MINOR.gt(0L));
  }

  /// A refund changes no more once it has succeeded, unless its money comes back: then it is none.
  private static Select<Record> givenBack(UUID performanceId) {
    var shared =
        select(REFUND_SHARE.REFUND_ID)
            .from(REFUND_SHARE)
            .where(REFUND_SHARE.PERFORMANCE_ID.eq(performanceId));
    return line(
            REFUND.UPDATED_AT,
            REFUND.CURRENCY,
            Map.of(Amount.REFUNDED, coalesce(REFUND_SHARE.AMOUNT_MINOR, REFUND.AMOUNT_MINOR)))
        .from(REFUND)
        .join(ORDER)
        .on(ORDER.ORDER_ID.eq(REFUND.ORDER_ID))
        .leftJoin(REFUND_SHARE)
        .on(REFUND_SHARE.REFUND_ID.eq(REFUND.REFUND_ID))
        .where(ORDER.PERFORMANCE_ID.eq(performanceId).or(REFUND.REFUND_ID.in(shared)))
        .and(coalesce(REFUND_SHARE.PERFORMANCE_ID, ORDER.PERFORMANCE_ID).eq(performanceId))
        .and(REFUND.STATE.eq(SUCCEEDED));
  }
}
