package boxoffice.edge.order;

import boxoffice.edge.request.RequestId;
import boxoffice.order.v1.CollectOrderRequest;

/// Whose products are handed out.
///
/// @param orderCode as the buyer says it
record CollectOrderJson(String orderCode) {

  CollectOrderRequest toProto(RequestId requestId, String performance) {
    return CollectOrderRequest.newBuilder()
        .setRequestId(requestId.text())
        .setPerformanceId(performance)
        .setOrderCode(orderCode)
        .build();
  }
}
