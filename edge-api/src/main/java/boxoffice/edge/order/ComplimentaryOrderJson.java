package boxoffice.edge.order;

import boxoffice.edge.request.RequestId;
import boxoffice.order.v1.PlaceComplimentaryOrderRequest;

/// What an organiser gives away.
///
/// @param holdName the hold's `name`
record ComplimentaryOrderJson(String holdName, String reason) {

  PlaceComplimentaryOrderRequest toProto(RequestId requestId) {
    return PlaceComplimentaryOrderRequest.newBuilder()
        .setRequestId(requestId.text())
        .setHoldName(holdName)
        .setReason(reason)
        .build();
  }
}
