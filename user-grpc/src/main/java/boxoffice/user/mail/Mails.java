package boxoffice.user.mail;

import boxoffice.db.users.Tables;
import java.time.Clock;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.stereotype.Component;

/// Puts mails into the outbox. What a mail says is written when it is sent, by the [Author] of its
/// type, so that a secret in it is never stored.
@Component
public final class Mails {
  static final String ACCOUNT_ID = "account_id";

  private final Clock clock;
  private final MailRelay relay;
  private final AsyncTaskExecutor executor;

  Mails(
      Clock clock,
      MailRelay relay,
      @Qualifier("applicationTaskExecutor") AsyncTaskExecutor executor) {
    this.clock = clock;
    this.relay = relay;
    this.executor = executor;
  }

  /// Writes the mails of one type.
  public interface Author {
    /// As in the outbox, such as `verification-mail`.
    String type();

    /// Called each time the mail is tried, outside any transaction.
    Letter write(UUID accountId);
  }

  /// @param to one address
  /// @param html says the same as the text; nothing of a user's in it without escaping
  public record Letter(String to, String subject, String text, String html) {}

  /// Adds a mail to the transaction of `sql`.
  ///
  /// @param id of the mail: a second one with the same id is not added
  public void add(DSLContext sql, UUID id, String type, UUID accountId) {
    var outbox = Tables.OUTBOX;
    var now = clock.instant();
    sql.insertInto(outbox)
        .set(outbox.AGGREGATE_ID, id)
        .set(outbox.SEQ, 1)
        .set(outbox.TYPE, type)
        .set(outbox.PAYLOAD, DSL.jsonbObject(DSL.key(ACCOUNT_ID).value(accountId.toString())))
        .set(outbox.CREATED_AT, now)
        .set(outbox.DUE_AT, now)
        .onConflictDoNothing()
        .execute();
  }

  /// Wakes the relay, once the transaction is committed.
  public void sendSoon() {
    executor.execute(relay::sendDue);
  }
}
