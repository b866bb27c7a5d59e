package boxoffice.order.statement;

import static boxoffice.db.orders.Tables.ACCOUNT_ENTRY;
import static boxoffice.db.orders.Tables.ORDER;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.sum;

import boxoffice.order.item.OrderCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/// Reads the entries of partners' accounts.
final class StatementStore {
  private static final Condition CHARGED = ACCOUNT_ENTRY.KIND.eq(inline("CHARGED"));
  private static final Condition CREDITED = ACCOUNT_ENTRY.KIND.eq(inline("CREDITED"));

  private final DSLContext sql;

  StatementStore(DSLContext sql) {
    this.sql = sql;
  }

  /// By currency.
  List<Statement.Line> lines(UUID partnerId, YearMonth month) {
    return sql.select(
            ACCOUNT_ENTRY.CURRENCY,
            countDistinct(ACCOUNT_ENTRY.ENTRY_ID).filterWhere(CHARGED),
            countDistinct(ACCOUNT_ENTRY.ENTRY_ID).filterWhere(CREDITED),
            amounts(CHARGED),
            amounts(CREDITED))
        .from(ACCOUNT_ENTRY)
        .where(of(partnerId, month))
        .groupBy(ACCOUNT_ENTRY.CURRENCY)
        .orderBy(ACCOUNT_ENTRY.CURRENCY)
        .fetch(row ->
            new Statement.Line(
                row.value1(),
                row.value2(),
                row.value3(),
                row.value4().longValueExact(),
                row.value5().longValueExact()));
  }

  private static Field<BigDecimal> amounts(Condition which) {
    return coalesce(sum(ACCOUNT_ENTRY.AMOUNT_MINOR).filterWhere(which), BigDecimal.ZERO);
  }

  /// The earliest first.
  ///
  /// @param after the last one of the page before; null for the first page
  List<Statement.Entry> entries(
      UUID partnerId, YearMonth month, Statement.@Nullable Key after, int max) {
    var rest =
        after == null
            ? noCondition()
            : row(ACCOUNT_ENTRY.AT, ACCOUNT_ENTRY.ENTRY_ID, ACCOUNT_ENTRY.PERFORMANCE_ID)
                .gt(after.at(), after.entryId(), after.performanceId());
    return sql.select(ACCOUNT_ENTRY, ORDER.ORDER_CODE)
        .from(ACCOUNT_ENTRY)
        .join(ORDER)
        .on(ORDER.ORDER_ID.eq(ACCOUNT_ENTRY.ORDER_ID))
        .where(of(partnerId, month).and(rest))
        .orderBy(ACCOUNT_ENTRY.AT, ACCOUNT_ENTRY.ENTRY_ID, ACCOUNT_ENTRY.PERFORMANCE_ID)
        .limit(max)
        .fetch(row -> {
          var entry = row.value1();
          return new Statement.Entry(
              new Statement.Key(entry.getAt(), entry.getEntryId(), entry.getPerformanceId()),
              entry.getOrderId(),
              OrderCode.display(row.value2()),
              entry.getKind(),
              entry.getAmountMinor(),
              entry.getCurrency());
        });
  }

  private static Condition of(UUID partnerId, YearMonth month) {
    return ACCOUNT_ENTRY
        .PARTNER_ID
        .eq(partnerId)
        .and(ACCOUNT_ENTRY.AT.ge(start(month)))
        .and(ACCOUNT_ENTRY.AT.lt(start(month.plusMonths(1))));
  }

  private static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
