package boxoffice.order.audit;

import static boxoffice.db.orders.Tables.AUDIT_ENTRY;
import static org.jooq.impl.DSL.noCondition;

import boxoffice.db.Repeating;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jooq.DSLContext;
import org.jooq.Query;

/// Does what operators ask for, each act once, and keeps who did it and why: neither the deed nor
/// its entry is there without the other.
public final class AuditLog {
  private final DSLContext sql;
  private final Clock clock;
  private final Repeating repeating = new Repeating();

  AuditLog(DSLContext sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  record Entry(long number, UUID actor, String action, String subject, String reason, Instant at) {}

  /// Undoes a transaction in which there was nothing to do. Never leaves this class.
  private static final class NothingDone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NothingDone() {
      super("nothing was done", null, false, false);
    }
  }

  /// Does it in one transaction with its entry, unless it was done before.
  ///
  /// @param deed in that transaction; false when there was nothing to do, which leaves no entry
  /// @throws WireException IDEMPOTENCY_KEY_REUSED for another act under the same request id
  public void once(Act act, Predicate<DSLContext> deed) {
    try {
      repeating.run(
          () -> sql.transactionResult(transaction -> tryOnce(transaction.dsl(), act, deed)));
    } catch (NothingDone e) {
      // as it should be: there is nothing to tell of it
    }
  }

  private boolean tryOnce(DSLContext in, Act act, Predicate<DSLContext> deed) {
    if (entry(in, act).execute() == 0) {
      return checkSame(in, act);
    }
    if (!deed.test(in)) {
      throw new NothingDone();
    }
    return true;
  }

  /// Adds the entry of an act that is done in the same transaction: no row when there is one
  /// already.
  public Query entry(DSLContext in, Act act) {
    return in.insertInto(AUDIT_ENTRY)
        .set(AUDIT_ENTRY.CHANGE_ID, act.id())
        .set(AUDIT_ENTRY.ACTOR, act.actor())
        .set(AUDIT_ENTRY.ACTION, act.action())
        .set(AUDIT_ENTRY.SUBJECT, act.subject())
        .set(AUDIT_ENTRY.REASON, act.reason())
        .set(AUDIT_ENTRY.AT, clock.instant())
        .onConflictDoNothing();
  }

  /// Whether it was done before.
  ///
  /// @throws WireException as [#once]
  public boolean isDone(Act act) {
    return checkSame(sql, act);
  }

  private static boolean checkSame(DSLContext in, Act act) {
    var found =
        in.selectFrom(AUDIT_ENTRY).where(AUDIT_ENTRY.CHANGE_ID.eq(act.id())).fetchOptional();
    found.ifPresent(entry -> {
      var before =
          new Act(
              entry.getChangeId(),
              entry.getActor(),
              entry.getAction(),
              entry.getSubject(),
              entry.getReason());
      if (!before.equals(act)) {
        throw WireException.keyReused();
      }
    });
    return found.isPresent();
  }

  /// The newest first.
  ///
  /// @param subject empty for all
  /// @param below only entries with a smaller number
  List<Entry> list(String subject, long below, int max) {
    return sql.selectFrom(AUDIT_ENTRY)
        .where(AUDIT_ENTRY.NUMBER.lt(below))
        .and(subject.isEmpty() ? noCondition() : AUDIT_ENTRY.SUBJECT.eq(subject))
        .orderBy(AUDIT_ENTRY.NUMBER.desc())
        .limit(max)
        .fetch(row ->
            new Entry(
                row.getNumber(),
                row.getActor(),
                row.getAction(),
                row.getSubject(),
                row.getReason(),
                row.getAt()));
  }
}
