package boxoffice.inventory.product;

import boxoffice.inventory.change.Change;
import boxoffice.wire.WireException;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;

/// Adds to the stock of a variant, or takes from it. The stock's row is locked meanwhile, so that
/// many at once come one after the other; the database refuses what this should have refused.
final class AdjustStock {
  private static final String NOUN = "variant";

  private final DSLContext sql;
  private final ProductStore products;
  private final StockStore stocks;
  private final ProductChanges changes;

  AdjustStock(DSLContext sql, ProductStore products, StockStore stocks, ProductChanges changes) {
    this.sql = sql;
    this.products = products;
    this.stocks = stocks;
    this.changes = changes;
  }

  /// What came of it.
  sealed interface Result {
    record Adjusted(Stock stock) implements Result {}

    /// Nothing changed.
    record OutOfRange(Stock stock) implements Result {}
  }

  /// Repeated it adjusts once, whatever happened since.
  ///
  /// @throws WireException NOT_FOUND, IDEMPOTENCY_KEY_REUSED
  Result adjust(Change change, StockStore.Wanted wanted) {
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      var organisation =
          products
              .organisationOf(inside, wanted.sku())
              .orElseThrow(() -> WireException.notFound(NOUN));
      changes.checkMember(inside, organisation, NOUN);
      return adjust(inside, change, wanted, organisation);
    });
  }

  private Result adjust(
      DSLContext inside, Change change, StockStore.Wanted wanted, UUID organisation) {
    var id = change.created("stock_adjustment");
    var before = stocks.lock(inside, wanted.sku());
    var known = stocks.requestHash(inside, id);
    if (known.isPresent()) {
      change.checkSame(known.get());
      return new Result.Adjusted(before);
    }
    if (!before.admits(wanted.delta())) {
      return new Result.OutOfRange(before);
    }
    var after = before.plus(wanted.delta());
    if (!stocks.insert(inside, id, change, wanted, after.total(), changes.now())) {
      throw WireException.keyReused(); // at this moment, for another variant
    }
    stocks.setTotal(inside, wanted.sku(), after.total());
    changes.record(
        inside,
        change,
        "stock-adjusted",
        new ProductChanges.Subject(organisation, wanted.sku()),
        Map.of("total", before.total()),
        Map.of("total", after.total(), "reason", wanted.reason(), "note", wanted.note()));
    return new Result.Adjusted(after);
  }
}
