package boxoffice.edge.performance;

import boxoffice.edge.value.MoneyJson;
import boxoffice.edge.value.StateName;
import boxoffice.order.v1.ListOrderCancellationsResponse;
import boxoffice.order.v1.OrderCancellation;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of what came of the orders of a cancelled performance, by order id.
///
/// @param nextPageToken asks for the next page; empty after the last one
record OrderCancellationsJson(List<OrderCancellationJson> orders, String nextPageToken) {

  static OrderCancellationsJson of(ListOrderCancellationsResponse page) {
    return new OrderCancellationsJson(
        page.getOrdersList().stream().map(OrderCancellationJson::of).toList(),
        page.getNextPageToken());
  }

  /// What came of an order.
  ///
  /// @param outcome OPEN, WAITING, CANCELLED, USED or CLOSED
  /// @param refund missing when nothing goes back, as `refundState`: CREATED, SENT, SUCCEEDED,
  ///   FAILED or UNKNOWN
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OrderCancellationJson(
      String orderId,
      String orderCode,
      String outcome,
      @Nullable MoneyJson refund,
      @Nullable String refundState) {
    static OrderCancellationJson of(OrderCancellation order) {
      var goesBack = order.hasRefund();
      return new OrderCancellationJson(
          order.getOrderId(),
          order.getOrderCode(),
          StateName.of(order.getOutcome(), "ORDER_CANCELLATION_OUTCOME_"),
          goesBack ? MoneyJson.of(order.getRefund()) : null,
          goesBack ? StateName.of(order.getRefundState(), "REFUND_STATE_") : null);
    }
  }
}
