package boxoffice.order.mail;

import static boxoffice.db.orders.Tables.OUTBOX;

import boxoffice.db.orders.tables.records.OutboxRecord;
import boxoffice.order.audit.Act;
import boxoffice.order.audit.AuditLog;
import boxoffice.order.audit.KeyedPage;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/// Mails that did not go out so far, and what a person can do about them. Public for the operators'
/// face on the wire.
public final class UnsentMessages {
  private static final KeyedPage.Order<Message, Long> OLDEST_FIRST =
      new KeyedPage.Order<>(
          1,
          message -> List.of(Long.toString(message.id())),
          parts -> Long.parseLong(parts.getFirst()));

  private final DSLContext sql;
  private final AuditLog log;
  private final Clock clock;

  UnsentMessages(DSLContext sql, AuditLog log, Clock clock) {
    this.sql = sql;
    this.log = log;
    this.clock = clock;
  }

  /// What became of a mail.
  public enum State {
    WAITING,
    SENT,
    GIVEN_UP
  }

  /// @param failure of the last try; null while it is being tried, and when that is not known
  /// @param due when it is tried next, if it is WAITING
  public record Message(
      long id,
      UUID orderId,
      String type,
      State state,
      int tries,
      @Nullable String failure,
      Instant created,
      Instant due) {}

  /// Those that are WAITING and were tried in vain, the oldest first.
  public KeyedPage<Message> list(KeyedPage.Asked asked) {
    return KeyedPage.of(
        asked,
        OLDEST_FIRST,
        (after, max) ->
            sql.selectFrom(OUTBOX)
                .where(OutboxStore.isWaiting(OUTBOX))
                .and(OUTBOX.FAILURE.isNotNull().or(OUTBOX.ATTEMPTS.gt(1)))
                .and(OUTBOX.ID.gt(after == null ? 0 : after))
                .orderBy(OUTBOX.ID)
                .limit(max)
                .fetch(UnsentMessages::toMessage));
  }

  /// Due now, unless somebody is sending it: it would go twice.
  ///
  /// @throws WireException NOT_FOUND
  public Message retry(Act act, long id) {
    return change(
        act, id, OUTBOX.DUE_AT, OutboxStore.isWaiting(OUTBOX).and(OUTBOX.FAILURE.isNotNull()));
  }

  /// Given up, so that what waits behind it goes.
  ///
  /// @throws WireException NOT_FOUND
  public Message resolve(Act act, long id) {
    return change(act, id, OUTBOX.GIVEN_UP_AT, OutboxStore.isWaiting(OUTBOX));
  }

  /// @param time which is now
  private Message change(
      Act act, long id, TableField<OutboxRecord, Instant> time, Condition which) {
    var before = find(id);
    log.once(
        act,
        in ->
            in.update(OUTBOX)
                    .set(time, clock.instant())
                    .where(OUTBOX.ID.eq(before.id()))
                    .and(which)
                    .execute()
                == 1);
    return find(id);
  }

  private Message find(long id) {
    return sql.selectFrom(OUTBOX)
        .where(OUTBOX.ID.eq(id))
        .fetchOptional(UnsentMessages::toMessage)
        .orElseThrow(() -> WireException.notFound("message"));
  }

  private static Message toMessage(OutboxRecord row) {
    var state = row.getGivenUpAt() == null ? State.WAITING : State.GIVEN_UP;
    return new Message(
        row.getId(),
        row.getAggregateId(),
        row.getType(),
        row.getPublishedAt() == null ? state : State.SENT,
        row.getAttempts(),
        row.getFailure(),
        row.getCreatedAt(),
        row.getDueAt());
  }
}
