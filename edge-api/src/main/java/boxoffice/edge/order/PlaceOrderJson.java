package boxoffice.edge.order;

import boxoffice.edge.request.RequestId;
import boxoffice.order.v1.PlaceOrderRequest;

/// What to buy, and how it is paid.
///
/// @param holdName the hold's `name`
/// @param paymentMethod the provider's id of the payment method
record PlaceOrderJson(String holdName, String paymentMethod) {

  PlaceOrderRequest toProto(RequestId requestId) {
    return PlaceOrderRequest.newBuilder()
        .setRequestId(requestId.text())
        .setHoldName(holdName)
        .setPaymentMethod(paymentMethod)
        .build();
  }
}
