package boxoffice.inventory.repair;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.change.Change;
import boxoffice.inventory.hold.MendPool;
import boxoffice.wire.WireException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.DSLContext;

/// Writes a performance's pool anew because an operator wants it.
///
/// The entry of the audit log is committed first, with the epoch that was found: building is
/// conditional on it, so a request that comes again after a crash in between builds, and one that
/// comes again after that does not.
final class RebuildPool {
  private static final String EPOCH = "epoch";

  private final DSLContext sql;
  private final RepairStore store;
  private final MendPool mendPool;
  private final AuditLog log;

  RebuildPool(DSLContext sql, RepairStore store, MendPool mendPool, AuditLog log) {
    this.sql = sql;
    this.store = store;
    this.mendPool = mendPool;
    this.log = log;
  }

  /// @return the epoch that the pool is of now
  /// @throws WireException NOT_FOUND; IDEMPOTENCY_KEY_REUSED; INVENTORY_UNAVAILABLE
  int rebuild(Change change, UUID performance, String reason) {
    var epoch = epoch(performance);
    var inRedis = mendPool.heads(List.of(performance)).getFirst().epoch();
    var found = found(change, performance, epoch, reason);
    mendPool.rebuild(performance, found, inRedis);
    return epoch(performance);
  }

  private int epoch(UUID performance) {
    return store
        .subject(sql, performance)
        .orElseThrow(() -> WireException.notFound("performance"))
        .epoch();
  }

  /// @return the epoch that this request found when it came first
  private int found(Change change, UUID performance, int epoch, String reason) {
    return sql.transactionResult(transaction -> {
      var in = transaction.dsl();
      var before = log.done(in, change);
      if (before.isPresent()) {
        return (Integer) Objects.requireNonNull(before.get().get(EPOCH));
      }
      log.add(
          in,
          new AuditLog.Entry(
              null,
              change,
              "pool-rebuilt",
              performance.toString(),
              Map.of(EPOCH, epoch),
              Map.of("reason", reason)));
      return epoch;
    });
  }
}
