package boxoffice.inventory.product;

import static boxoffice.db.inventory.Tables.STOCK;
import static boxoffice.db.inventory.Tables.STOCK_ADJUSTMENT;
import static org.jooq.impl.DSL.noCondition;

import boxoffice.inventory.change.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Stocks and their adjustments in PostgreSQL.
final class StockStore {

  /// An adjustment as it is asked for.
  record Wanted(String sku, int delta, StockAdjustment.Reason reason, String note) {}

  Stock lock(DSLContext inside, String sku) {
    return inside
        .selectFrom(STOCK)
        .where(STOCK.SKU.eq(sku))
        .forUpdate()
        .fetchSingle(row -> new Stock(row.getTotal(), row.getReserved(), row.getSold()));
  }

  void setTotal(DSLContext inside, String sku, int total) {
    inside.update(STOCK).set(STOCK.TOTAL, total).where(STOCK.SKU.eq(sku)).execute();
  }

  /// @return false where the id is taken
  boolean insert(DSLContext inside, UUID id, Change change, Wanted wanted, int total, Instant now) {
    return inside
            .insertInto(STOCK_ADJUSTMENT)
            .set(STOCK_ADJUSTMENT.ADJUSTMENT_ID, id)
            .set(STOCK_ADJUSTMENT.REQUEST_HASH, change.hashBytes())
            .set(STOCK_ADJUSTMENT.SKU, wanted.sku())
            .set(STOCK_ADJUSTMENT.DELTA, wanted.delta())
            .set(STOCK_ADJUSTMENT.REASON, wanted.reason().name())
            .set(STOCK_ADJUSTMENT.NOTE, wanted.note())
            .set(STOCK_ADJUSTMENT.ACTOR, change.actor())
            .set(STOCK_ADJUSTMENT.TOTAL, total)
            .set(STOCK_ADJUSTMENT.AT, now)
            .onConflict(STOCK_ADJUSTMENT.ADJUSTMENT_ID)
            .doNothing()
            .execute()
        == 1;
  }

  /// Of the request that made the adjustment.
  Optional<byte[]> requestHash(DSLContext sql, UUID id) {
    return sql.select(STOCK_ADJUSTMENT.REQUEST_HASH)
        .from(STOCK_ADJUSTMENT)
        .where(STOCK_ADJUSTMENT.ADJUSTMENT_ID.eq(id))
        .fetchOptional(STOCK_ADJUSTMENT.REQUEST_HASH);
  }

  /// The newest first.
  ///
  /// @param before only those with a lower number; null for all
  List<StockAdjustment> list(DSLContext sql, String sku, @Nullable Long before, int limit) {
    return sql.selectFrom(STOCK_ADJUSTMENT)
        .where(STOCK_ADJUSTMENT.SKU.eq(sku))
        .and(before == null ? noCondition() : STOCK_ADJUSTMENT.NUMBER.lt(before))
        .orderBy(STOCK_ADJUSTMENT.NUMBER.desc())
        .limit(limit)
        .fetch(row ->
            new StockAdjustment(
                row.getNumber(),
                row.getDelta(),
                StockAdjustment.Reason.valueOf(row.getReason()),
                row.getNote(),
                row.getActor(),
                row.getTotal(),
                row.getAt()));
  }
}
