package boxoffice.inventory.product;

import boxoffice.inventory.change.Change;
import boxoffice.wire.WireException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jooq.DSLContext;

/// Adds variants to products and changes them.
final class ChangeVariant {
  private static final int MOST = 50;

  private final DSLContext sql;
  private final ProductStore products;
  private final VariantStore variants;
  private final StockStore stocks;
  private final ProductChanges changes;

  ChangeVariant(
      DSLContext sql,
      ProductStore products,
      VariantStore variants,
      StockStore stocks,
      ProductChanges changes) {
    this.sql = sql;
    this.products = products;
    this.variants = variants;
    this.stocks = stocks;
    this.changes = changes;
  }

  /// @param seen the etag, or empty
  record NewVariant(UUID productId, String seen, String currency, Variant variant) {}

  /// What came of adding.
  sealed interface Added {
    record Done(Product product) implements Added {}

    record SkusTaken(List<String> skus) implements Added {}

    record TooMany(int limit) implements Added {}
  }

  /// Safe to repeat, whatever happened since: its first stock tells.
  ///
  /// @throws WireException NOT_FOUND, ETAG_MISMATCH, IDEMPOTENCY_KEY_REUSED, VALIDATION_FAILED
  Added add(Change change, NewVariant wanted) {
    try {
      return sql.transactionResult(transaction -> add(transaction.dsl(), change, wanted));
    } catch (ProductChanges.SkusTaken taken) {
      return new Added.SkusTaken(taken.skus());
    }
  }

  private Added add(DSLContext inside, Change change, NewVariant wanted) {
    var locked = changes.own(inside, products.lock(inside, wanted.productId()), "product");
    var before = locked.product();
    var added =
        stocks.requestHash(inside, ProductChanges.firstStockId(change, wanted.variant().sku()));
    if (change.isLast(locked.lastChange()) || added.isPresent()) {
      added.ifPresent(change::checkSame);
      return new Added.Done(before);
    }
    Change.checkEtag(wanted.seen(), before.revision());
    checkCurrency("variant.price", wanted.currency(), before);
    if (before.variants().size() >= MOST) {
      return new Added.TooMany(MOST);
    }
    var variant = at(wanted.variant(), before.variants().size());
    var taken = variants.insert(inside, before.productId(), List.of(variant));
    if (!taken.isEmpty()) {
      throw new ProductChanges.SkusTaken(taken);
    }
    changes.recordFirstStock(inside, change, List.of(variant));
    changes.record(
        inside,
        change,
        "variant-added",
        subject(before, variant),
        Map.of(),
        ProductChanges.json(variant));
    return new Added.Done(changes.done(inside, change, before));
  }

  /// @param edit gives a variant of a product as it is to be
  /// @throws WireException NOT_FOUND, ETAG_MISMATCH, IDEMPOTENCY_KEY_REUSED, VALIDATION_FAILED
  Product update(
      Change change, String sku, String seen, BiFunction<Product, Variant, Variant> edit) {
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      var locked = changes.own(inside, products.lockOf(inside, sku), "variant");
      var product = locked.product();
      if (change.isLast(locked.lastChange())) {
        return product;
      }
      Change.checkEtag(seen, product.revision());
      var before =
          product.variants().stream()
              .filter(variant -> variant.sku().equals(sku))
              .findFirst()
              .orElseThrow();
      var after = edit.apply(product, before);
      variants.update(inside, after);
      changes.record(
          inside,
          change,
          "variant-updated",
          subject(product, after),
          ProductChanges.json(before),
          ProductChanges.json(after));
      return changes.done(inside, change, product);
    });
  }

  /// @throws WireException VALIDATION_FAILED
  static void checkCurrency(String field, String currency, Product product) {
    if (!currency.equals(product.currency())) {
      throw WireException.invalidField(field, "the product is priced in " + product.currency());
    }
  }

  private static Variant at(Variant variant, int position) {
    return new Variant(
        variant.sku(),
        variant.displayName(),
        variant.price(),
        variant.withdrawn(),
        position,
        variant.stock());
  }

  private static ProductChanges.Subject subject(Product product, Variant variant) {
    return new ProductChanges.Subject(product.organisationId(), variant.sku());
  }
}
