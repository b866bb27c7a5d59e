package boxoffice.order;

import boxoffice.order.v1.GetPerformanceCancellationRequest;
import boxoffice.order.v1.ListOrderCancellationsRequest;
import boxoffice.order.v1.OrderCancellation;
import boxoffice.order.v1.PerformanceCancellation;
import boxoffice.order.v1.PerformanceCancellationServiceGrpc;
import boxoffice.order.v1.PerformanceCancellationServiceGrpc.PerformanceCancellationServiceBlockingStub;
import boxoffice.order.v1.PerformanceCancellationState;
import boxoffice.order.v1.PreviewPerformanceCancellationRequest;
import boxoffice.order.v1.PreviewPerformanceCancellationResponse;
import boxoffice.order.v1.StartPerformanceCancellationRequest;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import io.grpc.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What an organiser does to call a performance off.
record CallingOff(Channel channel, Person organiser) {

  PerformanceCancellationServiceBlockingStub calls() {
    return PerformanceCancellationServiceGrpc.newBlockingStub(channel)
        .withCallCredentials(new BearerToken(organiser::accessToken));
  }

  static StartPerformanceCancellationRequest request(String performance) {
    return StartPerformanceCancellationRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setPerformanceId(performance)
        .setReason("The singer is ill")
        .build();
  }

  /// @return the id of the cancellation
  String start(String performance) {
    return calls()
        .startPerformanceCancellation(request(performance))
        .getCancellation()
        .getPerformanceCancellationId();
  }

  PreviewPerformanceCancellationResponse preview(String performance) {
    return calls()
        .previewPerformanceCancellation(
            PreviewPerformanceCancellationRequest.newBuilder()
                .setPerformanceId(performance)
                .build());
  }

  PerformanceCancellation get(String performance, String id) {
    return calls()
        .getPerformanceCancellation(
            GetPerformanceCancellationRequest.newBuilder()
                .setPerformanceId(performance)
                .setPerformanceCancellationId(id)
                .build())
        .getCancellation();
  }

  boolean isDone(String performance, String id) {
    return get(performance, id).getState()
        == PerformanceCancellationState.PERFORMANCE_CANCELLATION_STATE_DONE;
  }

  /// What came of each order, of all pages.
  List<OrderCancellation> results(String performance, String id) {
    var found = new ArrayList<OrderCancellation>();
    var token = "";
    do {
      var page =
          calls()
              .listOrderCancellations(
                  ListOrderCancellationsRequest.newBuilder()
                      .setPerformanceId(performance)
                      .setPerformanceCancellationId(id)
                      .setPageSize(30)
                      .setPageToken(token)
                      .build());
      found.addAll(page.getOrdersList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return found;
  }
}
