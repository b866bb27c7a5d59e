package boxoffice.load.check;

import static boxoffice.db.audit.Tables.ORDER;
import static boxoffice.db.audit.Tables.ORDER_TRANSITION;
import static boxoffice.db.audit.Tables.OUTBOX;
import static boxoffice.db.audit.Tables.PAYMENT;
import static boxoffice.db.audit.Tables.SEAT;
import static boxoffice.db.audit.Tables.TICKET;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import boxoffice.load.check.Facts.Books;
import boxoffice.load.check.Facts.Order;
import boxoffice.load.check.Facts.Payment;
import boxoffice.load.check.Facts.Seat;
import boxoffice.load.check.Facts.Ticket;
import boxoffice.load.check.Facts.Transition;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.SQLDataType;

/// Reads all audit views, in one snapshot.
final class ReadBooks {
  /// Views that are announced, and exist once their feature does.
  private static final List<String> ANNOUNCED = List.of("stock", "webhook", "area");

  private ReadBooks() {}

  static Books from(DSLContext sql) {
    return new Books(
        sql.select(ORDER.ORDER_ID, ORDER.USER_ID, ORDER.STATE, ORDER.TOTAL_MINOR, ORDER.CURRENCY)
            .from(ORDER)
            .fetch(row ->
                new Order(row.value1(), row.value2(), row.value3(), row.value4(), row.value5())),
        sql.selectFrom(TICKET)
            .fetch(row ->
                new Ticket(
                    row.getTicketId(),
                    new Place(row.getPerformanceId(), row.getSeatId()),
                    row.getOrderId(),
                    row.getState(),
                    row.getIssuedAt())),
        sql.selectFrom(SEAT)
            .fetch(row ->
                new Seat(
                    new Place(row.getPerformanceId(), row.getSeatId()),
                    row.getState(),
                    row.getOrderId())),
        sql.selectFrom(PAYMENT)
            .fetch(row ->
                new Payment(
                    row.getOrderId(),
                    row.getAttempt(),
                    row.getProviderRef(),
                    row.getState(),
                    row.getPaid(),
                    row.getRefunded())),
        sql.selectFrom(ORDER_TRANSITION)
            .fetch(row ->
                new Transition(
                    row.getOrderId(), row.getFromState(), row.getToState(), row.getAt())),
        sql.fetchCount(OUTBOX, OUTBOX.PUBLISHED_AT.isNull()),
        announced(sql));
  }

  private static List<String> announced(DSLContext sql) {
    return ANNOUNCED.stream()
        .map(view ->
            select(val(view))
                .where(
                    function("to_regclass", SQLDataType.OTHER, val("audit." + view)).isNotNull()))
        .flatMap(query -> Stream.ofNullable(sql.fetchOne(query)))
        .map(row -> row.value1())
        .toList();
  }
}
