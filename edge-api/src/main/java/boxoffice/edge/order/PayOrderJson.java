package boxoffice.edge.order;

import boxoffice.edge.request.RequestId;
import boxoffice.order.v1.PayOrderRequest;

/// How a pending order is paid.
///
/// @param paymentMethod the provider's id of the payment method
record PayOrderJson(String paymentMethod) {

  PayOrderRequest toProto(RequestId requestId, String order) {
    return PayOrderRequest.newBuilder()
        .setRequestId(requestId.text())
        .setOrderId(order)
        .setPaymentMethod(paymentMethod)
        .build();
  }
}
