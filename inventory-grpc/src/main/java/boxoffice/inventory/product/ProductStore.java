package boxoffice.inventory.product;

import static boxoffice.db.inventory.Tables.PRODUCT;
import static boxoffice.db.inventory.Tables.VARIANT;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import boxoffice.db.inventory.tables.records.ProductRecord;
import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Products in PostgreSQL, each with its variants.
final class ProductStore {
  private final VariantStore variants;

  ProductStore(VariantStore variants) {
    this.variants = variants;
  }

  /// A product whose row is locked, with what it was last changed by.
  record Locked(Product product, Change.Last lastChange) {}

  /// Without its variants.
  ///
  /// @return false where the id is taken
  boolean insert(DSLContext inside, Product product, Change change) {
    var description = product.description();
    return inside
            .insertInto(PRODUCT)
            .set(PRODUCT.PRODUCT_ID, product.productId())
            .set(PRODUCT.ORGANISATION_ID, product.organisationId())
            .set(PRODUCT.DISPLAY_NAME, description.displayName())
            .set(PRODUCT.DESCRIPTION, description.text())
            .set(PRODUCT.STATE, product.state().name())
            .set(PRODUCT.CURRENCY, product.currency())
            .set(PRODUCT.ON_SALE_AT, description.onSale())
            .set(PRODUCT.OFF_SALE_AT, description.offSale())
            .set(PRODUCT.PER_BUYER_LIMIT, description.perBuyerLimit())
            .set(PRODUCT.REVISION, product.revision())
            .set(PRODUCT.LAST_CHANGE_ID, change.id())
            .set(PRODUCT.LAST_CHANGE_HASH, change.hashBytes())
            .set(PRODUCT.REQUEST_HASH, change.hashBytes())
            .set(PRODUCT.CREATED_AT, product.createTime())
            .set(PRODUCT.UPDATED_AT, product.updateTime())
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  /// Description and state.
  void update(DSLContext inside, Product product, Change change, Instant now) {
    var description = product.description();
    inside
        .update(PRODUCT)
        .set(PRODUCT.DISPLAY_NAME, description.displayName())
        .set(PRODUCT.DESCRIPTION, description.text())
        .set(PRODUCT.STATE, product.state().name())
        .set(PRODUCT.ON_SALE_AT, description.onSale())
        .set(PRODUCT.OFF_SALE_AT, description.offSale())
        .set(PRODUCT.PER_BUYER_LIMIT, description.perBuyerLimit())
        .set(PRODUCT.REVISION, PRODUCT.REVISION.plus(1))
        .set(PRODUCT.LAST_CHANGE_ID, change.id())
        .set(PRODUCT.LAST_CHANGE_HASH, change.hashBytes())
        .set(PRODUCT.UPDATED_AT, now)
        .where(PRODUCT.PRODUCT_ID.eq(product.productId()))
        .execute();
  }

  byte[] requestHash(DSLContext sql, UUID id) {
    return sql.select(PRODUCT.REQUEST_HASH)
        .from(PRODUCT)
        .where(PRODUCT.PRODUCT_ID.eq(id))
        .fetchOptional(PRODUCT.REQUEST_HASH)
        .orElseThrow();
  }

  Optional<Product> find(DSLContext sql, UUID id) {
    return sql.selectFrom(PRODUCT)
        .where(PRODUCT.PRODUCT_ID.eq(id))
        .fetchOptional(found -> product(found, variants.of(sql, id)));
  }

  Optional<Locked> lock(DSLContext inside, UUID id) {
    return inside
        .selectFrom(PRODUCT)
        .where(PRODUCT.PRODUCT_ID.eq(id))
        .forUpdate()
        .fetchOptional(found ->
            new Locked(
                product(found, variants.of(inside, id)),
                Change.Last.of(found.getLastChangeId(), found.getLastChangeHash())));
  }

  /// The product of a variant.
  Optional<Locked> lockOf(DSLContext inside, String sku) {
    return inside
        .select(VARIANT.PRODUCT_ID)
        .from(VARIANT)
        .where(VARIANT.SKU.eq(sku))
        .fetchOptional(VARIANT.PRODUCT_ID)
        .flatMap(id -> lock(inside, id));
  }

  /// Whose a variant is.
  Optional<UUID> organisationOf(DSLContext sql, String sku) {
    return sql.select(PRODUCT.ORGANISATION_ID)
        .from(VARIANT)
        .join(PRODUCT)
        .on(PRODUCT.PRODUCT_ID.eq(VARIANT.PRODUCT_ID))
        .where(VARIANT.SKU.eq(sku))
        .fetchOptional(PRODUCT.ORGANISATION_ID);
  }

  /// By name.
  ///
  /// @param organisation null for those that buyers see, of all
  List<Product> list(DSLContext sql, @Nullable UUID organisation, Page page) {
    var found =
        sql.selectFrom(PRODUCT)
            .where(
                organisation == null
                    ? PRODUCT.STATE.eq(Product.State.PUBLISHED.name())
                    : PRODUCT.ORGANISATION_ID.eq(organisation))
            .and(behind(page.after()))
            .orderBy(PRODUCT.DISPLAY_NAME, PRODUCT.PRODUCT_ID)
            .limit(page.limit())
            .fetch(row -> product(row, List.of()));
    var byProduct = variants.of(sql, found.stream().map(Product::productId).toList());
    return found.stream()
        .map(product -> product.with(byProduct.getOrDefault(product.productId(), List.of())))
        .toList();
  }

  private static Condition behind(Page.@Nullable After after) {
    return after == null
        ? noCondition()
        : row(PRODUCT.DISPLAY_NAME, PRODUCT.PRODUCT_ID).gt(after.name(), after.id());
  }

  private static Product product(ProductRecord row, List<Variant> variants) {
    return new Product(
        row.getProductId(),
        row.getOrganisationId(),
        new Product.Description(
            row.getDisplayName(),
            row.getDescription(),
            row.getOnSaleAt(),
            row.getOffSaleAt(),
            row.getPerBuyerLimit()),
        Product.State.valueOf(row.getState()),
        row.getCurrency(),
        variants,
        row.getRevision(),
        row.getCreatedAt(),
        row.getUpdatedAt());
  }
}
