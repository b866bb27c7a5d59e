package boxoffice.order.purchase;

import static boxoffice.db.orders.Tables.OUTBOX;
import static boxoffice.db.orders.Tables.TICKET;

import boxoffice.order.mail.OrderConfirmed;
import boxoffice.wire.DerivedId;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Query;
import tools.jackson.databind.json.JsonMapper;

/// What a buyer gets with a confirmed order: the tickets, and a mail by way of the outbox.
final class Issue {
  private static final int SECRET_BYTES = 16;

  private final RandomGenerator secrets;
  private final JsonMapper json;
  private final Clock clock;

  /// @param secrets must be unguessable
  Issue(RandomGenerator secrets, JsonMapper json, Clock clock) {
    this.secrets = secrets;
    this.json = json;
    this.clock = clock;
  }

  /// To be run in the transaction that confirms the order.
  List<Query> queries(DSLContext in, Order order) {
    return List.of(tickets(in, order), mail(in, order));
  }

  private Query tickets(DSLContext in, Order order) {
    var insert =
        in.insertInto(
            TICKET,
            TICKET.TICKET_ID,
            TICKET.ORDER_ID,
            TICKET.POSITION,
            TICKET.PERFORMANCE_ID,
            TICKET.SEAT_ID,
            TICKET.SECTION,
            TICKET.ROW_LABEL,
            TICKET.NUMBER,
            TICKET.STATE,
            TICKET.SECRET,
            TICKET.ISSUED_AT);
    var position = 0;
    for (var item : order.terms().items()) {
      insert =
          insert.values(
              ticketId(order.id(), item.seatId()),
              order.id(),
              position++,
              order.terms().performanceId(),
              item.seatId(),
              item.section(),
              item.row(),
              item.number(),
              "ISSUED",
              secret(),
              clock.instant());
    }
    return insert;
  }

  private Query mail(DSLContext in, Order order) {
    var terms = order.terms();
    var lines =
        terms.items().stream()
            .map(item ->
                new OrderConfirmed.Line(
                    item.section(), item.row(), item.number(), item.category(), item.amountMinor()))
            .toList();
    var event =
        new OrderConfirmed(
            order.id(), terms.buyerId(), lines, terms.totalMinor(), terms.currency());
    return in.insertInto(OUTBOX)
        .set(OUTBOX.AGGREGATE_ID, order.id())
        .set(OUTBOX.SEQ, 1)
        .set(OUTBOX.TYPE, OrderConfirmed.TYPE)
        .set(OUTBOX.PAYLOAD, JSONB.valueOf(json.writeValueAsString(event)))
        .set(OUTBOX.CREATED_AT, clock.instant())
        .set(OUTBOX.DUE_AT, clock.instant());
  }

  private static UUID ticketId(UUID orderId, UUID seatId) {
    return DerivedId.of("ticket", orderId.toString(), seatId.toString());
  }

  private byte[] secret() {
    var secret = new byte[SECRET_BYTES];
    secrets.nextBytes(secret);
    return secret;
  }
}
