package boxoffice.order.purchase;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something bought.
sealed interface Item {
  /// What one costs without its fee, in the smallest unit of the order's currency.
  long amountMinor();

  int quantity();

  Charges charges();

  /// The same for nothing.
  Item free();

  /// What all of it costs, with fee and tax.
  default long totalMinor() {
    return charges().totalMinor(amountMinor(), quantity());
  }

  default long feesMinor() {
    return Math.multiplyExact(charges().bookingFeeMinor(), (long) quantity());
  }

  /// A price within a category.
  ///
  /// @param id null for the category's standard one, whose name is empty
  record TicketType(@Nullable UUID id, String displayName) {
    static final TicketType STANDARD = new TicketType(null, "");
  }

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
      TicketType ticketType,
      long amountMinor,
      Charges charges)
      implements Item {
    @Override
    public int quantity() {
      return 1;
    }

    @Override
    public Seat free() {
      return new Seat(
          performanceId,
          seatId,
          areaId,
          section,
          row,
          number,
          category,
          ticketType,
          0,
          Charges.NONE);
    }
  }

  /// Units of a product's variant.
  ///
  /// @param displayName what product and variant are called
  record Product(String sku, String displayName, int quantity, long amountMinor, Charges charges)
      implements Item {
    @Override
    public Product free() {
      return new Product(sku, displayName, quantity, 0, Charges.NONE);
    }
  }
}
