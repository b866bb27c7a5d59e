package boxoffice.edge.hold;

import boxoffice.edge.problem.Problems;
import boxoffice.edge.problem.Refusal;
import boxoffice.edge.value.StateName;
import boxoffice.inventory.v1.PurchaseLimit;
import boxoffice.inventory.v1.SaleNotOpen;
import boxoffice.inventory.v1.SeatsUnavailable;
import boxoffice.inventory.v1.UnavailableSeat;
import boxoffice.wire.WireTypes;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// Why seats are not held, and what a client needs to choose better.
@Component
class HoldProblems {
  private final Problems problems;

  HoldProblems(Problems problems) {
    this.problems = problems;
  }

  ResponseEntity<Object> seatsUnavailable(SeatsUnavailable refusal) {
    var seats = refusal.getSeatsList().stream().map(SeatProblemJson::of).toList();
    return problems.refusal(Refusal.SEAT_UNAVAILABLE, "choose other seats", Map.of("seats", seats));
  }

  ResponseEntity<Object> purchaseLimit(PurchaseLimit refusal) {
    return problems.refusal(
        Refusal.PURCHASE_LIMIT,
        "too many seats",
        Map.of(
            "kind", StateName.of(refusal.getKind(), "PURCHASE_LIMIT_KIND_"),
            "limit", refusal.getLimit(),
            "owned", refusal.getOwned()));
  }

  ResponseEntity<Object> saleNotOpen(SaleNotOpen refusal) {
    return problems.refusal(
        Refusal.SALE_NOT_OPEN,
        "not on sale now",
        Map.of(
            "closed", refusal.getClosed(),
            "onSaleTime", WireTypes.instant(refusal.getOnSaleTime()),
            "offSaleTime", WireTypes.instant(refusal.getOffSaleTime())));
  }

  ResponseEntity<Object> ordered() {
    return problems.refusal(
        Refusal.ORDER_STATE_CONFLICT, "an order has taken the hold over", Map.of());
  }

  /// A seat that cannot be had, and why.
  record SeatProblemJson(String seatId, String reason) {
    static SeatProblemJson of(UnavailableSeat seat) {
      return new SeatProblemJson(
          seat.getSeatId(), StateName.of(seat.getReason(), "UNAVAILABLE_REASON_"));
    }
  }
}
