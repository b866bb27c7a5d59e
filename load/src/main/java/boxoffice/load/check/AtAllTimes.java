package boxoffice.load.check;

import static boxoffice.db.audit.Tables.ACCOUNT_ENTRY;
import static boxoffice.db.audit.Tables.ORDER;
import static boxoffice.db.audit.Tables.PAYMENT;
import static boxoffice.db.audit.Tables.SEAT;
import static boxoffice.db.audit.Tables.STOCK;
import static boxoffice.db.audit.Tables.TICKET;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.Select;

/// What may never be seen, not even for a moment, of the performance on sale, and of products.
final class AtAllTimes {
  static final Set<String> CODES = Set.of("S1", "S4", "S6", "S8", "S9");
  private static final String VOID = "VOID";
  private static final String FREE = "FREE";
  private static final int MOST = 20;

  private final DSLContext sql;
  private final Sale sale;

  /// @param sql of one snapshot
  AtAllTimes(DSLContext sql, Sale sale) {
    this.sql = sql;
    this.sale = sale;
  }

  /// By the invariant's code, each violation always in the same words.
  Map<String, List<String>> violations() {
    return Map.of(
        "S1",
        soldTwice(),
        "S4",
        Stream.concat(overpaid().stream(), overcharged().stream()).toList(),
        "S6",
        unpaidTickets(),
        "S8",
        moreThanThereIs(),
        "S9",
        overTheLimit());
  }

  private List<String> soldTwice() {
    return sql.select(TICKET.SEAT_ID, count())
        .from(TICKET)
        .where(TICKET.PERFORMANCE_ID.eq(sale.performanceId()))
        .and(TICKET.STATE.ne(VOID))
        .groupBy(TICKET.SEAT_ID)
        .having(count().gt(1))
        .limit(MOST)
        .fetch(row -> "seat " + row.value1() + " has " + row.value2() + " valid tickets");
  }

  private List<String> overpaid() {
    var net = sum(PAYMENT.PAID.minus(PAYMENT.REFUNDED));
    return sql.select(ORDER.ORDER_ID, ORDER.TOTAL_MINOR, net)
        .from(PAYMENT)
        .join(ORDER)
        .on(ORDER.ORDER_ID.eq(PAYMENT.ORDER_ID))
        .where(PAYMENT.PAID.gt(0L))
        .groupBy(ORDER.ORDER_ID, ORDER.TOTAL_MINOR)
        .having(net.gt(ORDER.TOTAL_MINOR.cast(BigDecimal.class)))
        .limit(MOST)
        .fetch(row ->
            "order "
                + row.value1()
                + " is paid "
                + row.value3()
                + ", its total is "
                + row.value2());
  }

  /// On the account of a partner.
  private List<String> overcharged() {
    var charged = sum(ACCOUNT_ENTRY.AMOUNT);
    return sql.select(ORDER.ORDER_ID, ORDER.TOTAL_MINOR, charged)
        .from(ACCOUNT_ENTRY)
        .join(ORDER)
        .on(ORDER.ORDER_ID.eq(ACCOUNT_ENTRY.ORDER_ID))
        .where(ACCOUNT_ENTRY.KIND.eq("CHARGED"))
        .groupBy(ORDER.ORDER_ID, ORDER.TOTAL_MINOR)
        .having(charged.gt(ORDER.TOTAL_MINOR.cast(BigDecimal.class)))
        .limit(MOST)
        .fetch(row ->
            "order "
                + row.value1()
                + " is on account with "
                + row.value3()
                + ", its total is "
                + row.value2());
  }

  private List<String> unpaidTickets() {
    return sql.select(TICKET.TICKET_ID, TICKET.ORDER_ID)
        .from(TICKET)
        .join(ORDER)
        .on(ORDER.ORDER_ID.eq(TICKET.ORDER_ID))
        .where(TICKET.PERFORMANCE_ID.eq(sale.performanceId()))
        .and(TICKET.STATE.ne(VOID))
        .and(ORDER.TOTAL_MINOR.gt(0L))
        .and(
            notExists(
                selectOne()
                    .from(PAYMENT)
                    .where(PAYMENT.ORDER_ID.eq(TICKET.ORDER_ID))
                    .and(PAYMENT.PAID.gt(0L))))
        .and(
            notExists(
                selectOne().from(ACCOUNT_ENTRY).where(ACCOUNT_ENTRY.ORDER_ID.eq(TICKET.ORDER_ID))))
        .limit(MOST)
        .fetch(row ->
            "ticket " + row.value1() + " of order " + row.value2() + " is valid and not paid");
  }

  private List<String> moreThanThereIs() {
    return sql.selectFrom(STOCK)
        .where(STOCK.RESERVED.lt(0))
        .or(STOCK.SOLD.lt(0))
        .or(STOCK.RESERVED.plus(STOCK.SOLD).gt(STOCK.TOTAL))
        .limit(MOST)
        .fetch(row -> "of " + row.getSku() + " more is reserved and sold than there is");
  }

  /// Who has an order on account: no limit of a buyer holds for them.
  private static Select<Record1<UUID>> partners() {
    var settled = ORDER.as("settled");
    return select(settled.USER_ID)
        .from(ACCOUNT_ENTRY)
        .join(settled)
        .on(settled.ORDER_ID.eq(ACCOUNT_ENTRY.ORDER_ID));
  }

  private List<String> overTheLimit() {
    return sql.select(ORDER.USER_ID, count())
        .from(SEAT)
        .join(ORDER)
        .on(ORDER.ORDER_ID.eq(SEAT.ORDER_ID))
        .where(SEAT.PERFORMANCE_ID.eq(sale.performanceId()))
        .and(SEAT.STATE.ne(FREE))
        .and(ORDER.USER_ID.notIn(partners()))
        .groupBy(ORDER.USER_ID)
        .having(count().gt(sale.seatsPerBuyer()))
        .limit(MOST)
        .fetch(row -> "buyer " + row.value1() + " has " + row.value2() + " seats");
  }
}
