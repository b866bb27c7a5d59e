package boxoffice.inventory.product;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.DatabaseTime;
import boxoffice.inventory.membership.Memberships;
import boxoffice.wire.DerivedId;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// What all changes of products have in common: whose it is, whether the change was made before,
/// whether the caller saw what is there, and the audit log.
final class ProductChanges {
  private final ProductStore products;
  private final StockStore stocks;
  private final Memberships memberships;
  private final AuditLog audit;
  private final Clock clock;

  ProductChanges(
      ProductStore products,
      StockStore stocks,
      Memberships memberships,
      AuditLog audit,
      Clock clock) {
    this.products = products;
    this.stocks = stocks;
    this.memberships = memberships;
    this.audit = audit;
    this.clock = clock;
  }

  /// Rolls the transaction back because of names that others have.
  static final class SkusTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<String> skus;

    SkusTaken(List<String> skus) {
      super(null, null, false, false);
      this.skus = skus;
    }

    List<String> skus() {
      return skus;
    }
  }

  void checkMember(DSLContext inside, UUID organisation, String noun) {
    memberships.check(inside, organisation, noun);
  }

  /// A product that is about to change.
  ///
  /// @throws WireException NOT_FOUND also for somebody else's
  ProductStore.Locked own(DSLContext inside, Optional<ProductStore.Locked> locked, String noun) {
    var found = locked.orElseThrow(() -> WireException.notFound(noun));
    memberships.check(inside, found.product().organisationId(), noun);
    return found;
  }

  /// Notes the change in the product's row.
  Product done(DSLContext inside, Change change, Product product) {
    products.update(inside, product, change, now());
    return products.find(inside, product.productId()).orElseThrow();
  }

  /// The first adjustments of new variants, which also tell that a request was carried out.
  void recordFirstStock(DSLContext inside, Change change, List<Variant> variants) {
    for (var variant : variants) {
      var total = variant.stock().total();
      var wanted = new StockStore.Wanted(variant.sku(), total, StockAdjustment.Reason.INITIAL, "");
      if (!stocks.insert(
          inside, firstStockId(change, variant.sku()), change, wanted, total, now())) {
        throw WireException.keyReused();
      }
    }
  }

  static UUID firstStockId(Change change, String sku) {
    return DerivedId.of("first_stock", change.id().toString(), sku);
  }

  /// @param subject a product's id or a sku
  void record(
      DSLContext inside,
      Change change,
      String action,
      Subject subject,
      Map<String, ?> before,
      Map<String, ?> after) {
    audit.add(
        inside,
        new AuditLog.Entry(
            subject.organisationId(), change, action, subject.name(), before, after));
  }

  /// What the audit log is about.
  record Subject(UUID organisationId, String name) {
    static Subject of(Product product) {
      return new Subject(product.organisationId(), product.productId().toString());
    }
  }

  static Map<String, ?> json(Product product) {
    var description = product.description();
    var json = new LinkedHashMap<String, Object>();
    json.put("display_name", description.displayName());
    json.put("description", description.text());
    json.put("state", product.state());
    json.put("on_sale_time", String.valueOf(description.onSale()));
    json.put("off_sale_time", String.valueOf(description.offSale()));
    json.put("per_buyer_limit", description.perBuyerLimit());
    return json;
  }

  static Map<String, ?> json(Variant variant) {
    return Map.of(
        "sku",
        variant.sku(),
        "display_name",
        variant.displayName(),
        "price",
        variant.price().amountMinor(),
        "charges",
        variant.price().chargesJson(),
        "withdrawn",
        variant.withdrawn());
  }

  /// What the database keeps of the time.
  Instant now() {
    return DatabaseTime.now(clock);
  }
}
