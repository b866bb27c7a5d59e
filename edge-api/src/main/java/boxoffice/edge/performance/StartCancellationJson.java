package boxoffice.edge.performance;

import boxoffice.edge.request.RequestId;
import boxoffice.order.v1.StartPerformanceCancellationRequest;

/// Why a performance is cancelled.
///
/// @param reason what buyers are told
record StartCancellationJson(String reason) {

  StartPerformanceCancellationRequest toProto(RequestId requestId, String performance) {
    return StartPerformanceCancellationRequest.newBuilder()
        .setRequestId(requestId.text())
        .setPerformanceId(performance)
        .setReason(reason)
        .build();
  }
}
