package boxoffice.order.mail;

import java.util.List;
import java.util.UUID;

/// That an order was confirmed, as the outbox keeps it: all that the mail to its buyer needs, but
/// for the address.
///
/// @param totalMinor in the smallest unit of `currency`
public record OrderConfirmed(
    UUID orderId, UUID buyerId, List<Line> lines, long totalMinor, String currency) {

  public static final String TYPE = "order.confirmed";

  public OrderConfirmed {
    lines = List.copyOf(lines);
  }

  /// A seat bought, a place of an area, or units of a product.
  ///
  /// @param section also what a product is called, and how many
  /// @param row empty for all but a seat
  /// @param category empty for a product
  /// @param amountMinor what it costs
  public record Line(
      String section, String row, String number, String category, long amountMinor) {}
}
