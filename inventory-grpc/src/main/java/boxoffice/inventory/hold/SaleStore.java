package boxoffice.inventory.hold;

import static boxoffice.db.inventory.Tables.PERFORMANCE;
import static boxoffice.db.inventory.Tables.POOL;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.inline;

import boxoffice.inventory.performance.Performance;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectConditionStep;

/// How performances sell, read from PostgreSQL.
final class SaleStore {
  private static final String OPEN = Performance.State.OPEN.name();
  private static final String CANCELLED = Performance.State.CANCELLED.name();
  private static final List<String> UNSEEN = List.of(Performance.State.DRAFT.name(), CANCELLED);

  private static final Field<Integer> EPOCH = coalesce(POOL.EPOCH, inline(0)).as("epoch");

  /// A draft gets its pool when it is published. What has a pool keeps it: others may still have
  /// seats there.
  private static final Condition NEEDS_POOL =
      POOL.EPOCH.isNotNull().or(PERFORMANCE.STATE.notIn(UNSEEN));

  private final DSLContext sql;

  SaleStore(DSLContext sql) {
    this.sql = sql;
  }

  /// Of every performance whose sale is not over and that needs a pool.
  List<Sale> all() {
    return query(sql, NEEDS_POOL)
        .and(PERFORMANCE.OFF_SALE_AT.gt(currentInstant()))
        .fetch(SaleStore::sale);
  }

  /// Empty for one that needs no pool.
  Optional<Sale> find(UUID performance) {
    return query(sql, NEEDS_POOL)
        .and(PERFORMANCE.PERFORMANCE_ID.eq(performance))
        .fetchOptional(SaleStore::sale);
  }

  /// Of a pool that is being built. Nobody begins another epoch while the transaction lasts.
  ///
  /// @return empty where somebody has begun one already
  static Optional<Sale> ofEpoch(DSLContext inside, UUID performance, int epoch) {
    var current =
        inside
            .select(POOL.EPOCH)
            .from(POOL)
            .where(POOL.PERFORMANCE_ID.eq(performance))
            .forShare()
            .fetchOptional(POOL.EPOCH);
    return current.equals(Optional.of(epoch))
        ? query(inside, PERFORMANCE.PERFORMANCE_ID.eq(performance)).fetchOptional(SaleStore::sale)
        : Optional.empty();
  }

  private static SelectConditionStep<? extends Record> query(DSLContext sql, Condition which) {
    return sql.select(
            PERFORMANCE.PERFORMANCE_ID,
            PERFORMANCE.SEAT_MAP_ID,
            PERFORMANCE.ON_SALE_AT,
            PERFORMANCE.OFF_SALE_AT,
            PERFORMANCE.SEATS_PER_HOLD,
            PERFORMANCE.SEATS_PER_BUYER,
            PERFORMANCE.STATE,
            PERFORMANCE.ORPHANS_ALLOWED,
            PERFORMANCE.REVISION,
            EPOCH)
        .from(PERFORMANCE)
        .leftJoin(POOL)
        .on(POOL.PERFORMANCE_ID.eq(PERFORMANCE.PERFORMANCE_ID))
        .where(which);
  }

  private static Sale sale(Record row) {
    return new Sale(
        row.get(PERFORMANCE.PERFORMANCE_ID),
        row.get(PERFORMANCE.SEAT_MAP_ID),
        row.get(PERFORMANCE.ON_SALE_AT),
        row.get(PERFORMANCE.OFF_SALE_AT),
        row.get(PERFORMANCE.SEATS_PER_HOLD),
        row.get(PERFORMANCE.SEATS_PER_BUYER),
        row.get(PERFORMANCE.STATE).equals(OPEN),
        row.get(PERFORMANCE.STATE).equals(CANCELLED),
        row.get(PERFORMANCE.ORPHANS_ALLOWED),
        row.get(PERFORMANCE.REVISION),
        row.get(EPOCH));
  }
}
