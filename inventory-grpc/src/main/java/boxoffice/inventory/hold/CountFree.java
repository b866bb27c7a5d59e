package boxoffice.inventory.hold;

import static boxoffice.db.inventory.Tables.PERFORMANCE_COUNT;
import static org.jooq.impl.DSL.excluded;

import boxoffice.inventory.hold.PoolHeads.Head;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes how many seats of each performance are free, for lists of what can be had: a few seconds
/// late, and nobody decides by it. Every process writes the same.
///
/// Reads only the pools that have changed since it last did. Holds that are due are retired on the
/// way, else seats whose buyer went away would count as taken until somebody claims again, which
/// nobody does where nothing seems free.
final class CountFree {
  private static final Logger LOG = LoggerFactory.getLogger(CountFree.class);
  private static final int AT_ONCE = 500;

  private final DSLContext sql;
  private final ReadPool readPool;
  private final Pool pool;
  private final Clock clock;

  /// What was counted last; replaced as a whole.
  private volatile Map<UUID, Head> counted = Map.of();

  CountFree(DSLContext sql, ReadPool readPool, Pool pool, Clock clock) {
    this.sql = sql;
    this.readPool = readPool;
    this.pool = pool;
    this.clock = clock;
  }

  private record Count(UUID performance, int free) {}

  /// @param heads of the pools of these performances, in the same order
  void count(List<Sale> sales, List<Head> heads) {
    var now = clock.instant().toEpochMilli();
    var seen = new HashMap<UUID, Head>();
    var counts = new ArrayList<Count>();
    for (int i = 0; i < sales.size(); i++) {
      var id = sales.get(i).performanceId();
      var head = heads.get(i);
      var due = head.nextDue() <= now;
      if (head.epoch() == 0 || (!due && head.hasSeatsOf(counted.get(id)))) {
        seen.put(id, head);
        continue;
      }
      try {
        if (due) {
          var _ = pool.retireHolds(id);
        }
        counts.add(new Count(id, readPool.read(id).freeCount()));
        seen.put(id, head);
      } catch (WireException e) {
        LOG.debug("not counted for now: {}", id, e);
      }
    }
    for (int from = 0; from < counts.size(); from += AT_ONCE) {
      write(counts.subList(from, Math.min(from + AT_ONCE, counts.size())));
    }
    counted = seen;
  }

  private void write(List<Count> counts) {
    var now = clock.instant();
    var insert =
        sql.insertInto(
            PERFORMANCE_COUNT,
            PERFORMANCE_COUNT.PERFORMANCE_ID,
            PERFORMANCE_COUNT.FREE_COUNT,
            PERFORMANCE_COUNT.COUNTED_AT);
    for (var count : counts) {
      insert = insert.values(count.performance(), count.free(), now);
    }
    insert
        .onConflict(PERFORMANCE_COUNT.PERFORMANCE_ID)
        .doUpdate()
        .set(PERFORMANCE_COUNT.FREE_COUNT, excluded(PERFORMANCE_COUNT.FREE_COUNT))
        .set(PERFORMANCE_COUNT.COUNTED_AT, excluded(PERFORMANCE_COUNT.COUNTED_AT))
        .execute();
  }
}
