package boxoffice.inventory.product;

import boxoffice.wire.WireException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that is sold beside seats.
///
/// @param currency of all its prices
/// @param variants in the order in which they were added
record Product(
    UUID productId,
    UUID organisationId,
    Description description,
    State state,
    String currency,
    List<Variant> variants,
    long revision,
    Instant createTime,
    Instant updateTime) {

  Product {
    variants = List.copyOf(variants);
  }

  /// What its organisation says of it.
  ///
  /// @param onSale null for at once
  /// @param offSale null for never
  /// @param perBuyerLimit 0 for any number
  record Description(
      String displayName,
      String text,
      @Nullable Instant onSale,
      @Nullable Instant offSale,
      int perBuyerLimit) {
    Description {
      if (onSale != null && offSale != null && !onSale.isBefore(offSale)) {
        throw WireException.invalidField("off_sale_time", "is not after on_sale_time");
      }
    }
  }

  /// Whether it is sold.
  enum State {
    DRAFT,
    PUBLISHED,
    WITHDRAWN
  }

  Product with(List<Variant> others) {
    return new Product(
        productId,
        organisationId,
        description,
        state,
        currency,
        others,
        revision,
        createTime,
        updateTime);
  }
}
