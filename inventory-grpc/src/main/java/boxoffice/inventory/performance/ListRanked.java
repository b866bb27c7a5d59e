package boxoffice.inventory.performance;

import static boxoffice.db.inventory.Tables.PERFORMANCE;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.unnest;
import static org.jooq.impl.DSL.val;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.SQLDataType;

/// Lists performances in an order that somebody else made.
public final class ListRanked {
  private final DSLContext sql;

  ListRanked(DSLContext sql) {
    this.sql = sql;
  }

  /// Those that buyers see and that are still to come: first the ranked ones, then, where these are
  /// too few, the soonest of the others. One query, however many are ranked.
  public List<boxoffice.inventory.v1.Performance> list(List<UUID> ranked, Instant now, int limit) {
    var ids = ranked.toArray(UUID[]::new);
    var soonest =
        select(PERFORMANCE.PERFORMANCE_ID)
            .from(PERFORMANCE)
            .where(seenAndToCome(now))
            .orderBy(PERFORMANCE.STARTS_AT, PERFORMANCE.PERFORMANCE_ID)
            .limit(limit);
    var named = unnest(val(ids)).as("ranked", "id");
    return PerformanceRows.from(sql)
        .where(seenAndToCome(now))
        .and(
            PERFORMANCE.PERFORMANCE_ID.in(
                select(named.field("id", UUID.class)).from(named).union(soonest)))
        .orderBy(
            function(
                "array_position", SQLDataType.INTEGER, val(ids), field(PERFORMANCE.PERFORMANCE_ID)),
            PERFORMANCE.STARTS_AT,
            PERFORMANCE.PERFORMANCE_ID)
        .limit(limit)
        .fetch(PerformanceRows::performance)
        .stream()
        .map(PerformanceMessages::toProto)
        .toList();
  }

  private static Condition seenAndToCome(Instant now) {
    return PERFORMANCE
        .STATE
        .in(
            Performance.State.PUBLISHED.name(),
            Performance.State.OPEN.name(),
            Performance.State.PAUSED.name())
        .and(PERFORMANCE.STARTS_AT.gt(now));
  }
}
