package boxoffice.inventory.performance;

import boxoffice.inventory.price.Price;
import boxoffice.wire.WireException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A price within a price category of a performance, in the performance's currency.
///
/// @param window when it sells; times that are null are the performance's
/// @param perOrderLimit how many of it one order may have; 0 for as many as the performance allows
/// @param perBuyerLimit the same for one buyer, over all orders
/// @param withdrawn not sold any more
/// @param revision grows with each change
public record TicketType(
    UUID ticketTypeId,
    UUID performanceId,
    String category,
    String displayName,
    Price price,
    Window window,
    int perOrderLimit,
    int perBuyerLimit,
    boolean withdrawn,
    long revision) {

  /// From when to when.
  public record Window(@Nullable Instant onSale, @Nullable Instant offSale) {
    public Window {
      if (onSale != null && offSale != null && !onSale.isBefore(offSale)) {
        throw WireException.invalidField("off_sale_time", "on_sale_time < off_sale_time");
      }
    }
  }

  public TicketType withdrawnNow() {
    return new TicketType(
        ticketTypeId,
        performanceId,
        category,
        displayName,
        price,
        window,
        perOrderLimit,
        perBuyerLimit,
        true,
        revision);
  }
}
