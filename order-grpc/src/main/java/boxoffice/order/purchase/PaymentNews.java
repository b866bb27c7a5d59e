package boxoffice.order.purchase;

import static boxoffice.db.orders.Tables.ORDER;
import static boxoffice.db.orders.Tables.PAYMENT_ATTEMPT;
import static org.jooq.impl.DSL.inline;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Query;

/// Takes a hint that the provider has something to tell about a payment. Whatever state the order
/// is in, its saga reads the PaymentIntent by itself then; so a hint may come early, late, twice or
/// never. Public for whoever hears from the provider.
public final class PaymentNews {
  private final WorkStore work;
  private final Clock clock;

  PaymentNews(WorkStore work, Clock clock) {
    this.work = work;
    this.clock = clock;
  }

  /// To be run in the transaction that stores the hint, in this order. An attempt that has paid has
  /// nothing more to tell but refunds, and one whose PaymentIntent is not stored yet is gone on
  /// with anyway.
  ///
  /// @param intent the provider's id
  /// @param refunds whether it may be about money that was given back without this system
  public List<Query> queries(DSLContext in, UUID orderId, String intent, boolean refunds) {
    var now = clock.instant();
    return List.of(
        in.update(ORDER)
            .set(ORDER.VERSION, ORDER.VERSION.plus(1))
            .set(ORDER.UPDATED_AT, now)
            .where(ORDER.ORDER_ID.eq(orderId)),
        adopt(in, orderId, intent),
        in.update(PAYMENT_ATTEMPT)
            .set(PAYMENT_ATTEMPT.TO_READ, PAYMENT_ATTEMPT.STATE.ne(AttemptState.PAID.name()))
            .set(
                PAYMENT_ATTEMPT.REFUNDS_TO_LIST,
                refunds ? inline(true) : PAYMENT_ATTEMPT.REFUNDS_TO_LIST)
            .set(PAYMENT_ATTEMPT.UPDATED_AT, now)
            .where(PAYMENT_ATTEMPT.ORDER_ID.eq(orderId))
            .and(PAYMENT_ATTEMPT.PROVIDER_REF.eq(intent)),
        work.wake(in, orderId));
  }

  /// The answer that named a PaymentIntent may have been lost for ever; the attempt was given up
  /// then. What becomes of that PaymentIntent all the same is found under its name.
  private static Query adopt(DSLContext in, UUID orderId, String intent) {
    var known = PAYMENT_ATTEMPT.as("known");
    var lost = PAYMENT_ATTEMPT.as("lost");
    return in.update(PAYMENT_ATTEMPT)
        .set(PAYMENT_ATTEMPT.PROVIDER_REF, intent)
        .where(
            PAYMENT_ATTEMPT.ATTEMPT_ID.eq(
                in.select(lost.ATTEMPT_ID)
                    .from(lost)
                    .where(lost.ORDER_ID.eq(orderId))
                    .and(lost.PROVIDER_REF.isNull())
                    .and(lost.STATE.eq(AttemptState.CANCELLED.name()))
                    .orderBy(lost.NUMBER)
                    .limit(1)))
        .andNotExists(in.selectOne().from(known).where(known.PROVIDER_REF.eq(intent)));
  }
}
