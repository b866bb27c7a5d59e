package boxoffice.order.webhook;

import static boxoffice.db.orders.Tables.PAYMENT_ATTEMPT;
import static boxoffice.db.orders.Tables.WEBHOOK;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import boxoffice.db.OneTrip;
import boxoffice.db.orders.tables.records.WebhookRecord;
import boxoffice.order.audit.Act;
import boxoffice.order.audit.AuditLog;
import boxoffice.order.audit.KeyedPage;
import boxoffice.order.purchase.PaymentNews;
import boxoffice.wire.PageToken;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Events that a person should look at, and what that person can do about them. Whatever an event
/// said, its order only reads the payment at the provider because of it, so applying one by hand
/// moves no money. Public for the operators' face on the wire.
public final class ParkedWebhooks {
  private static final KeyedPage.Order<Parked, Key> OLDEST_FIRST =
      new KeyedPage.Order<>(
          2,
          parked -> List.of(parked.received().toString(), parked.eventId()),
          parts -> new Key(PageToken.instant(parts.getFirst()), parts.getLast()));

  private final DSLContext sql;
  private final PaymentNews news;
  private final AuditLog log;
  private final Clock clock;

  ParkedWebhooks(DSLContext sql, PaymentNews news, AuditLog log, Clock clock) {
    this.sql = sql;
    this.news = news;
    this.log = log;
    this.clock = clock;
  }

  private enum State {
    APPLIED,
    PARKED,
    RESOLVED
  }

  private record Key(Instant received, String eventId) {}

  /// @param state `APPLIED`, `PARKED` or `RESOLVED`
  /// @param why it was parked; null once it is applied
  /// @param intent the payment that it names; null for none
  /// @param orderId that reads the payment because of it; null for none
  public record Parked(
      String eventId,
      String type,
      String state,
      @Nullable String why,
      @Nullable String intent,
      @Nullable UUID orderId,
      Instant received) {}

  /// The oldest first.
  public KeyedPage<Parked> list(KeyedPage.Asked asked) {
    return KeyedPage.of(
        asked,
        OLDEST_FIRST,
        (after, max) ->
            sql.selectFrom(WEBHOOK)
                .where(WEBHOOK.STATE.eq(State.PARKED.name()))
                .and(
                    after == null
                        ? noCondition()
                        : row(WEBHOOK.RECEIVED_AT, WEBHOOK.EVENT_ID)
                            .gt(after.received(), after.eventId()))
                .orderBy(WEBHOOK.RECEIVED_AT, WEBHOOK.EVENT_ID)
                .limit(max)
                .fetch(ParkedWebhooks::toParked));
  }

  /// Looks again whether it is about a payment of ours. One that tells of another amount stays
  /// parked.
  ///
  /// @throws WireException NOT_FOUND
  public Parked retry(Act act, String eventId) {
    var before = find(eventId);
    log.once(act, in -> applied(in, before));
    return find(eventId);
  }

  /// Nothing follows from it but that nobody has to look any more.
  ///
  /// @throws WireException NOT_FOUND
  public Parked resolve(Act act, String eventId) {
    var before = find(eventId);
    log.once(
        act,
        in ->
            in.update(WEBHOOK)
                    .set(WEBHOOK.STATE, State.RESOLVED.name())
                    .where(WEBHOOK.EVENT_ID.eq(before.eventId()))
                    .and(WEBHOOK.STATE.eq(State.PARKED.name()))
                    .execute()
                == 1);
    return find(eventId);
  }

  private boolean applied(DSLContext in, Parked event) {
    var intent = event.intent();
    var order =
        intent == null
            ? null
            : in.select(PAYMENT_ATTEMPT.ORDER_ID)
                .from(PAYMENT_ATTEMPT)
                .where(PAYMENT_ATTEMPT.PROVIDER_REF.eq(intent))
                .fetchOne(PAYMENT_ATTEMPT.ORDER_ID);
    if (intent == null || order == null) {
      return false;
    }
    var stays = Verdict.Reason.OTHER_AMOUNT.name().equals(event.why());
    var changed =
        in.update(WEBHOOK)
            .set(WEBHOOK.STATE, stays ? State.PARKED.name() : State.APPLIED.name())
            .set(WEBHOOK.REASON, stays ? event.why() : null)
            .set(WEBHOOK.ORDER_ID, order)
            .set(WEBHOOK.APPLIED_AT, clock.instant())
            .where(WEBHOOK.EVENT_ID.eq(event.eventId()))
            .and(WEBHOOK.STATE.eq(State.PARKED.name()))
            .execute();
    if (changed == 1) {
      var refunds = ProviderEvent.isOfRefunds(event.type());
      OneTrip.run(in, news.queries(in, order, intent, refunds));
    }
    return changed == 1;
  }

  private Parked find(String eventId) {
    return sql.selectFrom(WEBHOOK)
        .where(WEBHOOK.EVENT_ID.eq(eventId))
        .fetchOptional(ParkedWebhooks::toParked)
        .orElseThrow(() -> WireException.notFound("webhook"));
  }

  private static Parked toParked(WebhookRecord row) {
    return new Parked(
        row.getEventId(),
        row.getType(),
        row.getState(),
        row.getReason(),
        row.getProviderRef(),
        row.getOrderId(),
        row.getReceivedAt());
  }
}
