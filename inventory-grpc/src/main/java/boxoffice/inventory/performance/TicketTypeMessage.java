package boxoffice.inventory.performance;

import boxoffice.inventory.change.Change;
import boxoffice.money.v1.Money;
import boxoffice.wire.WireTypes;

/// A ticket type as the contract has it.
public final class TicketTypeMessage {
  private TicketTypeMessage() {}

  /// @param currency of the performance
  public static boxoffice.inventory.v1.TicketType of(TicketType type, String currency) {
    var proto =
        boxoffice.inventory.v1.TicketType.newBuilder()
            .setTicketTypeId(type.ticketTypeId().toString())
            .setPerformanceId(type.performanceId().toString())
            .setCategory(type.category())
            .setDisplayName(type.displayName())
            .setPrice(
                Money.newBuilder().setAmountMinor(type.price().amountMinor()).setCurrency(currency))
            .setCharges(type.price().charges())
            .setPerOrderLimit(type.perOrderLimit())
            .setPerBuyerLimit(type.perBuyerLimit())
            .setWithdrawn(type.withdrawn())
            .setEtag(Change.etag(type.revision()));
    if (type.window().onSale() != null) {
      proto.setOnSaleTime(WireTypes.timestamp(type.window().onSale()));
    }
    if (type.window().offSale() != null) {
      proto.setOffSaleTime(WireTypes.timestamp(type.window().offSale()));
    }
    return proto.build();
  }
}
