package boxoffice.user.mail;

import static boxoffice.db.users.Tables.OUTBOX;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/// The outbox as the relay sees it. A mail that is being sent is not due for the length of a lease,
/// so that two relays never send one at the same time, and one that dies is replaced.
@Component
final class MailStore {
  private final DSLContext sql;

  MailStore(DSLContext sql) {
    this.sql = sql;
  }

  /// @param id stays the same over all attempts
  /// @param attempts this one included
  record Due(long number, UUID id, String type, UUID accountId, int attempts) {}

  /// Takes the oldest due mail.
  Optional<Due> take(Instant now, Instant leaseEnd) {
    var oldest =
        DSL.select(OUTBOX.ID)
            .from(OUTBOX)
            .where(OUTBOX.PUBLISHED_AT.isNull())
            .and(OUTBOX.DUE_AT.le(now))
            .orderBy(OUTBOX.ID)
            .limit(1)
            .forUpdate()
            .skipLocked();
    var account = DSL.jsonbGetAttributeAsText(OUTBOX.PAYLOAD, Mails.ACCOUNT_ID);
    return sql.update(OUTBOX)
        .set(OUTBOX.ATTEMPTS, OUTBOX.ATTEMPTS.plus(1))
        .set(OUTBOX.DUE_AT, leaseEnd)
        .where(OUTBOX.ID.eq(oldest))
        .returningResult(OUTBOX.ID, OUTBOX.AGGREGATE_ID, OUTBOX.TYPE, account, OUTBOX.ATTEMPTS)
        .fetchOptional(row ->
            new Due(
                row.value1(),
                row.value2(),
                row.value3(),
                UUID.fromString(row.value4()),
                row.value5()));
  }

  void markSent(Due mail, Instant now) {
    sql.update(OUTBOX).set(OUTBOX.PUBLISHED_AT, now).where(OUTBOX.ID.eq(mail.number())).execute();
  }

  void postpone(Due mail, Instant until) {
    sql.update(OUTBOX).set(OUTBOX.DUE_AT, until).where(OUTBOX.ID.eq(mail.number())).execute();
  }
}
