package boxoffice.edge.hold;

import boxoffice.edge.value.ChargesJson;
import boxoffice.edge.value.MoneyJson;
import boxoffice.edge.value.StateName;
import boxoffice.inventory.v1.HeldProduct;
import boxoffice.inventory.v1.HeldSeat;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.LineCharges;
import boxoffice.money.v1.Money;
import boxoffice.wire.WireTypes;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is kept for the caller.
///
/// @param name what an order is placed with
/// @param state ACTIVE: it can be ordered; PINNED: an order is taking it over; CONSUMED: an order
///   has it; ENDED: it is over
/// @param total what an order of it costs, with fees and tax
/// @param seats places of areas too
/// @param latestExpireTime while ACTIVE or PINNED: it never lasts longer
/// @param extended whether it was given more time, which happens once
/// @param expireTime while ACTIVE or PINNED: until then an order can be placed
@JsonInclude(JsonInclude.Include.NON_NULL)
record HoldJson(
    String name,
    String performanceId,
    String state,
    List<HeldSeatJson> seats,
    List<HeldProductJson> products,
    MoneyJson total,
    @Nullable Instant expireTime,
    @Nullable Instant latestExpireTime,
    boolean extended) {

  static HoldJson of(Hold hold) {
    return new HoldJson(
        hold.getName(),
        hold.getPerformanceId(),
        StateName.of(hold.getState(), "HOLD_STATE_"),
        hold.getSeatsList().stream().map(HeldSeatJson::of).toList(),
        hold.getProductsList().stream().map(HeldProductJson::of).toList(),
        MoneyJson.of(hold.getTotal()),
        hold.hasExpireTime() ? WireTypes.instant(hold.getExpireTime()) : null,
        hold.hasLatestExpireTime() ? WireTypes.instant(hold.getLatestExpireTime()) : null,
        hold.getExtended());
  }

  /// A hold from before there were fees and taxes has no lines.
  private static MoneyJson lineTotal(LineCharges line, Money price, int quantity) {
    var minor =
        line.equals(LineCharges.getDefaultInstance())
            ? Math.multiplyExact(price.getAmountMinor(), (long) quantity)
            : line.getTotalMinor();
    return new MoneyJson(minor, price.getCurrency());
  }

  /// Units of a product that are held, and the price of one.
  ///
  /// @param total what all of them come to, with fee and tax
  record HeldProductJson(
      String sku,
      String displayName,
      String variant,
      int quantity,
      MoneyJson price,
      ChargesJson charges,
      MoneyJson total) {
    static HeldProductJson of(HeldProduct product) {
      return new HeldProductJson(
          product.getSku(),
          product.getDisplayName(),
          product.getVariant(),
          product.getQuantity(),
          MoneyJson.of(product.getPrice()),
          ChargesJson.of(product.getLine().getCharges()),
          lineTotal(product.getLine(), product.getPrice(), product.getQuantity()));
    }
  }

  /// A held seat, or a place of an area, and its price.
  ///
  /// @param ticketTypeId empty for the category's standard one
  /// @param areaId empty for a seat
  /// @param total what it comes to, with fee and tax
  record HeldSeatJson(
      String seatId,
      String performanceId,
      String section,
      String row,
      String number,
      String areaId,
      String category,
      String ticketTypeId,
      MoneyJson price,
      ChargesJson charges,
      MoneyJson total) {
    static HeldSeatJson of(HeldSeat seat) {
      return new HeldSeatJson(
          seat.getSeatId(),
          seat.getPerformanceId(),
          seat.getSection(),
          seat.getRow(),
          seat.getNumber(),
          seat.getAreaId(),
          seat.getCategory(),
          seat.getTicketTypeId(),
          MoneyJson.of(seat.getPrice()),
          ChargesJson.of(seat.getLine().getCharges()),
          lineTotal(seat.getLine(), seat.getPrice(), 1));
    }
  }
}
