package boxoffice.order.webhook;

import static boxoffice.db.orders.Tables.PAYMENT_ATTEMPT;
import static boxoffice.db.orders.Tables.WEBHOOK;
import static boxoffice.db.orders.Tables.WORK;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;

import boxoffice.db.OneTrip;
import boxoffice.order.purchase.PaymentNews;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Records;
import org.jspecify.annotations.Nullable;

/// Events and the payments that they are about.
final class WebhookStore {
  private final DSLContext sql;
  private final PaymentNews news;
  private final Clock clock;

  WebhookStore(DSLContext sql, PaymentNews news, Clock clock) {
    this.sql = sql;
    this.news = news;
    this.clock = clock;
  }

  /// A payment of ours that an event may be about.
  ///
  /// @param intent null while the provider's answer has not been stored yet
  /// @param worked whether somebody works on its order now
  record Payment(
      UUID orderId,
      @Nullable String intent,
      String state,
      long amountMinor,
      String currency,
      boolean worked) {

    /// Then it has nothing more to tell but refunds.
    boolean hasPaid() {
      return state.equals("PAID");
    }

    /// Then the provider may just be answering whoever sent it.
    boolean isAwaited() {
      return worked && state.equals("SENT");
    }
  }

  List<Payment> paidBy(String intent) {
    return payments(PAYMENT_ATTEMPT.PROVIDER_REF.eq(intent));
  }

  List<Payment> ofOrder(UUID orderId) {
    return payments(PAYMENT_ATTEMPT.ORDER_ID.eq(orderId));
  }

  private List<Payment> payments(Condition which) {
    return sql.select(
            PAYMENT_ATTEMPT.ORDER_ID,
            PAYMENT_ATTEMPT.PROVIDER_REF,
            PAYMENT_ATTEMPT.STATE,
            PAYMENT_ATTEMPT.AMOUNT_MINOR,
            PAYMENT_ATTEMPT.CURRENCY,
            coalesce(WORK.LEASED_UNTIL.gt(clock.instant()), inline(false)))
        .from(PAYMENT_ATTEMPT)
        .leftJoin(WORK)
        .on(WORK.ORDER_ID.eq(PAYMENT_ATTEMPT.ORDER_ID))
        .where(which)
        .fetch(Records.mapping(Payment::new));
  }

  /// Stores an event and what follows from it, both or nothing. It is not tried again when it loses
  /// to another transaction: the provider tells it again.
  ///
  /// @return false when it was stored before: nothing happened
  boolean take(ProviderEvent event, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Apply(var orderId) -> take(event, orderId, null, true);
      case Verdict.Known(var orderId) -> take(event, orderId, null, false);
      case Verdict.Park(var reason) -> take(event, null, reason, false);
      case Verdict.ApplyAndPark(var orderId, var reason) -> take(event, orderId, reason, true);
    };
  }

  /// @param tells whether the order reads the payment
  private boolean take(
      ProviderEvent event, @Nullable UUID orderId, Verdict.@Nullable Reason reason, boolean tells) {
    var intent = event.intent();
    if (!tells || orderId == null || intent == null) {
      return insert(sql, event, orderId, reason);
    }
    return sql.transactionResult(transaction -> {
      var in = transaction.dsl();
      var added = insert(in, event, orderId, reason);
      if (added) {
        OneTrip.run(in, news.queries(in, orderId, intent, event.refund()));
      }
      return added;
    });
  }

  private boolean insert(
      DSLContext in, ProviderEvent event, @Nullable UUID orderId, Verdict.@Nullable Reason reason) {
    var now = clock.instant();
    return in.insertInto(WEBHOOK)
            .set(WEBHOOK.EVENT_ID, event.id())
            .set(WEBHOOK.TYPE, event.type())
            .set(WEBHOOK.STATE, reason == null ? "APPLIED" : "PARKED")
            .set(WEBHOOK.REASON, reason == null ? null : reason.name())
            .set(WEBHOOK.PROVIDER_REF, event.intent())
            .set(WEBHOOK.ORDER_ID, orderId)
            .set(WEBHOOK.RECEIVED_AT, now)
            .set(WEBHOOK.APPLIED_AT, orderId == null ? null : now)
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  /// Which of these events are stored.
  Set<String> known(Collection<String> eventIds) {
    return sql.select(WEBHOOK.EVENT_ID)
        .from(WEBHOOK)
        .where(WEBHOOK.EVENT_ID.in(eventIds))
        .fetchSet(WEBHOOK.EVENT_ID);
  }
}
