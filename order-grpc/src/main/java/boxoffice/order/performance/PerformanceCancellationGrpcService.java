package boxoffice.order.performance;

import boxoffice.money.v1.Money;
import boxoffice.order.inventory.Organisers;
import boxoffice.order.v1.GetPerformanceCancellationRequest;
import boxoffice.order.v1.GetPerformanceCancellationResponse;
import boxoffice.order.v1.ListOrderCancellationsRequest;
import boxoffice.order.v1.ListOrderCancellationsResponse;
import boxoffice.order.v1.PerformanceCancellationServiceGrpc.PerformanceCancellationServiceImplBase;
import boxoffice.order.v1.PreviewPerformanceCancellationRequest;
import boxoffice.order.v1.PreviewPerformanceCancellationResponse;
import boxoffice.order.v1.StartPerformanceCancellationRequest;
import boxoffice.order.v1.StartPerformanceCancellationResponse;
import boxoffice.wire.Caller;
import boxoffice.wire.PageToken;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The face on the wire of performances that are cancelled.
final class PerformanceCancellationGrpcService extends PerformanceCancellationServiceImplBase {
  private static final int STANDARD = 100;
  private static final int MAX = 500;
  private static final int MAX_USED = 100;

  private final Organisers organisers;
  private final PreviewCancellation preview;
  private final StartCancellation start;
  private final CancellationStore store;
  private final CancellationReports reports;

  PerformanceCancellationGrpcService(
      Organisers organisers,
      PreviewCancellation preview,
      StartCancellation start,
      CancellationStore store,
      CancellationReports reports) {
    this.organisers = organisers;
    this.preview = preview;
    this.start = start;
    this.store = store;
    this.reports = reports;
  }

  @Override
  public void previewPerformanceCancellation(
      PreviewPerformanceCancellationRequest request,
      StreamObserver<PreviewPerformanceCancellationResponse> observer) {
    var found = preview.preview(own(request.getPerformanceId()));
    var response =
        PreviewPerformanceCancellationResponse.newBuilder()
            .setConfirmedOrders(found.confirmed())
            .setKeptInPart(found.keptInPart())
            .setPendingOrders(found.pending())
            .setUsedOrders(found.used().size());
    found
        .refunds()
        .forEach((currency, minor) ->
            response.addRefunds(Money.newBuilder().setAmountMinor(minor).setCurrency(currency)));
    found.used().stream().limit(MAX_USED).map(UUID::toString).forEach(response::addUsedOrderIds);
    observer.onNext(response.build());
    observer.onCompleted();
  }

  @Override
  public void startPerformanceCancellation(
      StartPerformanceCancellationRequest request,
      StreamObserver<StartPerformanceCancellationResponse> observer) {
    var wanted =
        new StartCancellation.Request(
            WireTypes.uuid(request.getRequestId()),
            own(request.getPerformanceId()),
            request.getReason());
    var started = start.start(Caller.person(), wanted);
    observer.onNext(
        StartPerformanceCancellationResponse.newBuilder()
            .setCancellation(CancellationMessages.toProto(reports.progress(started)))
            .build());
    observer.onCompleted();
  }

  @Override
  public void getPerformanceCancellation(
      GetPerformanceCancellationRequest request,
      StreamObserver<GetPerformanceCancellationResponse> observer) {
    var found = find(request.getPerformanceId(), request.getPerformanceCancellationId());
    observer.onNext(
        GetPerformanceCancellationResponse.newBuilder()
            .setCancellation(CancellationMessages.toProto(reports.progress(found)))
            .build());
    observer.onCompleted();
  }

  @Override
  public void listOrderCancellations(
      ListOrderCancellationsRequest request,
      StreamObserver<ListOrderCancellationsResponse> observer) {
    var of = find(request.getPerformanceId(), request.getPerformanceCancellationId());
    var size = PageToken.size(request.getPageSize(), STANDARD, MAX);
    var found = reports.results(of.id(), after(request.getPageToken()), size + 1);
    var page = found.subList(0, Math.min(size, found.size()));
    var response =
        ListOrderCancellationsResponse.newBuilder()
            .addAllOrders(page.stream().map(CancellationMessages::toProto).toList());
    if (found.size() > size) {
      response.setNextPageToken(
          new PageToken(List.of(page.getLast().orderId().toString())).encode());
    }
    observer.onNext(response.build());
    observer.onCompleted();
  }

  private UUID own(String performance) {
    var performanceId = WireTypes.uuid(performance);
    organisers.checkPerformance(performanceId);
    return performanceId;
  }

  private PerformanceCancellation find(String performance, String cancellation) {
    var performanceId = own(performance);
    return store
        .find(WireTypes.uuid(cancellation))
        .filter(found -> found.performanceId().equals(performanceId))
        .orElseThrow(() -> WireException.notFound("cancellation"));
  }

  private static @Nullable UUID after(String pageToken) {
    var token = PageToken.parse(pageToken, 1);
    if (token.isFirstPage()) {
      return null;
    }
    try {
      return UUID.fromString(token.parts().getFirst());
    } catch (IllegalArgumentException e) {
      throw PageToken.invalid(e);
    }
  }
}
