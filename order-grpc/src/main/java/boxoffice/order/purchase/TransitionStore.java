package boxoffice.order.purchase;

import static boxoffice.db.orders.Tables.ORDER;
import static org.jooq.impl.DSL.not;

import boxoffice.db.OneTrip;
import boxoffice.db.Repeating;
import boxoffice.order.audit.Act;
import boxoffice.order.audit.AuditLog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jspecify.annotations.Nullable;

/// Stores changes of orders: each is one transaction and one round trip, conditional on all that it
/// was made from, and repeated whole where it lost to another one.
final class TransitionStore {
  private final DSLContext sql;
  private final WorkStore work;
  private final ChangeQueries changes;
  private final Issue issue;
  private final Clock clock;
  private final SagaMeters meters;
  private final Repeating repeating = new Repeating();

  TransitionStore(DSLContext sql, WorkStore work, Issue issue, Clock clock, SagaMeters meters) {
    this.sql = sql;
    this.work = work;
    this.changes = new ChangeQueries(clock);
    this.issue = issue;
    this.clock = clock;
    this.meters = meters;
  }

  /// @param order as it is stored now
  /// @param released the lease was given back with it: there is nothing to do for now
  record Stored(Order order, boolean released) {}

  /// @return false when somebody else was there first: nothing is stored; read the order again
  boolean store(Change change) {
    return store(change, null).isPresent();
  }

  /// Stores a change that is made by whoever works on the order. If nothing is left to do for now,
  /// the lease is given back with it.
  ///
  /// @return empty when somebody else was there first
  Optional<Stored> store(Change change, @Nullable Lease lease) {
    var giving = lease == null ? Optional.<Query>empty() : giveBack(change, lease);
    var also = new ArrayList<Query>();
    giving.ifPresent(also::add);
    if (lease == null && change.has(Change.Effect.WAKE)) {
      also.add(work.wake(sql, change.after().id()));
    }
    return all(change, List.of(), also)
        .map(counts ->
            new Stored(change.after(), giving.isPresent() && counts[counts.length - 1] == 1));
  }

  /// Stores a change that an operator wants, with the entry that says so.
  ///
  /// @return false when somebody else was there first, or the act is done already
  boolean store(Change change, AuditLog log, Act act) {
    var wake = work.wake(sql, change.after().id());
    return all(change, List.of(log.entry(sql, act)), List.of(wake)).isPresent();
  }

  private Optional<Query> giveBack(Change change, Lease lease) {
    if (change.pause()) {
      return Optional.empty();
    }
    return switch (Step.next(change.after(), clock.instant())) {
      case Step.Done _ -> Optional.of(work.end(sql, lease));
      case Step.Wait wait -> Optional.of(work.park(sql, lease, wait.until()));
      default -> Optional.empty();
    };
  }

  /// A person must look, unless somebody has moved the order on meanwhile.
  ///
  /// @return whether nobody had said so before
  boolean stuck(Order order) {
    return sql.update(ORDER)
            .set(ORDER.STUCK, true)
            .where(ORDER.ORDER_ID.eq(order.id()))
            .and(ORDER.VERSION.eq(order.version()))
            .and(not(ORDER.STUCK))
            .execute()
        == 1;
  }

  /// Stores it in one transaction and one round trip, and counts it.
  ///
  /// @param conditions beside its own: each must change a row, or nothing at all is changed
  /// @param also what goes with it, at the end
  /// @return how many rows each query changed; empty when nothing was
  private Optional<int[]> all(Change change, List<Query> conditions, List<Query> also) {
    var queries = new ArrayList<>(changes.of(sql, change));
    queries.addAll(conditions);
    var conditional = queries.size();
    queries.addAll(changes.besides(sql, change));
    queries.addAll(issue.queries(sql, change));
    queries.addAll(also);
    try {
      var counts = repeating.run(() -> allOrNone(queries, conditional));
      meters.stored(change);
      return Optional.of(counts);
    } catch (Overtaken e) {
      return Optional.empty();
    } catch (IntegrityConstraintViolationException e) {
      if (isOvertaken(change)) { // what somebody else has stored was in the way
        return Optional.empty();
      }
      throw e;
    }
  }

  private int[] allOrNone(List<Query> queries, int conditional) {
    return sql.transactionResult(transaction -> {
      var counts = OneTrip.run(transaction.dsl(), queries);
      if (IntStream.range(0, conditional).anyMatch(position -> counts[position] != 1)) {
        throw new Overtaken();
      }
      return Arrays.copyOf(counts, counts.length);
    });
  }

  private boolean isOvertaken(Change change) {
    var before = change.before();
    return sql.fetchExists(
        ORDER, ORDER.ORDER_ID.eq(before.id()).and(ORDER.VERSION.ne(before.version())));
  }
}
