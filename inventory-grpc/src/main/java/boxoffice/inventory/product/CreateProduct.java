package boxoffice.inventory.product;

import boxoffice.inventory.change.Change;
import boxoffice.wire.WireException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;

/// Adds a product with its variants. Safe to repeat: its id follows from caller and request.
final class CreateProduct {
  private final DSLContext sql;
  private final ProductStore products;
  private final VariantStore variants;
  private final ProductChanges changes;

  CreateProduct(
      DSLContext sql, ProductStore products, VariantStore variants, ProductChanges changes) {
    this.sql = sql;
    this.products = products;
    this.variants = variants;
    this.changes = changes;
  }

  record Request(
      UUID organisationId,
      Product.Description description,
      Product.State state,
      String currency,
      List<Variant> variants) {}

  /// What came of it.
  sealed interface Result {
    record Created(Product product) implements Result {}

    /// By other products; nothing was stored.
    record SkusTaken(List<String> skus) implements Result {}
  }

  /// @throws WireException NOT_FOUND for the organisation, IDEMPOTENCY_KEY_REUSED
  Result create(Change change, Request request) {
    try {
      return new Result.Created(
          sql.transactionResult(transaction -> create(transaction.dsl(), change, request)));
    } catch (ProductChanges.SkusTaken taken) {
      return new Result.SkusTaken(taken.skus());
    }
  }

  private Product create(DSLContext inside, Change change, Request request) {
    var now = changes.now();
    var product =
        new Product(
            change.created("product"),
            request.organisationId(),
            request.description(),
            request.state(),
            request.currency(),
            request.variants(),
            1,
            now,
            now);
    changes.checkMember(inside, product.organisationId(), "organisation");
    if (!products.insert(inside, product, change)) {
      change.checkSame(products.requestHash(inside, product.productId()));
      return products.find(inside, product.productId()).orElseThrow();
    }
    var taken = variants.insert(inside, product.productId(), product.variants());
    if (!taken.isEmpty()) {
      throw new ProductChanges.SkusTaken(taken);
    }
    changes.recordFirstStock(inside, change, product.variants());
    changes.record(
        inside,
        change,
        "product-created",
        ProductChanges.Subject.of(product),
        Map.of(),
        json(product));
    return products.find(inside, product.productId()).orElseThrow();
  }

  private static Map<String, ?> json(Product product) {
    var json = new LinkedHashMap<String, Object>(ProductChanges.json(product));
    json.put("currency", product.currency());
    json.put("variants", product.variants().stream().map(ProductChanges::json).toList());
    return json;
  }
}
