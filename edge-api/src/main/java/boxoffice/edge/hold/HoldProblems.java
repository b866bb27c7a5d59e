package boxoffice.edge.hold;

import boxoffice.edge.problem.Explanation;
import boxoffice.edge.problem.Problems;
import boxoffice.edge.value.StateName;
import boxoffice.inventory.v1.NotEnough;
import boxoffice.inventory.v1.PurchaseLimit;
import boxoffice.inventory.v1.SaleNotOpen;
import boxoffice.inventory.v1.SeatsUnavailable;
import boxoffice.inventory.v1.UnavailableSeat;
import boxoffice.wire.WireTypes;
import java.util.HashMap;
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
    return problems.refusal(
        Explanation.CHOOSE_OTHERS,
        Map.of("performanceId", refusal.getPerformanceId(), "seats", seats));
  }

  /// Never "sold out" while others hold some.
  ResponseEntity<Object> notEnough(NotEnough refusal) {
    var more = new HashMap<String, Object>();
    switch (refusal.getWishCase()) {
      case BEST -> more.put("best", refusal.getBest());
      case AREA_ID -> more.put("areaId", refusal.getAreaId());
      case SKU -> more.put("sku", refusal.getSku());
      case WISH_NOT_SET -> throw new IllegalStateException("not enough of what?");
    }
    more.put("performanceId", refusal.getPerformanceId());
    more.put("available", refusal.getAvailable());
    more.put("mayReturn", refusal.getMayReturn());
    return refusal.getAvailable() == 0 && !refusal.getMayReturn()
        ? problems.refusal(Explanation.NOTHING_LEFT, more)
        : problems.refusal(Explanation.NOT_ENOUGH, more);
  }

  ResponseEntity<Object> purchaseLimit(PurchaseLimit refusal) {
    return problems.refusal(
        Explanation.HELD,
        Map.of(
            "kind", StateName.of(refusal.getKind(), "PURCHASE_LIMIT_KIND_"),
            "limit", refusal.getLimit(),
            "owned", refusal.getOwned(),
            "of", refusal.getOf()));
  }

  ResponseEntity<Object> saleNotOpen(SaleNotOpen refusal) {
    var more = new HashMap<String, Object>();
    more.put("closed", refusal.getClosed());
    more.put("of", refusal.getOf());
    if (refusal.hasOnSaleTime()) {
      more.put("onSaleTime", WireTypes.instant(refusal.getOnSaleTime()));
    }
    if (refusal.hasOffSaleTime()) {
      more.put("offSaleTime", WireTypes.instant(refusal.getOffSaleTime()));
    }
    return problems.refusal(Explanation.NOT_NOW, more);
  }

  ResponseEntity<Object> over() {
    return problems.refusal(Explanation.OVER, Map.of());
  }

  ResponseEntity<Object> ordered() {
    return problems.refusal(Explanation.HOLD_ORDERED, Map.of());
  }

  /// A seat that cannot be had, and why.
  record SeatProblemJson(String seatId, String reason) {
    static SeatProblemJson of(UnavailableSeat seat) {
      return new SeatProblemJson(
          seat.getSeatId(), StateName.of(seat.getReason(), "UNAVAILABLE_REASON_"));
    }
  }
}
