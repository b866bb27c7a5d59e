package boxoffice.user.revocation;

import static boxoffice.db.users.Tables.DENYLIST;
import static boxoffice.db.users.Tables.REVOCATION;

import boxoffice.guard.denylist.DenylistSource;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/// The denylist in PostgreSQL, where it is true. Each read is one statement, so it sees entries and
/// position of the same moment.
@Component
class DenylistStore implements DenylistSource {
  /// Most entries of a part.
  static final int PART = 1_000;

  /// Most rows that one statement deletes.
  private static final int BATCH = 10_000;

  private final DSLContext sql;
  private final Clock clock;

  DenylistStore(DSLContext sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /// @param epoch 0 for none
  record Position(long epoch, long number) {
    static final Position NONE = new Position(0, 0);

    boolean isAhead(Position other) {
      return epoch > other.epoch || (epoch == other.epoch && number > other.number);
    }
  }

  /// @param entry refuses nothing any more if it has expired
  record Numbered(long number, Entry entry) {}

  /// Entries that follow each other without a gap.
  ///
  /// @param end how far they go
  /// @param list how far the list goes
  /// @param oldest number of the oldest entry that refuses something; one more than the list has
  ///   where none does
  record Run(Position end, Position list, List<Numbered> entries, long oldest) {

    boolean isComplete() {
      return end.equals(list);
    }
  }

  @Override
  public Part after(long epoch, long number) {
    var live = REVOCATION.EXPIRES_AT.gt(clock.instant());
    var rows = rows(new Position(epoch, number), live);
    var end = end(rows);
    var entries = entries(rows).stream().map(Numbered::entry).toList();
    return new Part(end.epoch(), end.number(), entries, rows.size() <= PART);
  }

  /// Like [#after], but with every entry from the oldest live one on, so that none is missing
  /// between two others.
  Run runAfter(Position known) {
    var oldest = DSL.field(oldestLive(clock.instant()));
    var named = oldest.as("oldest");
    var rows = rows(known, REVOCATION.NUMBER.ge(oldest), named);
    var list =
        new Position(
            value(rows.getFirst(), DENYLIST.EPOCH), value(rows.getFirst(), DENYLIST.NUMBER));
    var first = rows.getFirst().get(named);
    return new Run(end(rows), list, entries(rows), first == null ? list.number() + 1 : first);
  }

  /// Gives the list another epoch if it was set back: Redis knows more than it holds.
  ///
  /// @return whether it did
  boolean startAnew(Position redis) {
    var epoch = Math.max(clock.instant().getEpochSecond(), redis.epoch() + 1);
    return sql.update(DENYLIST)
            .set(DENYLIST.EPOCH, epoch)
            .where(DENYLIST.EPOCH.lt(redis.epoch()))
            .or(DENYLIST.EPOCH.eq(redis.epoch()).and(DENYLIST.NUMBER.lt(redis.number())))
            .execute()
        == 1;
  }

  /// Forgets the oldest entries that refuse nothing any more, as many as one statement should. The
  /// numbers go on.
  ///
  /// @return how many
  int forgetExpired() {
    var now = clock.instant();
    var before = DSL.coalesce(DSL.field(oldestLive(now)), Long.MAX_VALUE);
    return sql.deleteFrom(REVOCATION)
        .where(
            REVOCATION.NUMBER.in(
                DSL.select(REVOCATION.NUMBER)
                    .from(REVOCATION)
                    .where(REVOCATION.NUMBER.lt(before))
                    .and(REVOCATION.EXPIRES_AT.le(now))
                    .orderBy(REVOCATION.NUMBER)
                    .limit(BATCH)))
        .execute();
  }

  private static Select<Record1<Long>> oldestLive(Instant now) {
    return DSL.select(REVOCATION.NUMBER)
        .from(REVOCATION)
        .where(REVOCATION.EXPIRES_AT.gt(now))
        .orderBy(REVOCATION.NUMBER)
        .limit(1);
  }

  /// One row at least, which has the position; one more than a part where there is more.
  private List<Record> rows(Position known, Condition which, Field<?>... more) {
    var isKnown = DENYLIST.EPOCH.eq(known.epoch()).and(DENYLIST.NUMBER.ge(known.number()));
    var after = DSL.when(isKnown, known.number()).otherwise(0L);
    return List.copyOf(
        sql.select(DENYLIST.EPOCH, DENYLIST.NUMBER)
            .select(REVOCATION.fields())
            .select(more)
            .from(DENYLIST)
            .leftJoin(REVOCATION)
            .on(REVOCATION.NUMBER.gt(after).and(which))
            .orderBy(REVOCATION.NUMBER)
            .limit(PART + 1)
            .fetch());
  }

  private static List<Numbered> entries(List<Record> rows) {
    return rows.stream()
        .limit(PART)
        .filter(row -> row.get(REVOCATION.NUMBER) != null)
        .map(DenylistStore::entry)
        .toList();
  }

  private static Position end(List<Record> rows) {
    var last = rows.size() > PART ? REVOCATION.NUMBER : DENYLIST.NUMBER;
    var row = rows.get(Math.min(rows.size(), PART) - 1);
    return new Position(value(row, DENYLIST.EPOCH), value(row, last));
  }

  private static Numbered entry(Record row) {
    Instant expires = value(row, REVOCATION.EXPIRES_AT);
    return new Numbered(
        value(row, REVOCATION.NUMBER),
        new Entry(value(row, REVOCATION.REVOKED_ID), value(row, REVOCATION.NOT_BEFORE), expires));
  }

  private static <T> T value(Record row, Field<T> field) {
    return Objects.requireNonNull(row.get(field), field.getName());
  }
}
