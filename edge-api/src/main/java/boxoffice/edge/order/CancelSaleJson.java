package boxoffice.edge.order;

import boxoffice.edge.request.OrAbsent;
import boxoffice.edge.request.RequestId;
import boxoffice.order.v1.CancelSaleRequest;
import boxoffice.wire.WireException;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why an organiser cancels an order, or items of it.
///
/// @param reason the buyer is told
/// @param positions as the order's items say; all that is left of the order without
record CancelSaleJson(
    String reason, @ArraySchema(minItems = 1) @OrAbsent @Nullable List<Integer> positions) {

  CancelSaleRequest toProto(RequestId requestId, String performance, String order) {
    var request =
        CancelSaleRequest.newBuilder()
            .setRequestId(requestId.text())
            .setPerformanceId(performance)
            .setOrderId(order)
            .setReason(reason);
    if (positions != null && positions.isEmpty()) {
      throw WireException.invalidField(
          "positions", "names no item; without it the whole order is cancelled");
    }
    if (positions != null) {
      request.addAllPositions(positions);
    }
    return request.build();
  }
}
