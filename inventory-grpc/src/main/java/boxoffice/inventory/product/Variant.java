package boxoffice.inventory.product;

import boxoffice.inventory.price.Price;

/// What is sold of a product.
///
/// @param sku names it among all variants of all products
/// @param displayName tells it from the others; may be empty
/// @param price of one
/// @param position in the order in which they were added
record Variant(
    String sku, String displayName, Price price, boolean withdrawn, int position, Stock stock) {}
