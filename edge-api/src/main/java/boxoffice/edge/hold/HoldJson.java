package boxoffice.edge.hold;

import boxoffice.edge.value.MoneyJson;
import boxoffice.edge.value.StateName;
import boxoffice.inventory.v1.HeldSeat;
import boxoffice.inventory.v1.Hold;
import boxoffice.wire.WireTypes;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Seats kept for the caller.
///
/// @param name what an order is placed with
/// @param state ACTIVE, PINNED, CONSUMED or ENDED
/// @param expireTime while ACTIVE or PINNED: until then an order can be placed
@JsonInclude(JsonInclude.Include.NON_NULL)
record HoldJson(
    String name,
    String performanceId,
    String state,
    List<HeldSeatJson> seats,
    MoneyJson total,
    @Nullable Instant expireTime) {

  static HoldJson of(Hold hold) {
    return new HoldJson(
        hold.getName(),
        hold.getPerformanceId(),
        StateName.of(hold.getState(), "HOLD_STATE_"),
        hold.getSeatsList().stream().map(HeldSeatJson::of).toList(),
        MoneyJson.of(hold.getTotal()),
        hold.hasExpireTime() ? WireTypes.instant(hold.getExpireTime()) : null);
  }

  /// A held seat and its price.
  record HeldSeatJson(
      String seatId, String section, String row, String number, String category, MoneyJson price) {
    static HeldSeatJson of(HeldSeat seat) {
      return new HeldSeatJson(
          seat.getSeatId(),
          seat.getSection(),
          seat.getRow(),
          seat.getNumber(),
          seat.getCategory(),
          MoneyJson.of(seat.getPrice()));
    }
  }
}
