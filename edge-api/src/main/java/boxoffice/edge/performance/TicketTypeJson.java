package boxoffice.edge.performance;

import boxoffice.edge.value.ChargesJson;
import boxoffice.edge.value.MoneyJson;
import boxoffice.inventory.v1.TicketType;
import boxoffice.wire.WireTypes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A price within a price category.
///
/// @param onSaleTime as the performance when it is not there, as `offSaleTime`
/// @param perOrderLimit 0 for as many as the performance allows, as `perBuyerLimit`
record TicketTypeJson(
    String ticketTypeId,
    String category,
    String displayName,
    MoneyJson price,
    ChargesJson charges,
    @Nullable Instant onSaleTime,
    @Nullable Instant offSaleTime,
    int perOrderLimit,
    int perBuyerLimit,
    boolean withdrawn) {

  static TicketTypeJson of(TicketType type) {
    return new TicketTypeJson(
        type.getTicketTypeId(),
        type.getCategory(),
        type.getDisplayName(),
        MoneyJson.of(type.getPrice()),
        ChargesJson.of(type.getCharges()),
        type.hasOnSaleTime() ? WireTypes.instant(type.getOnSaleTime()) : null,
        type.hasOffSaleTime() ? WireTypes.instant(type.getOffSaleTime()) : null,
        type.getPerOrderLimit(),
        type.getPerBuyerLimit(),
        type.getWithdrawn());
  }
}
