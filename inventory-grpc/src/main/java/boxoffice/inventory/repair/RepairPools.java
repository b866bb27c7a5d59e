package boxoffice.inventory.repair;

import boxoffice.db.TypedSql;
import boxoffice.inventory.hold.MendPool;
import boxoffice.inventory.hold.MendPool.Head;
import boxoffice.inventory.repair.RepairPool.Compared;
import boxoffice.inventory.repair.RepairStore.Subject;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// Looks every few seconds which pools may differ from PostgreSQL: those whose seats changed hands
/// lately, as the log of changes says, those that moved in Redis, and all others one by one. Of
/// several processes one does it at a time. While a store is away it does nothing and comes back.
class RepairPools {
  private static final Logger LOG = LoggerFactory.getLogger(RepairPools.class);

  private final DSLContext sql;
  private final RepairStore store;
  private final RepairPool repairPool;
  private final MendPool mendPool;
  private final RepairSettings settings;
  private final Clock clock;
  private final LongSupplier nanos = System::nanoTime;

  /// Where pools were when they were last found right.
  private final Map<UUID, Head> right = new HashMap<>();

  /// The seats that were wrong when a pool was last compared.
  private final Map<UUID, Set<Integer>> wrong = new HashMap<>();

  private final Map<UUID, Integer> reserved = new ConcurrentHashMap<>();

  private int turn;

  RepairPools(
      DSLContext sql,
      RepairStore store,
      RepairPool repairPool,
      MendPool mendPool,
      RepairSettings settings,
      Clock clock) {
    this.sql = sql;
    this.store = store;
    this.repairPool = repairPool;
    this.mendPool = mendPool;
    this.settings = settings;
    this.clock = clock;
  }

  /// How many seats are pinned by orders that are not paid, as far as this process has looked.
  int pinned() {
    return reserved.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Scheduled(
      fixedDelayString = "${boxoffice.inventory.repair.every:5s}",
      initialDelayString = "${boxoffice.inventory.repair.every:5s}")
  void run() {
    try {
      sql.connection(connection -> runAlone(TypedSql.on(connection)));
    } catch (WireException | DataAccessException e) {
      LOG.warn("pools could not be compared: {}", e.getMessage());
    }
  }

  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
  void purge() {
    try {
      store.purge(sql, clock.instant().minus(settings.kept()));
    } catch (DataAccessException e) {
      LOG.warn("the log of changes could not be purged: {}", e.getMessage());
    }
  }

  private synchronized void runAlone(DSLContext own) {
    if (!store.tryLock(own)) {
      return;
    }
    try {
      repair(own);
    } finally {
      store.unlock(own);
    }
  }

  private void repair(DSLContext own) {
    var now = clock.instant();
    var subjects = store.subjects(own, now.minus(settings.lately()), now);
    var ids = subjects.stream().map(Subject::performanceId).toList();
    right.keySet().retainAll(ids);
    wrong.keySet().retainAll(ids);
    reserved.keySet().retainAll(ids);
    var heads = mendPool.heads(ids);
    var end = nanos.getAsLong() + settings.budget().toNanos();
    for (int index : candidates(subjects, heads)) {
      if (nanos.getAsLong() - end > 0) {
        LOG.info("some pools are compared the next time");
        return;
      }
      compare(own, subjects.get(index), heads.get(index));
    }
  }

  /// Indexes: what changed in PostgreSQL, what was wrong or moved in Redis, and the next in turn.
  private Set<Integer> candidates(List<Subject> subjects, List<Head> heads) {
    var changed = new LinkedHashSet<Integer>();
    var moved = new ArrayList<Integer>();
    for (int i = 0; i < subjects.size(); i++) {
      if (heads.get(i).epoch() != subjects.get(i).epoch()) {
        continue; // being built
      }
      if (subjects.get(i).changed()) {
        changed.add(i);
      } else if (!heads.get(i).equals(right.get(subjects.get(i).performanceId()))) {
        moved.add(i);
      }
    }
    changed.addAll(moved);
    if (!subjects.isEmpty()) {
      turn = (turn + 1) % subjects.size();
      if (heads.get(turn).epoch() == subjects.get(turn).epoch()) {
        changed.add(turn);
      }
    }
    return changed;
  }

  /// One that cannot be compared keeps nobody else from it.
  private void compare(DSLContext own, Subject subject, Head head) {
    try {
      note(subject, head, repairPool.repair(own, subject));
    } catch (WireException e) {
      LOG.warn("the pool of {} could not be compared: {}", subject.performanceId(), e.reason());
    }
  }

  private void note(Subject subject, Head head, Compared compared) {
    var id = subject.performanceId();
    reserved.put(id, compared.reserved());
    var before = wrong.getOrDefault(id, Set.of());
    if (compared.differing().isEmpty()) {
      right.put(id, head);
      wrong.remove(id);
      return;
    }
    right.remove(id);
    LOG.warn("the pool of {} differed in seats {}", id, compared.differing());
    if (compared.differing().stream().anyMatch(before::contains)) {
      wrong.remove(id);
      mendPool.rebuild(id, subject.epoch());
    } else {
      wrong.put(id, compared.differing());
    }
  }
}
