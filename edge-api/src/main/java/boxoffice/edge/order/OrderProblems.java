package boxoffice.edge.order;

import boxoffice.edge.problem.Explanation;
import boxoffice.edge.problem.Problems;
import boxoffice.edge.value.MoneyJson;
import boxoffice.edge.value.StateName;
import boxoffice.order.v1.BuyerLimit;
import boxoffice.order.v1.CancellationRefused;
import boxoffice.order.v1.NotCollectable;
import boxoffice.order.v1.OrderStateConflict;
import boxoffice.order.v1.PaymentDeclined;
import boxoffice.order.v1.PriceChanged;
import boxoffice.order.v1.SeatsLost;
import boxoffice.wire.WireTypes;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// Why an order is not confirmed, and what the buyer can do next.
@Component
class OrderProblems {
  private static final String ORDER_ID = "orderId";
  private static final String ATTEMPTS_LEFT = "attemptsLeft";

  private final Problems problems;

  OrderProblems(Problems problems) {
    this.problems = problems;
  }

  ResponseEntity<Object> paymentDeclined(PaymentDeclined refusal) {
    return problems.refusal(
        Explanation.PAY_OTHERWISE,
        Map.of(
            ORDER_ID,
            refusal.getOrder().getOrderId(),
            ATTEMPTS_LEFT,
            refusal.getAttemptsLeft(),
            "declineCode",
            refusal.getDeclineCode(),
            "order",
            OrderJson.of(refusal.getOrder())));
  }

  ResponseEntity<Object> holdExpired() {
    return problems.refusal(Explanation.HOLD_AGAIN, Map.of());
  }

  ResponseEntity<Object> seatsLost(SeatsLost refusal) {
    var seats = refusal.getSeatIdsList().stream().map(LostSeatJson::of).toList();
    return problems.refusal(Explanation.LOST, Map.of("seats", seats));
  }

  ResponseEntity<Object> buyerLimit(BuyerLimit refusal) {
    return problems.refusal(
        Explanation.BOUGHT,
        Map.of("kind", "BUYER", "limit", refusal.getLimit(), "owned", refusal.getOwned()));
  }

  ResponseEntity<Object> priceChanged(PriceChanged refusal) {
    return problems.refusal(
        Explanation.OTHER_TOTAL, Map.of("total", MoneyJson.of(refusal.getTotal())));
  }

  ResponseEntity<Object> notCollectable(NotCollectable refusal) {
    return problems.refusal(
        Explanation.NOT_COLLECTABLE,
        Map.of(
            ORDER_ID,
            refusal.getOrder().getOrderId(),
            "reason",
            StateName.of(refusal.getReason(), "NOT_COLLECTABLE_REASON_"),
            "order",
            OrderJson.of(refusal.getOrder())));
  }

  ResponseEntity<Object> stateConflict(OrderStateConflict refusal) {
    return problems.refusal(
        Explanation.STATE,
        Map.of(
            ORDER_ID,
            refusal.getOrder().getOrderId(),
            ATTEMPTS_LEFT,
            refusal.getAttemptsLeft(),
            "order",
            OrderJson.of(refusal.getOrder())));
  }

  ResponseEntity<Object> cancellationRefused(CancellationRefused refusal) {
    var details = new HashMap<String, Object>();
    details.put(ORDER_ID, refusal.getOrder().getOrderId());
    details.put("reason", StateName.of(refusal.getReason(), "CANCELLATION_REFUSED_REASON_"));
    if (refusal.hasUntilTime()) {
      details.put("untilTime", WireTypes.instant(refusal.getUntilTime()));
    }
    if (refusal.getPositionsCount() > 0) {
      details.put("positions", refusal.getPositionsList());
    }
    return problems.refusal(Explanation.NOT_CANCELLABLE, details);
  }

  /// A seat that another order has.
  record LostSeatJson(String seatId, String reason) {
    static LostSeatJson of(String seatId) {
      return new LostSeatJson(seatId, "TAKEN");
    }
  }
}
