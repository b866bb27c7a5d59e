package boxoffice.order.purchase;

import static boxoffice.db.orders.Tables.SALE_ACT;

import boxoffice.db.orders.tables.records.SaleActRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.InsertSetMoreStep;
import org.jooq.Query;

/// What organisers do with orders, for the record. Each is stored in the transaction that does it.
final class SaleActs {
  private SaleActs() {}

  static Optional<Query> givenAway(DSLContext in, Order order) {
    var terms = order.terms();
    return Optional.ofNullable(terms.sale().complimentaryReason())
        .map(reason ->
            act(in, "GIVEN_AWAY", order.id(), terms.buyerId(), terms.createdAt())
                .set(SALE_ACT.REASON, reason));
  }

  static Query collected(DSLContext in, UUID orderId, UUID actor, Instant at) {
    return act(in, "COLLECTED", orderId, actor, at);
  }

  /// Nothing of what a buyer has cancelled.
  static Optional<Query> cancelled(DSLContext in, UUID orderId, Cancellation cancellation) {
    return Optional.ofNullable(cancellation.wish().organiser())
        .map(organiser ->
            act(in, "CANCELLED", orderId, organiser.accountId(), cancellation.askedAt())
                .set(SALE_ACT.REASON, organiser.reason()));
  }

  private static InsertSetMoreStep<SaleActRecord> act(
      DSLContext in, String action, UUID orderId, UUID actor, Instant at) {
    return in.insertInto(SALE_ACT)
        .set(SALE_ACT.ORDER_ID, orderId)
        .set(SALE_ACT.ACTOR, actor)
        .set(SALE_ACT.ACTION, action)
        .set(SALE_ACT.AT, at);
  }
}
