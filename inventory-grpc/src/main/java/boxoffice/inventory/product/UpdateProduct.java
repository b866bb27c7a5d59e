package boxoffice.inventory.product;

import boxoffice.inventory.change.Change;
import boxoffice.wire.WireException;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Changes what is said of a product, and whether it is sold.
final class UpdateProduct {
  private final DSLContext sql;
  private final ProductStore products;
  private final ProductChanges changes;

  UpdateProduct(DSLContext sql, ProductStore products, ProductChanges changes) {
    this.sql = sql;
    this.products = products;
    this.changes = changes;
  }

  /// @param seen the etag, or empty
  /// @param edit gives the description as it is to be
  /// @param state that it is to have; null for the one it has
  record Request(
      UUID productId,
      String seen,
      UnaryOperator<Product.Description> edit,
      Product.@Nullable State state) {}

  /// What came of it.
  sealed interface Result {
    record Updated(Product product) implements Result {}

    /// What was published is no draft any more.
    record StateConflict(Product.State state) implements Result {}
  }

  /// @throws WireException NOT_FOUND, ETAG_MISMATCH, IDEMPOTENCY_KEY_REUSED, VALIDATION_FAILED
  Result update(Change change, Request request) {
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      var locked = changes.own(inside, products.lock(inside, request.productId()), "product");
      var before = locked.product();
      if (change.isLast(locked.lastChange())) {
        return new Result.Updated(before);
      }
      Change.checkEtag(request.seen(), before.revision());
      var state = request.state() == null ? before.state() : request.state();
      if (state == Product.State.DRAFT && before.state() != Product.State.DRAFT) {
        return new Result.StateConflict(before.state());
      }
      var after = edited(before, request.edit().apply(before.description()), state);
      var updated = changes.done(inside, change, after);
      changes.record(
          inside,
          change,
          "product-updated",
          ProductChanges.Subject.of(before),
          ProductChanges.json(before),
          ProductChanges.json(after));
      return new Result.Updated(updated);
    });
  }

  private static Product edited(
      Product before, Product.Description description, Product.State state) {
    return new Product(
        before.productId(),
        before.organisationId(),
        description,
        state,
        before.currency(),
        before.variants(),
        before.revision(),
        before.createTime(),
        before.updateTime());
  }
}
