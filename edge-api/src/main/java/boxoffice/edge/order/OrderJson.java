package boxoffice.edge.order;

import boxoffice.edge.value.MoneyJson;
import boxoffice.edge.value.StateName;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderItem;
import boxoffice.order.v1.PaymentAction;
import boxoffice.order.v1.Refund;
import boxoffice.wire.WireTypes;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A purchase.
///
/// @param state PENDING: to be paid; CONFIRMED: paid, with tickets; REJECTED: nothing was charged;
///   EXPIRED: it was not paid in time, or its hold was over before; CANCELLED
/// @param paymentState NONE, PAID, PARTIALLY_REFUNDED, REFUNDED or ON_ACCOUNT
/// @param fulfilment UNFULFILLED, also when all of it is cancelled, ISSUED, CHECKED_IN or COLLECTED
/// @param orderCode what people call it by
/// @param holdName the first of `holdNames`
/// @param fees that the total contains, as `tax`
/// @param complimentary given away: nothing was charged
/// @param collectTime when its products were handed out
/// @param paymentExpireTime until then a pending order can be paid
/// @param paymentAction set while the owner of the payment method has to confirm the payment
/// @param refunds the oldest first
/// @param cancellationWanted it is to be cancelled as soon as its payment is stopped
/// @param cancelled what its cancelled items came to, of the total
/// @param cancellationFees what is kept of that
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderJson(
    String orderId,
    String orderCode,
    String state,
    String paymentState,
    String fulfilment,
    String performanceId,
    String holdName,
    List<String> holdNames,
    List<OrderItemJson> items,
    MoneyJson total,
    MoneyJson fees,
    MoneyJson tax,
    boolean complimentary,
    @Nullable Instant collectTime,
    @Nullable Instant paymentExpireTime,
    Instant createTime,
    @Nullable PaymentActionJson paymentAction,
    List<RefundJson> refunds,
    boolean cancellationWanted,
    MoneyJson cancelled,
    MoneyJson cancellationFees) {

  static OrderJson of(Order order) {
    return new OrderJson(
        order.getOrderId(),
        order.getOrderCode(),
        StateName.of(order.getState(), "ORDER_STATE_"),
        StateName.of(order.getPaymentState(), "PAYMENT_STATE_"),
        StateName.of(order.getFulfilment(), "FULFILMENT_"),
        order.getPerformanceId(),
        order.getHoldName(),
        List.copyOf(order.getHoldNamesList()),
        order.getItemsList().stream().map(OrderItemJson::of).toList(),
        MoneyJson.of(order.getTotal()),
        MoneyJson.of(order.getFees()),
        MoneyJson.of(order.getTax()),
        order.getComplimentary(),
        order.hasCollectTime() ? WireTypes.instant(order.getCollectTime()) : null,
        order.hasPaymentExpireTime() ? WireTypes.instant(order.getPaymentExpireTime()) : null,
        WireTypes.instant(order.getCreateTime()),
        order.hasPaymentAction() ? PaymentActionJson.of(order.getPaymentAction()) : null,
        order.getRefundsList().stream().map(RefundJson::of).toList(),
        order.getCancellationWanted(),
        MoneyJson.of(order.getCancelled()),
        MoneyJson.of(order.getCancellationFees()));
  }

  /// What the owner of the payment method has to do in a browser. What is not needed is missing.
  ///
  /// @param redirectUrl where its browser has to go
  /// @param clientSecret instead, for the provider's script; whoever has it can confirm the payment
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PaymentActionJson(@Nullable String redirectUrl, @Nullable String clientSecret) {
    static PaymentActionJson of(PaymentAction action) {
      return new PaymentActionJson(
          present(action.getRedirectUrl()), present(action.getClientSecret()));
    }

    private static @Nullable String present(String text) {
      return text.isEmpty() ? null : text;
    }
  }

  /// Money on its way back.
  ///
  /// @param state CREATED, SENT, SUCCEEDED, FAILED or UNKNOWN
  record RefundJson(String refundId, String state, MoneyJson amount, Instant createTime) {
    static RefundJson of(Refund refund) {
      return new RefundJson(
          refund.getRefundId(),
          StateName.of(refund.getState(), "REFUND_STATE_"),
          MoneyJson.of(refund.getAmount()),
          WireTypes.instant(refund.getCreateTime()));
    }
  }

  /// A seat, a place of an area or a product. What it does not have is empty.
  ///
  /// @param position names the item within its order
  /// @param kind SEAT or PRODUCT
  /// @param ticketType empty for the category's standard one
  /// @param price of one, as `bookingFee`
  /// @param tax of all units; `taxBasisPoints` is its rate, 1900 is 19 percent
  /// @param taxOnTop otherwise the tax is contained in price and fee
  /// @param total what all units come to
  /// @param displayName of a product and its variant
  /// @param cancelTime when it was cancelled; missing while it is not
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OrderItemJson(
      int position,
      String kind,
      int quantity,
      String performanceId,
      String seatId,
      String section,
      String row,
      String number,
      String areaId,
      String category,
      String ticketType,
      String sku,
      String displayName,
      MoneyJson price,
      MoneyJson bookingFee,
      MoneyJson tax,
      int taxBasisPoints,
      boolean taxOnTop,
      MoneyJson total,
      @Nullable Instant cancelTime) {
    static OrderItemJson of(OrderItem item) {
      return new OrderItemJson(
          item.getPosition(),
          StateName.of(item.getKind(), "ORDER_ITEM_KIND_"),
          item.getQuantity(),
          item.getPerformanceId(),
          item.getSeatId(),
          item.getSection(),
          item.getRow(),
          item.getNumber(),
          item.getAreaId(),
          item.getCategory(),
          item.getTicketType(),
          item.getSku(),
          item.getDisplayName(),
          MoneyJson.of(item.getPrice()),
          MoneyJson.of(item.getBookingFee()),
          MoneyJson.of(item.getTax()),
          item.getTaxBasisPoints(),
          item.getTaxOnTop(),
          MoneyJson.of(item.getTotal()),
          item.hasCancelTime() ? WireTypes.instant(item.getCancelTime()) : null);
    }
  }
}
