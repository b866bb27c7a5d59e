package boxoffice.load.floor;

import static boxoffice.db.orders.Tables.ORDER;
import static boxoffice.db.orders.Tables.ORDER_HOLD;
import static boxoffice.db.orders.Tables.ORDER_ITEM;
import static boxoffice.db.orders.Tables.ORDER_TRANSITION;
import static boxoffice.db.orders.Tables.OUTBOX;
import static boxoffice.db.orders.Tables.PAYMENT_ATTEMPT;
import static boxoffice.db.orders.Tables.TICKET;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/// What is in the tables when an order of two seats was bought and its mail is on the way.
final class OrderRows {
  private static final int SEATS = 2;
  private static final int HASH_BYTES = 32;
  private static final int SECRET_BYTES = 16;
  private static final String CURRENCY = "EUR";
  private static final long PRICE_MINOR = 4250;

  private final DSLContext sql;
  private final Instant now;
  private final UUID order = Calls.id();
  private final UUID buyer = Calls.id();
  private final UUID performance = Calls.id();

  private OrderRows(DSLContext sql, Instant now) {
    this.sql = sql;
    this.now = now;
  }

  /// The inserts of one order, of new ids.
  static List<Query> of(DSLContext sql, Instant now) {
    var rows = new OrderRows(sql, now);
    var all = new ArrayList<Query>();
    all.add(rows.order());
    all.add(rows.hold());
    for (int position = 0; position < SEATS; position++) {
      var seat = Calls.id();
      all.add(rows.item(position, seat));
      all.add(rows.ticket(position, seat));
    }
    all.add(rows.attempt());
    all.add(rows.transition(null, "PENDING"));
    all.add(rows.transition("PENDING", "CONFIRMED"));
    all.add(rows.mail());
    return all;
  }

  private Query order() {
    return sql.insertInto(ORDER)
        .set(ORDER.ORDER_ID, order)
        .set(ORDER.BUYER_ID, buyer)
        .set(ORDER.REQUEST_HASH, new byte[HASH_BYTES])
        .set(ORDER.HOLD_NAME, holdName())
        .set(ORDER.PERFORMANCE_ID, performance)
        .set(ORDER.STATE, "CONFIRMED")
        .set(ORDER.PAYMENT_STATE, "PAID")
        .set(ORDER.FULFILMENT, "ISSUED")
        .set(ORDER.SEATS, "BOOKED")
        .set(ORDER.STUCK, false)
        .set(ORDER.TOTAL_MINOR, SEATS * PRICE_MINOR)
        .set(ORDER.CURRENCY, CURRENCY)
        .set(ORDER.PAYMENT_EXPIRES_AT, now)
        .set(ORDER.CREATED_AT, now)
        .set(ORDER.UPDATED_AT, now);
  }

  private Query hold() {
    return sql.insertInto(ORDER_HOLD)
        .set(ORDER_HOLD.ORDER_ID, order)
        .set(ORDER_HOLD.NUMBER, 0)
        .set(ORDER_HOLD.HOLD_NAME, holdName());
  }

  private String holdName() {
    return "performances/" + performance + "/holds/" + order;
  }

  private Query item(int position, UUID seat) {
    return sql.insertInto(ORDER_ITEM)
        .set(ORDER_ITEM.ORDER_ID, order)
        .set(ORDER_ITEM.POSITION, position)
        .set(ORDER_ITEM.SEAT_ID, seat)
        .set(ORDER_ITEM.SECTION, "Stalls")
        .set(ORDER_ITEM.ROW_LABEL, "A")
        .set(ORDER_ITEM.NUMBER, "17")
        .set(ORDER_ITEM.CATEGORY, "Premium")
        .set(ORDER_ITEM.AMOUNT_MINOR, PRICE_MINOR);
  }

  private Query ticket(int position, UUID seat) {
    return sql.insertInto(TICKET)
        .set(TICKET.TICKET_ID, Calls.id())
        .set(TICKET.ORDER_ID, order)
        .set(TICKET.POSITION, position)
        .set(TICKET.PERFORMANCE_ID, performance)
        .set(TICKET.SEAT_ID, seat)
        .set(TICKET.SECTION, "Stalls")
        .set(TICKET.ROW_LABEL, "A")
        .set(TICKET.NUMBER, "17")
        .set(TICKET.STATE, "ISSUED")
        .set(TICKET.SECRET, new byte[SECRET_BYTES])
        .set(TICKET.ISSUED_AT, now);
  }

  private Query attempt() {
    return sql.insertInto(PAYMENT_ATTEMPT)
        .set(PAYMENT_ATTEMPT.ATTEMPT_ID, Calls.id())
        .set(PAYMENT_ATTEMPT.ORDER_ID, order)
        .set(PAYMENT_ATTEMPT.NUMBER, 1)
        .set(PAYMENT_ATTEMPT.PAYMENT_METHOD, "pm_card_visa")
        .set(PAYMENT_ATTEMPT.STATE, "PAID")
        .set(PAYMENT_ATTEMPT.PROVIDER_REF, "pi_" + order)
        .set(PAYMENT_ATTEMPT.CREATION, 1)
        .set(PAYMENT_ATTEMPT.AMOUNT_MINOR, SEATS * PRICE_MINOR)
        .set(PAYMENT_ATTEMPT.CURRENCY, CURRENCY)
        .set(PAYMENT_ATTEMPT.PAID_MINOR, SEATS * PRICE_MINOR)
        .set(PAYMENT_ATTEMPT.REFUNDED_MINOR, 0L)
        .set(PAYMENT_ATTEMPT.CREATED_AT, now)
        .set(PAYMENT_ATTEMPT.UPDATED_AT, now);
  }

  private Query transition(@Nullable String from, String to) {
    return sql.insertInto(ORDER_TRANSITION)
        .set(ORDER_TRANSITION.ORDER_ID, order)
        .set(ORDER_TRANSITION.FROM_STATE, from)
        .set(ORDER_TRANSITION.TO_STATE, to)
        .set(ORDER_TRANSITION.AT, now);
  }

  private Query mail() {
    var line =
        "{\"section\":\"Stalls\",\"row\":\"A\",\"number\":\"17\",\"amountMinor\":%d}"
            .formatted(PRICE_MINOR);
    var payload =
        "{\"orderId\":\"%s\",\"buyerId\":\"%s\",\"lines\":[%s,%s],\"currency\":\"%s\"}"
            .formatted(order, buyer, line, line, CURRENCY);
    return sql.insertInto(OUTBOX)
        .set(OUTBOX.AGGREGATE_ID, order)
        .set(OUTBOX.SEQ, 1)
        .set(OUTBOX.TYPE, "OrderConfirmed")
        .set(OUTBOX.PAYLOAD, JSONB.valueOf(payload))
        .set(OUTBOX.ATTEMPTS, 0)
        .set(OUTBOX.CREATED_AT, now)
        .set(OUTBOX.DUE_AT, now);
  }
}
