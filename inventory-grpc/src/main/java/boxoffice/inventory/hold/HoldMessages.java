package boxoffice.inventory.hold;

import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.HoldState;
import boxoffice.inventory.v1.NotEnough;
import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.inventory.v1.PurchaseLimit;
import boxoffice.inventory.v1.PurchaseLimitKind;
import boxoffice.inventory.v1.SaleNotOpen;
import boxoffice.inventory.v1.SeatsUnavailable;
import boxoffice.wire.WireTypes;
import java.time.Duration;

/// What holds and claims are on the wire.
///
/// @param longest how long a hold may last in all
record HoldMessages(Duration longest) {

  PlaceHoldResponse toProto(PlaceHold.Result result) {
    var response = PlaceHoldResponse.newBuilder();
    return switch (result.claimed()) {
      case Claimed.Held held -> response.setHeld(toProto(result.name(), held.hold())).build();
      case Claimed.Ended _ -> response.setHeld(ended(result.name())).build();
      case Claimed.Refused refused -> response.setSeatsUnavailable(toProto(refused)).build();
      case Claimed.NotEnough lacking -> response.setNotEnough(toProto(lacking)).build();
      case Claimed.OverHoldLimit over ->
          response
              .setPurchaseLimit(
                  PurchaseLimit.newBuilder()
                      .setKind(PurchaseLimitKind.PURCHASE_LIMIT_KIND_HOLD)
                      .setLimit(over.limit())
                      .setOf(over.of()))
              .build();
      case Claimed.OverBuyerLimit over ->
          response
              .setPurchaseLimit(
                  PurchaseLimit.newBuilder()
                      .setKind(PurchaseLimitKind.PURCHASE_LIMIT_KIND_BUYER)
                      .setLimit(over.limit())
                      .setOwned(over.owned())
                      .setOf(over.of()))
              .build();
      case Claimed.NotOnSale sale -> response.setSaleNotOpen(toProto(sale)).build();
    };
  }

  private static SeatsUnavailable toProto(Claimed.Refused refused) {
    var unavailable =
        SeatsUnavailable.newBuilder().setPerformanceId(refused.performanceId().toString());
    for (var seat : refused.seats()) {
      unavailable.addSeatsBuilder().setSeatId(seat.seatId().toString()).setReason(seat.reason());
    }
    return unavailable.build();
  }

  private static NotEnough toProto(Claimed.NotEnough lacking) {
    var notEnough =
        NotEnough.newBuilder()
            .setPerformanceId(lacking.performanceId().toString())
            .setAvailable(lacking.available())
            .setMayReturn(lacking.mayReturn());
    return switch (lacking.what()) {
      case Claimed.Lacking.Best best -> notEnough.setBest(best.index()).build();
      case Claimed.Lacking.Area area -> notEnough.setAreaId(area.areaId().toString()).build();
      case Claimed.Lacking.Product product -> notEnough.setSku(product.sku()).build();
    };
  }

  private static SaleNotOpen toProto(Claimed.NotOnSale sale) {
    var notOpen = SaleNotOpen.newBuilder().setClosed(sale.closed()).setOf(sale.of());
    if (sale.onSale() != null) {
      notOpen.setOnSaleTime(WireTypes.timestamp(sale.onSale()));
    }
    if (sale.offSale() != null) {
      notOpen.setOffSaleTime(WireTypes.timestamp(sale.offSale()));
    }
    return notOpen.build();
  }

  Hold toProto(HoldName name, HoldNow hold) {
    var proto =
        named(name)
            .setState(HoldState.valueOf("HOLD_STATE_" + hold.state()))
            .addAllSeats(hold.quote().seats())
            .addAllProducts(hold.quote().products())
            .setTotal(hold.quote().total())
            .setExtended(hold.extended());
    if (!hold.isConsumed()) {
      proto
          .setExpireTime(WireTypes.timestamp(hold.deadline()))
          .setLatestExpireTime(WireTypes.timestamp(hold.created().plus(longest)));
    }
    return proto.build();
  }

  Hold ended(HoldName name) {
    return named(name).setState(HoldState.HOLD_STATE_ENDED).build();
  }

  private static Hold.Builder named(HoldName name) {
    return Hold.newBuilder()
        .setName(name.toString())
        .setPerformanceId(name.performanceId().toString());
  }
}
