package boxoffice.inventory.tickettype;

import boxoffice.inventory.change.Mask;
import boxoffice.inventory.performance.TicketType;
import boxoffice.inventory.price.Price;
import boxoffice.inventory.v1.Charges;
import boxoffice.money.v1.Money;
import java.util.Set;

/// What a ticket type is to be from now on, where the mask says so.
///
/// @param price not set where the mask does not name it
/// @param window a time that the mask names and that is null is removed
record TicketTypeEdit(
    Mask mask,
    String displayName,
    Money price,
    Charges charges,
    TicketType.Window window,
    int perOrderLimit,
    int perBuyerLimit) {
  static final Set<String> FIELDS =
      Set.of(
          "display_name",
          "price",
          "charges",
          "on_sale_time",
          "off_sale_time",
          "per_order_limit",
          "per_buyer_limit");

  /// @throws WireException VALIDATION_FAILED for a window that ends before it begins
  TicketType of(TicketType before) {
    var newWindow =
        new TicketType.Window(
            mask.has("on_sale_time") ? window.onSale() : before.window().onSale(),
            mask.has("off_sale_time") ? window.offSale() : before.window().offSale());
    return new TicketType(
        before.ticketTypeId(),
        before.performanceId(),
        before.category(),
        mask.pickName("display_name", displayName, before.displayName()),
        Price.of(
            mask.has("price") ? price.getAmountMinor() : before.price().amountMinor(),
            mask.pick("charges", charges, before.price().charges())),
        newWindow,
        mask.pick("per_order_limit", perOrderLimit, before.perOrderLimit()),
        mask.pick("per_buyer_limit", perBuyerLimit, before.perBuyerLimit()),
        before.withdrawn(),
        before.revision());
  }
}
