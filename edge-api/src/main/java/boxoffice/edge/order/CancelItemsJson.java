package boxoffice.edge.order;

import boxoffice.edge.request.RequestId;
import boxoffice.order.v1.CancelItemsRequest;
import java.util.List;

/// Which items of an order are cancelled.
///
/// @param positions as the order's items say
record CancelItemsJson(List<Integer> positions) {

  CancelItemsRequest toProto(RequestId requestId, String order) {
    return CancelItemsRequest.newBuilder()
        .setRequestId(requestId.text())
        .setOrderId(order)
        .addAllPositions(positions)
        .build();
  }
}
