package boxoffice.order.mail;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// That an order was confirmed, as the outbox keeps it: all that the mail to its buyer needs, but
/// for the address.
///
/// @param orderCode what people call it by; null in rows from before there were codes
/// @param buyerId the account to write to; null for the order of a partner, whose holder is written
///   to
/// @param totalMinor in the smallest unit of `currency`
public record OrderConfirmed(
    UUID orderId,
    @Nullable String orderCode,
    @Nullable UUID buyerId,
    List<Line> lines,
    long totalMinor,
    String currency) {

  public static final String TYPE = "order.confirmed";

  public OrderConfirmed {
    lines = List.copyOf(lines);
  }

  /// The code, or the id where there is none.
  String name() {
    return orderCode == null ? orderId.toString() : orderCode;
  }

  /// A seat bought, a place of an area, or units of a product.
  ///
  /// @param section also what a product is called, and how many
  /// @param row empty for all but a seat
  /// @param category empty for a product
  /// @param amountMinor what it costs, with fee and tax
  public record Line(String section, String row, String number, String category, long amountMinor) {
    /// What it is called, and where it is.
    String place() {
      if (category.isEmpty()) {
        return section;
      }
      return row.isEmpty()
          ? "%s (%s)".formatted(section, category)
          : "%s, row %s, seat %s (%s)".formatted(section, row, number, category);
    }
  }
}
