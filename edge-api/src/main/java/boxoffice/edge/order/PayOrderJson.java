package boxoffice.edge.order;

import boxoffice.edge.request.RequestId;
import boxoffice.order.v1.PayOrderRequest;

/// How a pending order is paid.
///
/// @param paymentMethod the provider's id of the payment method; the sandbox knows `pm_card_visa`,
///   which pays, `pm_card_chargeDeclined`, and `pm_card_authenticationRequired`, which asks its
///   owner
record PayOrderJson(String paymentMethod) {

  PayOrderRequest toProto(RequestId requestId, String order) {
    return PayOrderRequest.newBuilder()
        .setRequestId(requestId.text())
        .setOrderId(order)
        .setPaymentMethod(paymentMethod)
        .build();
  }
}
