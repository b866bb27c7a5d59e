package boxoffice.edge.order;

import boxoffice.edge.value.MoneyJson;
import boxoffice.edge.value.StateName;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderItem;
import boxoffice.wire.WireTypes;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A purchase.
///
/// @param state PENDING, CONFIRMED, REJECTED, EXPIRED or CANCELLED
/// @param paymentState NONE, PAID, PARTIALLY_REFUNDED, REFUNDED or ON_ACCOUNT
/// @param fulfilment UNFULFILLED, ISSUED, CHECKED_IN or COLLECTED
/// @param paymentExpireTime until then a pending order can be paid
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderJson(
    String orderId,
    String state,
    String paymentState,
    String fulfilment,
    String performanceId,
    String holdName,
    List<OrderItemJson> items,
    MoneyJson total,
    @Nullable Instant paymentExpireTime,
    Instant createTime) {

  static OrderJson of(Order order) {
    return new OrderJson(
        order.getOrderId(),
        StateName.of(order.getState(), "ORDER_STATE_"),
        StateName.of(order.getPaymentState(), "PAYMENT_STATE_"),
        StateName.of(order.getFulfilment(), "FULFILMENT_"),
        order.getPerformanceId(),
        order.getHoldName(),
        order.getItemsList().stream().map(OrderItemJson::of).toList(),
        MoneyJson.of(order.getTotal()),
        order.hasPaymentExpireTime() ? WireTypes.instant(order.getPaymentExpireTime()) : null,
        WireTypes.instant(order.getCreateTime()));
  }

  /// A seat, a place of an area or a product. What it does not have is empty.
  ///
  /// @param kind SEAT or PRODUCT
  /// @param price of one
  /// @param displayName of a product and its variant
  record OrderItemJson(
      String kind,
      int quantity,
      String performanceId,
      String seatId,
      String section,
      String row,
      String number,
      String areaId,
      String category,
      String sku,
      String displayName,
      MoneyJson price) {
    static OrderItemJson of(OrderItem item) {
      return new OrderItemJson(
          StateName.of(item.getKind(), "ORDER_ITEM_KIND_"),
          item.getQuantity(),
          item.getPerformanceId(),
          item.getSeatId(),
          item.getSection(),
          item.getRow(),
          item.getNumber(),
          item.getAreaId(),
          item.getCategory(),
          item.getSku(),
          item.getDisplayName(),
          MoneyJson.of(item.getPrice()));
    }
  }
}
