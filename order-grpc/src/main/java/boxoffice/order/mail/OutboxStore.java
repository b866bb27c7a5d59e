package boxoffice.order.mail;

import static boxoffice.db.orders.Tables.OUTBOX;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.min;

import boxoffice.db.orders.tables.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// The rows of the outbox that are still to be sent.
final class OutboxStore {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final int MAX_DOUBLINGS = 9;

  private final DSLContext sql;
  private final Clock clock;

  OutboxStore(DSLContext sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /// @param attempts how often it was taken before
  record Row(long id, UUID aggregateId, int seq, String type, String payload, int attempts) {}

  /// Takes what is due for a while; a row that is not published by then is due again. Of one
  /// aggregate only the first, so that nothing overtakes.
  List<Row> take(int max) {
    var now = clock.instant();
    var earlier = OUTBOX.as("earlier");
    var due =
        sql.select(OUTBOX.ID)
            .from(OUTBOX)
            .where(isWaiting(OUTBOX))
            .and(OUTBOX.DUE_AT.le(now))
            .andNotExists(
                sql.selectOne()
                    .from(earlier)
                    .where(earlier.AGGREGATE_ID.eq(OUTBOX.AGGREGATE_ID))
                    .and(earlier.SEQ.lt(OUTBOX.SEQ))
                    .and(isWaiting(earlier)))
            .orderBy(OUTBOX.ID)
            .limit(max)
            .forUpdate()
            .of(OUTBOX)
            .skipLocked();
    return sql.update(OUTBOX)
        .set(OUTBOX.DUE_AT, now.plus(LEASE))
        .set(OUTBOX.ATTEMPTS, OUTBOX.ATTEMPTS.plus(1))
        .setNull(OUTBOX.FAILURE)
        .where(OUTBOX.ID.in(due))
        .returning()
        .fetch(row ->
            new Row(
                row.getId(),
                row.getAggregateId(),
                row.getSeq(),
                row.getType(),
                row.getPayload().data(),
                row.getAttempts() - 1));
  }

  /// Not sent yet and not given up, whether it is due or not.
  static Condition isWaiting(Outbox rows) {
    return rows.PUBLISHED_AT.isNull().and(rows.GIVEN_UP_AT.isNull());
  }

  /// What [#isWaiting].
  ///
  /// @param since when the oldest was written; null where nothing waits
  record Waiting(int rows, @Nullable Instant since) {}

  Waiting waiting() {
    return sql.select(count(), min(OUTBOX.CREATED_AT))
        .from(OUTBOX)
        .where(isWaiting(OUTBOX))
        .fetchSingle(row -> new Waiting(row.value1(), row.value2()));
  }

  /// They have gone out, also those that were given up meanwhile.
  void published(Collection<Long> ids) {
    if (ids.isEmpty()) {
      return;
    }
    sql.update(OUTBOX)
        .set(OUTBOX.PUBLISHED_AT, clock.instant())
        .setNull(OUTBOX.GIVEN_UP_AT)
        .where(OUTBOX.ID.eq(any(ids.toArray(Long[]::new))))
        .and(OUTBOX.PUBLISHED_AT.isNull())
        .execute();
  }

  /// To be tried again, later each time.
  ///
  /// @param failure in a word; no name and no address
  void failed(Row row, String failure) {
    sql.update(OUTBOX)
        .set(OUTBOX.DUE_AT, nextTry(row))
        .set(OUTBOX.FAILURE, failure)
        .where(OUTBOX.ID.eq(row.id()))
        .and(OUTBOX.PUBLISHED_AT.isNull())
        .execute();
  }

  private Instant nextTry(Row row) {
    var wait = Duration.ofSeconds(1L << Math.min(row.attempts(), MAX_DOUBLINGS));
    return clock.instant().plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }
}
