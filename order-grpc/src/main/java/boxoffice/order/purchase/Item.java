package boxoffice.order.purchase;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something bought.
sealed interface Item {
  /// What one costs, in the smallest unit of the order's currency.
  long amountMinor();

  /// What all of it costs.
  long totalMinor();

  /// A seat, or a place of an area.
  ///
  /// @param areaId of a place; null for a seat
  /// @param row empty for a place
  record Seat(
      UUID performanceId,
      UUID seatId,
      @Nullable UUID areaId,
      String section,
      String row,
      String number,
      String category,
      long amountMinor)
      implements Item {
    @Override
    public long totalMinor() {
      return amountMinor;
    }
  }

  /// Units of a product's variant.
  ///
  /// @param displayName what product and variant are called
  record Product(String sku, String displayName, int quantity, long amountMinor) implements Item {
    @Override
    public long totalMinor() {
      return Math.multiplyExact(amountMinor, quantity);
    }
  }
}
