package boxoffice.inventory.product;

/// What is sold of a product.
///
/// @param sku names it among all variants of all products
/// @param displayName tells it from the others; may be empty
/// @param price in minor units of the product's currency
/// @param position in the order in which they were added
record Variant(
    String sku, String displayName, long price, boolean withdrawn, int position, Stock stock) {}
