package boxoffice.order.purchase;

import static boxoffice.db.orders.Tables.OUTBOX;
import static boxoffice.db.orders.Tables.TICKET;

import boxoffice.order.item.OrderCode;
import boxoffice.order.mail.OrderCancelled;
import boxoffice.order.mail.OrderConfirmed;
import boxoffice.wire.DerivedId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What a buyer gets with a confirmed order: the tickets, and a mail by way of the outbox. A mail
/// tells of a cancelled one too.
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

  /// What a change owes the buyer, to be run in its transaction.
  List<Query> queries(DSLContext in, Change change) {
    var order = change.after();
    var queries = new ArrayList<Query>();
    if (change.has(Change.Effect.ISSUE)) {
      tickets(in, order).ifPresent(queries::add);
      queries.add(mail(in, order, OrderConfirmed.TYPE, confirmed(order)));
    }
    if (change.has(Change.Effect.MAIL_CANCELLED)) {
      queries.add(mail(in, order, OrderCancelled.TYPE, cancelled(change)));
    }
    return queries;
  }

  /// Only seats are let in with a ticket.
  private Optional<Query> tickets(DSLContext in, Order order) {
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
    var seats = 0;
    var items = order.terms().items();
    for (int position = 0; position < items.size(); position++) {
      if (items.get(position) instanceof Item.Seat seat) {
        seats++;
        insert =
            insert.values(
                ticketId(order.id(), seat),
                order.id(),
                position,
                seat.performanceId(),
                seat.seatId(),
                seat.section(),
                seat.row(),
                seat.number(),
                "ISSUED",
                secret(),
                clock.instant());
      }
    }
    return seats == 0 ? Optional.empty() : Optional.of(insert);
  }

  private static OrderConfirmed confirmed(Order order) {
    var terms = order.terms();
    var lines = terms.items().stream().map(Issue::line).toList();
    var code = terms.sale().code();
    return new OrderConfirmed(
        order.id(),
        code == null ? null : OrderCode.display(code.text()),
        buyer(terms),
        lines,
        terms.totalMinor(),
        terms.currency());
  }

  private static OrderCancelled cancelled(Change change) {
    var order = change.after();
    var terms = order.terms();
    var back =
        order.refunds().stream()
            .filter(refund -> change.before().refund(refund.id()).isEmpty())
            .mapToLong(refund -> refund.claim().amountMinor())
            .sum();
    var wish = change.cancels().orElseThrow().wish();
    var items =
        order.state() == OrderState.CANCELLED
            ? List.<OrderConfirmed.Line>of()
            : order.items(wish.positions()).stream().map(Issue::line).toList();
    return new OrderCancelled(
        order.id(),
        buyer(terms),
        back,
        terms.currency(),
        items,
        wish.organiser() == null ? null : wish.organiser().reason());
  }

  /// Null where the mail is for the holder that a partner has named.
  private static @Nullable UUID buyer(Order.Terms terms) {
    return terms.isOnAccount() ? null : terms.buyerId();
  }

  /// Of one order each has the number of the change that it tells of.
  private Query mail(DSLContext in, Order order, String type, Object event) {
    return in.insertInto(OUTBOX)
        .set(OUTBOX.AGGREGATE_ID, order.id())
        .set(OUTBOX.SEQ, Math.toIntExact(order.version()))
        .set(OUTBOX.TYPE, type)
        .set(OUTBOX.PAYLOAD, JSONB.valueOf(json.writeValueAsString(event)))
        .set(OUTBOX.CREATED_AT, clock.instant())
        .set(OUTBOX.DUE_AT, clock.instant());
  }

  private static OrderConfirmed.Line line(Item item) {
    return switch (item) {
      case Item.Seat seat ->
          new OrderConfirmed.Line(
              seat.section(), seat.row(), seat.number(), seat.category(), seat.totalMinor());
      case Item.Product product ->
          new OrderConfirmed.Line(
              product.quantity() + " x " + product.displayName(), "", "", "", product.totalMinor());
    };
  }

  /// A seat may be bought for several performances at once.
  private static UUID ticketId(UUID orderId, Item.Seat seat) {
    return DerivedId.of(
        "ticket", orderId.toString(), seat.performanceId().toString(), seat.seatId().toString());
  }

  private byte[] secret() {
    var secret = new byte[SECRET_BYTES];
    secrets.nextBytes(secret);
    return secret;
  }
}
