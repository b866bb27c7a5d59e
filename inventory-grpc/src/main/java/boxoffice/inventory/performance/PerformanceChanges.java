package boxoffice.inventory.performance;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.change.Change;
import boxoffice.inventory.membership.Memberships;
import boxoffice.wire.WireException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;

/// What every change of a performance goes through: one transaction, the row locked and its owner
/// asked for, an audit entry, and the news of it after the commit.
public final class PerformanceChanges {
  private final DSLContext sql;
  private final PerformanceStore store;
  private final Memberships memberships;
  private final AuditLog audit;
  private final AnnouncePerformance announce;

  PerformanceChanges(
      DSLContext sql,
      PerformanceStore store,
      Memberships memberships,
      AuditLog audit,
      AnnouncePerformance announce) {
    this.sql = sql;
    this.store = store;
    this.memberships = memberships;
    this.audit = audit;
    this.announce = announce;
  }

  /// A performance whose row is locked, with what it was last changed by.
  public record Locked(Performance performance, Change.Last lastChange) {}

  public <T> T inTransaction(Function<DSLContext, T> work) {
    return sql.transactionResult(transaction -> work.apply(transaction.dsl()));
  }

  /// A performance of the caller's; nobody else changes it while the transaction lasts.
  ///
  /// @param noun what is not found where it is not the caller's
  /// @throws WireException NOT_FOUND also for somebody else's
  public Locked lock(DSLContext inside, UUID id, String noun) {
    var locked = store.lock(inside, id).orElseThrow(() -> WireException.notFound(noun));
    memberships.check(inside, locked.performance().owner().organisationId(), noun);
    return locked;
  }

  /// A performance of the caller's, as it is.
  ///
  /// @param noun what is not found where it is not the caller's
  /// @throws WireException NOT_FOUND also for somebody else's
  public Performance own(DSLContext sql, UUID id, String noun) {
    var performance = store.find(sql, id).orElseThrow(() -> WireException.notFound(noun));
    memberships.check(sql, performance.owner().organisationId(), noun);
    return performance;
  }

  /// What was told of a change that was made before; the performance is locked.
  ///
  /// @return empty for a change that is new
  /// @throws WireException IDEMPOTENCY_KEY_REUSED for another one under the same request id
  public Optional<Map<String, Object>> done(DSLContext inside, Change change) {
    return audit.done(inside, change);
  }

  /// @param performance whose organisation it is
  public void record(
      DSLContext inside, Change change, String action, Performance performance, Deed deed) {
    audit.add(inside, entry(change, action, performance, deed));
  }

  private static AuditLog.Entry entry(
      Change change, String action, Performance performance, Deed deed) {
    return new AuditLog.Entry(
        performance.owner().organisationId(),
        change,
        action,
        deed.subject().toString(),
        deed.before(),
        deed.after());
  }

  /// That a performance was cancelled with its event.
  void recordCancelled(DSLContext inside, Change change, Performance before) {
    var to = Performance.State.CANCELLED;
    audit.addConsequence(inside, entry(change, action(to), before, move(before, to)));
  }

  /// That a performance has gone to another state.
  void recordMove(DSLContext inside, Change change, Performance before, Performance.State state) {
    record(inside, change, action(state), before, move(before, state));
  }

  private static Deed move(Performance before, Performance.State to) {
    return new Deed(before.performanceId(), Map.of("state", before.state()), Map.of("state", to));
  }

  private static String action(Performance.State to) {
    return to == Performance.State.OPEN
        ? "performance-opened"
        : "performance-" + to.name().toLowerCase(Locale.ROOT);
  }

  /// @param subject the id of what was changed
  /// @param before as JSON; empty for what was not there
  public record Deed(UUID subject, Map<String, ?> before, Map<String, ?> after) {}

  /// Counts a change of what is read with a performance as one of its own.
  public void touch(DSLContext inside, UUID id) {
    store.touch(inside, id);
  }

  /// Comes after the commit.
  void announce(Performance performance) {
    announce.announce(performance);
  }

  /// Comes after the commit.
  public void announce(UUID id) {
    store.find(sql, id).ifPresent(announce::announce);
  }
}
