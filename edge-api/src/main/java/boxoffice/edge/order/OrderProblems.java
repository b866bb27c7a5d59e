package boxoffice.edge.order;

import boxoffice.edge.problem.Problems;
import boxoffice.edge.problem.Refusal;
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
        Refusal.PAYMENT_DECLINED,
        "the order keeps its seats: pay it with another method",
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
    return problems.refusal(Refusal.HOLD_EXPIRED, "the hold has ended: hold again", Map.of());
  }

  ResponseEntity<Object> seatsLost(SeatsLost refusal) {
    var seats = refusal.getSeatIdsList().stream().map(LostSeatJson::of).toList();
    return problems.refusal(
        Refusal.SEAT_UNAVAILABLE, "nothing was charged: hold other seats", Map.of("seats", seats));
  }

  ResponseEntity<Object> buyerLimit(BuyerLimit refusal) {
    return problems.refusal(
        Refusal.PURCHASE_LIMIT,
        "too many seats; nothing was charged",
        Map.of("kind", "BUYER", "limit", refusal.getLimit(), "owned", refusal.getOwned()));
  }

  ResponseEntity<Object> priceChanged(PriceChanged refusal) {
    return problems.refusal(
        Refusal.PRICE_CHANGED,
        "nothing happened: it costs something else",
        Map.of("total", MoneyJson.of(refusal.getTotal())));
  }

  ResponseEntity<Object> notCollectable(NotCollectable refusal) {
    return problems.refusal(
        Refusal.ORDER_STATE_CONFLICT,
        "there is nothing to hand out",
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
        Refusal.ORDER_STATE_CONFLICT,
        "the order is not in a state that allows this",
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
    return problems.refusal(
        Refusal.ORDER_STATE_CONFLICT, "the order is paid and cannot be cancelled", details);
  }

  /// A seat that another order has.
  record LostSeatJson(String seatId, String reason) {
    static LostSeatJson of(String seatId) {
      return new LostSeatJson(seatId, "TAKEN");
    }
  }
}
