package boxoffice.inventory.performance;

import static boxoffice.inventory.performance.PerformanceMessages.fromProto;
import static boxoffice.inventory.performance.PerformanceMessages.toProto;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.v1.CreatePerformanceRequest;
import boxoffice.inventory.v1.CreatePerformanceResponse;
import boxoffice.inventory.v1.GetAvailabilityRequest;
import boxoffice.inventory.v1.GetAvailabilityResponse;
import boxoffice.inventory.v1.GetPerformanceRequest;
import boxoffice.inventory.v1.GetPerformanceResponse;
import boxoffice.inventory.v1.ListPerformancesRequest;
import boxoffice.inventory.v1.ListPerformancesResponse;
import boxoffice.inventory.v1.PerformanceServiceGrpc;
import boxoffice.wire.PageToken;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// The wire face of performances.
final class PerformanceGrpcService extends PerformanceServiceGrpc.PerformanceServiceImplBase {
  private static final int STANDARD_PAGE = 50;
  private static final int MAX_PAGE = 100;

  private final DSLContext sql;
  private final CreatePerformance createPerformance;
  private final PerformanceStore store;
  private final Performances performances;
  private final ReadAvailability readAvailability;
  private final Consumer<Interest> interest;

  PerformanceGrpcService(
      DSLContext sql,
      CreatePerformance createPerformance,
      PerformanceStore store,
      Performances performances,
      ReadAvailability readAvailability,
      Consumer<Interest> interest) {
    this.sql = sql;
    this.createPerformance = createPerformance;
    this.store = store;
    this.performances = performances;
    this.readAvailability = readAvailability;
    this.interest = interest;
  }

  @Override
  public void createPerformance(
      CreatePerformanceRequest request, StreamObserver<CreatePerformanceResponse> reply) {
    var performance =
        createPerformance.create(Change.of(request.getRequestId(), request), fromProto(request));
    reply.onNext(
        CreatePerformanceResponse.newBuilder().setPerformance(toProto(performance)).build());
    reply.onCompleted();
  }

  @Override
  public void getPerformance(
      GetPerformanceRequest request, StreamObserver<GetPerformanceResponse> reply) {
    var performance = performances.visible(WireTypes.uuid(request.getPerformanceId()));
    interest.accept(new Interest(performance.performanceId(), Interest.Kind.VIEW));
    reply.onNext(GetPerformanceResponse.newBuilder().setPerformance(toProto(performance)).build());
    reply.onCompleted();
  }

  @Override
  public void listPerformances(
      ListPerformancesRequest request, StreamObserver<ListPerformancesResponse> reply) {
    var size = PageToken.size(request.getPageSize(), STANDARD_PAGE, MAX_PAGE);
    // one more than asked for says whether there is another page
    var found = store.list(sql, after(PageToken.parse(request.getPageToken(), 2)), size + 1);
    var page = ListPerformancesResponse.newBuilder();
    found.stream().limit(size).map(PerformanceMessages::toProto).forEach(page::addPerformances);
    if (found.size() > size) {
      var last = found.get(size - 1);
      page.setNextPageToken(
          new PageToken(List.of(last.startTime().toString(), last.performanceId().toString()))
              .encode());
    }
    reply.onNext(page.build());
    reply.onCompleted();
  }

  @Override
  public void getAvailability(
      GetAvailabilityRequest request, StreamObserver<GetAvailabilityResponse> reply) {
    reply.onNext(readAvailability.read(request));
    reply.onCompleted();
  }

  private static PerformanceStore.@Nullable After after(PageToken token) {
    if (token.isFirstPage()) {
      return null;
    }
    try {
      return new PerformanceStore.After(
          Instant.parse(token.parts().get(0)), WireTypes.uuid(token.parts().get(1)));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw PageToken.invalid(e);
    }
  }
}
