package boxoffice.inventory.performance;

import boxoffice.inventory.v1.CategoryPrice;
import boxoffice.inventory.v1.CreatePerformanceRequest;
import boxoffice.inventory.v1.CreatePerformanceResponse;
import boxoffice.inventory.v1.GetAvailabilityRequest;
import boxoffice.inventory.v1.GetAvailabilityResponse;
import boxoffice.inventory.v1.GetPerformanceRequest;
import boxoffice.inventory.v1.GetPerformanceResponse;
import boxoffice.inventory.v1.ListPerformancesRequest;
import boxoffice.inventory.v1.ListPerformancesResponse;
import boxoffice.inventory.v1.PerformanceServiceGrpc;
import boxoffice.money.v1.Money;
import boxoffice.wire.Caller;
import boxoffice.wire.PageToken;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The wire face of performances.
final class PerformanceGrpcService extends PerformanceServiceGrpc.PerformanceServiceImplBase {
  private static final int STANDARD_PAGE = 50;
  private static final int MAX_PAGE = 100;

  private final CreatePerformance createPerformance;
  private final PerformanceStore store;
  private final Performances performances;
  private final ReadAvailability readAvailability;

  PerformanceGrpcService(
      CreatePerformance createPerformance,
      PerformanceStore store,
      Performances performances,
      ReadAvailability readAvailability) {
    this.createPerformance = createPerformance;
    this.store = store;
    this.performances = performances;
    this.readAvailability = readAvailability;
  }

  @Override
  public void createPerformance(
      CreatePerformanceRequest request, StreamObserver<CreatePerformanceResponse> reply) {
    var performance = createPerformance.create(fromProto(request));
    reply.onNext(
        CreatePerformanceResponse.newBuilder().setPerformance(toProto(performance)).build());
    reply.onCompleted();
  }

  @Override
  public void getPerformance(
      GetPerformanceRequest request, StreamObserver<GetPerformanceResponse> reply) {
    var performance = performances.performance(WireTypes.uuid(request.getPerformanceId()));
    reply.onNext(GetPerformanceResponse.newBuilder().setPerformance(toProto(performance)).build());
    reply.onCompleted();
  }

  @Override
  public void listPerformances(
      ListPerformancesRequest request, StreamObserver<ListPerformancesResponse> reply) {
    var size = PageToken.size(request.getPageSize(), STANDARD_PAGE, MAX_PAGE);
    // one more than asked for says whether there is another page
    var found = store.list(after(PageToken.parse(request.getPageToken(), 2)), size + 1);
    var page = ListPerformancesResponse.newBuilder();
    found.stream().limit(size).map(PerformanceGrpcService::toProto).forEach(page::addPerformances);
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

  private static CreatePerformance.Request fromProto(CreatePerformanceRequest request) {
    return new CreatePerformance.Request(
        Caller.person().subject(),
        WireTypes.uuid(request.getRequestId()),
        hash(request),
        request.getDisplayName(),
        WireTypes.uuid(request.getSeatMapId()),
        new CreatePerformance.SaleTimes(
            WireTypes.instant(request.getStartTime()),
            WireTypes.instant(request.getOnSaleTime()),
            WireTypes.instant(request.getOffSaleTime())),
        prices(request.getPricesList()),
        request.getSeatsPerHold(),
        request.getSeatsPerBuyer());
  }

  private static CreatePerformance.Prices prices(List<CategoryPrice> prices) {
    Map<String, Long> byCategory = new HashMap<>();
    for (var price : prices) {
      if (byCategory.put(price.getCategory(), price.getPrice().getAmountMinor()) != null) {
        throw WireException.invalidField("prices", price.getCategory() + " is priced twice");
      }
    }
    return new CreatePerformance.Prices(prices.getFirst().getPrice().getCurrency(), byCategory);
  }

  private static ByteString hash(CreatePerformanceRequest request) {
    try {
      return ByteString.copyFrom(
          MessageDigest.getInstance("SHA-256").digest(request.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static boxoffice.inventory.v1.Performance toProto(Performance performance) {
    var proto =
        boxoffice.inventory.v1.Performance.newBuilder()
            .setPerformanceId(performance.performanceId().toString())
            .setDisplayName(performance.displayName())
            .setSeatMapId(performance.seatMapId().toString())
            .setStartTime(WireTypes.timestamp(performance.startTime()))
            .setOnSaleTime(WireTypes.timestamp(performance.onSaleTime()))
            .setOffSaleTime(WireTypes.timestamp(performance.offSaleTime()))
            .setSeatsPerHold(performance.seatsPerHold())
            .setSeatsPerBuyer(performance.seatsPerBuyer())
            .setSeatCount(performance.seatCount())
            .setCreateTime(WireTypes.timestamp(performance.createTime()));
    new TreeMap<>(performance.prices())
        .forEach((category, amount) ->
            proto
                .addPricesBuilder()
                .setCategory(category)
                .setPrice(
                    Money.newBuilder().setAmountMinor(amount).setCurrency(performance.currency())));
    return proto.build();
  }
}
