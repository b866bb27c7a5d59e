package boxoffice.inventory.product;

import static boxoffice.db.inventory.Tables.STOCK;
import static boxoffice.db.inventory.Tables.VARIANT;

import boxoffice.inventory.price.Price;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;

/// Variants in PostgreSQL, each with its stock.
final class VariantStore {
  /// What a price is read from.
  static final List<Field<?>> PRICE =
      List.of(
          VARIANT.AMOUNT_MINOR,
          VARIANT.BOOKING_FEE_MINOR,
          VARIANT.TAX_BASIS_POINTS,
          VARIANT.TAX_ON_TOP);

  /// Several at once insert the same names in one order, so that neither waits for the other.
  ///
  /// @return the names that are taken; where there are any, the transaction is to be rolled back
  List<String> insert(DSLContext inside, UUID product, List<Variant> variants) {
    var insert =
        inside.insertInto(
            VARIANT,
            VARIANT.SKU,
            VARIANT.PRODUCT_ID,
            VARIANT.DISPLAY_NAME,
            VARIANT.POSITION,
            VARIANT.AMOUNT_MINOR,
            VARIANT.BOOKING_FEE_MINOR,
            VARIANT.TAX_BASIS_POINTS,
            VARIANT.TAX_ON_TOP);
    var stock = inside.insertInto(STOCK, STOCK.SKU, STOCK.TOTAL);
    var taken = new TreeSet<String>();
    for (var variant : variants.stream().sorted(Comparator.comparing(Variant::sku)).toList()) {
      insert =
          insert.values(
              variant.sku(),
              product,
              variant.displayName(),
              variant.position(),
              variant.price().amountMinor(),
              variant.price().bookingFeeMinor(),
              variant.price().taxBasisPoints(),
              variant.price().taxOnTop());
      stock = stock.values(variant.sku(), variant.stock().total());
      taken.add(variant.sku());
    }
    var inserted =
        insert.onConflict(VARIANT.SKU).doNothing().returning(VARIANT.SKU).fetch(VARIANT.SKU);
    inserted.forEach(taken::remove);
    if (taken.isEmpty()) {
      stock.execute();
    }
    return List.copyOf(taken);
  }

  void update(DSLContext inside, Variant variant) {
    inside
        .update(VARIANT)
        .set(VARIANT.DISPLAY_NAME, variant.displayName())
        .set(VARIANT.AMOUNT_MINOR, variant.price().amountMinor())
        .set(VARIANT.BOOKING_FEE_MINOR, variant.price().bookingFeeMinor())
        .set(VARIANT.TAX_BASIS_POINTS, variant.price().taxBasisPoints())
        .set(VARIANT.TAX_ON_TOP, variant.price().taxOnTop())
        .set(VARIANT.WITHDRAWN, variant.withdrawn())
        .where(VARIANT.SKU.eq(variant.sku()))
        .execute();
  }

  List<Variant> of(DSLContext sql, UUID product) {
    return of(sql, List.of(product)).getOrDefault(product, List.of());
  }

  /// By product.
  Map<UUID, List<Variant>> of(DSLContext sql, Collection<UUID> products) {
    return sql
        .select(
            VARIANT.PRODUCT_ID,
            VARIANT.SKU,
            VARIANT.DISPLAY_NAME,
            VARIANT.WITHDRAWN,
            VARIANT.POSITION,
            STOCK.TOTAL,
            STOCK.RESERVED,
            STOCK.SOLD)
        .select(PRICE)
        .from(VARIANT)
        .join(STOCK)
        .on(STOCK.SKU.eq(VARIANT.SKU))
        .where(VARIANT.PRODUCT_ID.in(products))
        .orderBy(VARIANT.PRODUCT_ID, VARIANT.POSITION)
        .stream()
        .collect(
            Collectors.groupingBy(
                row -> row.get(VARIANT.PRODUCT_ID),
                Collectors.mapping(VariantStore::variant, Collectors.toList())));
  }

  /// @param row with what [#PRICE] names
  static Price price(Record row) {
    return new Price(
        row.get(VARIANT.AMOUNT_MINOR),
        row.get(VARIANT.BOOKING_FEE_MINOR),
        row.get(VARIANT.TAX_BASIS_POINTS),
        row.get(VARIANT.TAX_ON_TOP));
  }

  private static Variant variant(Record row) {
    return new Variant(
        row.get(VARIANT.SKU),
        row.get(VARIANT.DISPLAY_NAME),
        price(row),
        row.get(VARIANT.WITHDRAWN),
        row.get(VARIANT.POSITION),
        new Stock(row.get(STOCK.TOTAL), row.get(STOCK.RESERVED), row.get(STOCK.SOLD)));
  }
}
