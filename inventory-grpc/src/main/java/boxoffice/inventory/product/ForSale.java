package boxoffice.inventory.product;

import boxoffice.inventory.price.Price;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A variant as buyers get it.
///
/// @param displayName the product's
/// @param variant tells it from others of the product; may be empty
/// @param price of one
/// @param onSale null for any time, like offSale
/// @param perBuyerLimit how many of the product one buyer may have, over all orders; 0 for any
///   number
/// @param open whether it sells at all
public record ForSale(
    String sku,
    UUID productId,
    UUID organisationId,
    String displayName,
    String variant,
    Price price,
    String currency,
    @Nullable Instant onSale,
    @Nullable Instant offSale,
    int perBuyerLimit,
    boolean open) {}
