package boxoffice.inventory.product;

import static boxoffice.db.inventory.Tables.PRODUCT;
import static boxoffice.db.inventory.Tables.VARIANT;

import boxoffice.wire.WireException;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import org.jooq.DSLContext;
import org.jooq.Record;

/// Variants by sku for other features, as they were two seconds ago at most.
public final class ProductsForSale {
  private static final int KEPT = 10_000;
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final DSLContext sql;
  private final LoadingCache<String, ForSale> variants =
      Caffeine.newBuilder().maximumSize(KEPT).expireAfterWrite(LONGEST).build(this::read);

  ProductsForSale(DSLContext sql) {
    this.sql = sql;
  }

  /// @throws WireException NOT_FOUND, also for one of a draft
  public ForSale find(String sku) {
    return variants.get(sku);
  }

  private ForSale read(String sku) {
    return sql.select(PRODUCT.fields())
        .select(VARIANT.SKU, VARIANT.WITHDRAWN)
        .select(VariantStore.PRICE)
        .select(VARIANT.DISPLAY_NAME.as("variant_name"))
        .from(VARIANT)
        .join(PRODUCT)
        .on(PRODUCT.PRODUCT_ID.eq(VARIANT.PRODUCT_ID))
        .where(VARIANT.SKU.eq(sku))
        .and(PRODUCT.STATE.ne(Product.State.DRAFT.name()))
        .fetchOptional(ProductsForSale::forSale)
        .orElseThrow(() -> WireException.notFound("product"));
  }

  private static ForSale forSale(Record row) {
    return new ForSale(
        row.get(VARIANT.SKU),
        row.get(PRODUCT.PRODUCT_ID),
        row.get(PRODUCT.ORGANISATION_ID),
        row.get(PRODUCT.DISPLAY_NAME),
        row.get("variant_name", String.class),
        VariantStore.price(row),
        row.get(PRODUCT.CURRENCY),
        row.get(PRODUCT.ON_SALE_AT),
        row.get(PRODUCT.OFF_SALE_AT),
        row.get(PRODUCT.PER_BUYER_LIMIT),
        !row.get(VARIANT.WITHDRAWN)
            && row.get(PRODUCT.STATE).equals(Product.State.PUBLISHED.name()));
  }
}
