package boxoffice.load.check;

import static boxoffice.db.audit.Tables.ACCOUNT_ENTRY;
import static boxoffice.db.audit.Tables.ORDER;
import static boxoffice.db.audit.Tables.ORDER_TRANSITION;
import static boxoffice.db.audit.Tables.OUTBOX;
import static boxoffice.db.audit.Tables.PAYMENT;
import static boxoffice.db.audit.Tables.REFUND;
import static boxoffice.db.audit.Tables.SEAT;
import static boxoffice.db.audit.Tables.STOCK;
import static boxoffice.db.audit.Tables.TICKET;
import static boxoffice.db.audit.Tables.WEBHOOK;

import boxoffice.load.check.Facts.AccountEntry;
import boxoffice.load.check.Facts.Books;
import boxoffice.load.check.Facts.Order;
import boxoffice.load.check.Facts.Payment;
import boxoffice.load.check.Facts.Refund;
import boxoffice.load.check.Facts.Seat;
import boxoffice.load.check.Facts.Stock;
import boxoffice.load.check.Facts.Ticket;
import boxoffice.load.check.Facts.Transition;
import boxoffice.load.check.Facts.Webhook;
import org.jooq.DSLContext;

/// Reads the audit views, in one snapshot.
final class ReadBooks {
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
        sql.selectFrom(REFUND)
            .fetch(row ->
                new Refund(
                    row.getOrderId(), row.getProviderRef(), row.getState(), row.getAmount())),
        sql.selectFrom(ACCOUNT_ENTRY)
            .fetch(row ->
                new AccountEntry(
                    row.getOrderId(),
                    row.getPerformanceId(),
                    row.getKind(),
                    row.getAmount(),
                    row.getCurrency(),
                    row.getAt())),
        sql.selectFrom(ORDER_TRANSITION)
            .fetch(row ->
                new Transition(
                    row.getOrderId(), row.getFromState(), row.getToState(), row.getAt())),
        sql.selectFrom(STOCK)
            .fetch(
                row -> new Stock(row.getSku(), row.getTotal(), row.getReserved(), row.getSold())),
        sql.selectFrom(WEBHOOK)
            .fetch(row -> new Webhook(row.getEventId(), row.getReceivedAt(), row.getAppliedAt())),
        sql.fetchCount(OUTBOX, OUTBOX.PUBLISHED_AT.isNull()));
  }
}
