package boxoffice.edge.performance;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.edge.problem.Refusals;
import boxoffice.edge.request.Fills;
import boxoffice.edge.request.RequestId;
import boxoffice.order.v1.GetPerformanceCancellationRequest;
import boxoffice.order.v1.ListOrderCancellationsRequest;
import boxoffice.order.v1.PerformanceCancellationServiceGrpc.PerformanceCancellationServiceBlockingStub;
import boxoffice.order.v1.PreviewPerformanceCancellationRequest;
import boxoffice.wire.BearerToken;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Performances that their organisers cancel with all that was sold of them.
@Refusals("inventory-unavailable")
@RestController
class PerformanceCancellationController {
  private static final String CANCELLATIONS = "/v1/performances/{performance}/cancellations";

  private static final String POLL_SECONDS = "1";

  private final PerformanceCancellationServiceBlockingStub cancellations;

  PerformanceCancellationController(PerformanceCancellationServiceBlockingStub cancellations) {
    this.cancellations = cancellations;
  }

  /// Shows what cancelling a performance would come to; changes nothing.
  @GetMapping(
      path = "/v1/performances/{performance}/cancellationPreview",
      produces = APPLICATION_JSON_VALUE)
  @Fills(PreviewPerformanceCancellationRequest.class)
  CancellationPreviewJson previewCancellation(@PathVariable String performance) {
    var request =
        PreviewPerformanceCancellationRequest.newBuilder().setPerformanceId(performance).build();
    return CancellationPreviewJson.of(caller().previewPerformanceCancellation(request));
  }

  /// Cancels a performance with all that was sold of it, order by order.
  @ApiResponse(
      responseCode = "202",
      description = "nothing more is sold; its orders are being cancelled: read it again",
      content = @Content(schema = @Schema(implementation = PerformanceCancellationJson.class)))
  @PostMapping(
      path = CANCELLATIONS,
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @Refusals("order-state-conflict")
  ResponseEntity<Object> startCancellation(
      RequestId requestId,
      @PathVariable String performance,
      @RequestBody StartCancellationJson body) {
    var started =
        PerformanceCancellationJson.of(
            caller()
                .startPerformanceCancellation(body.toProto(requestId, performance))
                .getCancellation());
    var location =
        URI.create(
            "/v1/performances/"
                + started.performanceId()
                + "/cancellations/"
                + started.cancellationId());
    return ResponseEntity.accepted()
        .location(location)
        .header(HttpHeaders.RETRY_AFTER, POLL_SECONDS)
        .body(started);
  }

  /// Shows how far the cancellation of a performance is.
  @GetMapping(path = CANCELLATIONS + "/{cancellation}", produces = APPLICATION_JSON_VALUE)
  @Fills(GetPerformanceCancellationRequest.class)
  PerformanceCancellationJson readCancellation(
      @PathVariable String performance, @PathVariable String cancellation) {
    var request =
        GetPerformanceCancellationRequest.newBuilder()
            .setPerformanceId(performance)
            .setPerformanceCancellationId(cancellation)
            .build();
    return PerformanceCancellationJson.of(
        caller().getPerformanceCancellation(request).getCancellation());
  }

  /// Lists what came of the orders of a cancelled performance.
  @GetMapping(path = CANCELLATIONS + "/{cancellation}/orders", produces = APPLICATION_JSON_VALUE)
  @Fills(ListOrderCancellationsRequest.class)
  OrderCancellationsJson listCancelledOrders(
      @PathVariable String performance,
      @PathVariable String cancellation,
      @RequestParam(defaultValue = "0") int pageSize,
      @RequestParam(defaultValue = "") String pageToken) {
    var request =
        ListOrderCancellationsRequest.newBuilder()
            .setPerformanceId(performance)
            .setPerformanceCancellationId(cancellation)
            .setPageSize(pageSize)
            .setPageToken(pageToken)
            .build();
    return OrderCancellationsJson.of(caller().listOrderCancellations(request));
  }

  private PerformanceCancellationServiceBlockingStub caller() {
    return cancellations.withCallCredentials(BearerToken.ofCaller());
  }
}
