package boxoffice.user.mail;

import boxoffice.db.users.Tables;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Puts mails into the outbox. What a mail says, and whether there is anybody to tell, is found out
/// when it is sent, by the [Author] of its type: so a secret in it is never stored, and whoever
/// asked for it has waited for nothing that tells who is known.
@Component
public final class Mails {
  private final JsonMapper json;
  private final Clock clock;
  private final MailRelay relay;
  private final AsyncTaskExecutor executor;

  Mails(
      JsonMapper json,
      Clock clock,
      MailRelay relay,
      @Qualifier("applicationTaskExecutor") AsyncTaskExecutor executor) {
    this.json = json;
    this.clock = clock;
    this.relay = relay;
    this.executor = executor;
  }

  /// Writes the mails of one type.
  public interface Author {
    /// As in the outbox, such as `password-reset-mail`.
    String type();

    /// Called each time the mail is tried, outside any transaction.
    ///
    /// @param facts as they were added
    /// @return empty when there is nobody to write to, for good
    Optional<Letter> write(Map<String, String> facts);
  }

  /// @param to one address
  /// @param html says the same as the text
  public record Letter(String to, String subject, String text, String html) {
    @Override
    public String toString() {
      return "Letter"; // never the address or a link
    }
  }

  /// Adds a mail to the transaction of `sql`.
  ///
  /// @param id of the mail: a second one with the same id is not added
  /// @param facts for the author; gone once the mail is out
  public void add(DSLContext sql, UUID id, String type, Map<String, String> facts) {
    var outbox = Tables.OUTBOX;
    var now = clock.instant();
    sql.insertInto(outbox)
        .set(outbox.AGGREGATE_ID, id)
        .set(outbox.SEQ, 1)
        .set(outbox.TYPE, type)
        .set(outbox.PAYLOAD, JSONB.valueOf(json.writeValueAsString(facts)))
        .set(outbox.CREATED_AT, now)
        .set(outbox.DUE_AT, now)
        .onConflictDoNothing()
        .execute();
  }

  /// Wakes the relay, once the transaction is committed. Without it a mail waits for a second at
  /// most.
  public void sendSoon() {
    executor.execute(relay::sendDue);
  }
}
