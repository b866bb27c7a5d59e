package boxoffice.user.mail;

import static boxoffice.db.users.Tables.OUTBOX;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The outbox as the relay sees it. A mail that is being sent is not due for the length of a lease,
/// so that two relays never send one at the same time, and one that dies is replaced.
@Component
final class MailStore {
  private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};
  private static final JSONB EMPTIED = JSONB.valueOf("{}");

  private final DSLContext sql;
  private final JsonMapper json;

  MailStore(DSLContext sql, JsonMapper json) {
    this.sql = sql;
    this.json = json;
  }

  /// @param id stays the same over all attempts
  /// @param attempts this one included
  record Due(long number, UUID id, String type, Map<String, String> facts, int attempts) {
    @Override
    public String toString() {
      return "Due[" + id + "]"; // never an address
    }
  }

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
    return sql.update(OUTBOX)
        .set(OUTBOX.ATTEMPTS, OUTBOX.ATTEMPTS.plus(1))
        .set(OUTBOX.DUE_AT, leaseEnd)
        .where(OUTBOX.ID.eq(oldest))
        .returningResult(
            OUTBOX.ID, OUTBOX.AGGREGATE_ID, OUTBOX.TYPE, OUTBOX.PAYLOAD, OUTBOX.ATTEMPTS)
        .fetchOptional(row ->
            new Due(
                row.value1(),
                row.value2(),
                row.value3(),
                json.readValue(row.value4().data(), FACTS),
                row.value5()));
  }

  /// What is not sent yet, whether it is due or not.
  ///
  /// @param since when the oldest was added; null where nothing waits
  record Waiting(int mails, @Nullable Instant since) {}

  Waiting waiting() {
    return sql.select(DSL.count(), DSL.min(OUTBOX.CREATED_AT))
        .from(OUTBOX)
        .where(OUTBOX.PUBLISHED_AT.isNull())
        .fetchSingle(row -> new Waiting(row.value1(), row.value2()));
  }

  /// Nothing is left to do; the addresses that it names are forgotten.
  void markDone(Due mail, Instant now) {
    sql.update(OUTBOX)
        .set(OUTBOX.PUBLISHED_AT, now)
        .set(OUTBOX.PAYLOAD, EMPTIED)
        .where(OUTBOX.ID.eq(mail.number()))
        .execute();
  }

  void postpone(Due mail, Instant until) {
    sql.update(OUTBOX)
        .set(OUTBOX.DUE_AT, until)
        .where(OUTBOX.ID.eq(mail.number()))
        .and(OUTBOX.PUBLISHED_AT.isNull())
        .execute();
  }

  /// Deletes mails that have been done for long.
  ///
  /// @return how many
  int forget(Instant doneBefore, int most) {
    var old =
        DSL.select(OUTBOX.ID)
            .from(OUTBOX)
            .where(OUTBOX.PUBLISHED_AT.lt(doneBefore))
            .limit(most)
            .forUpdate()
            .skipLocked();
    return sql.deleteFrom(OUTBOX).where(OUTBOX.ID.in(old)).execute();
  }
}
