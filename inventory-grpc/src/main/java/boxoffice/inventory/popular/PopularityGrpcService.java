package boxoffice.inventory.popular;

import boxoffice.inventory.v1.ListPopularPerformancesRequest;
import boxoffice.inventory.v1.ListPopularPerformancesResponse;
import boxoffice.inventory.v1.PopularityServiceGrpc;
import boxoffice.wire.PageToken;
import io.grpc.stub.StreamObserver;

/// The wire face of popularity.
final class PopularityGrpcService extends PopularityServiceGrpc.PopularityServiceImplBase {
  private static final int STANDARD = 10;

  private final Ranking ranking;

  PopularityGrpcService(Ranking ranking) {
    this.ranking = ranking;
  }

  @Override
  public void listPopularPerformances(
      ListPopularPerformancesRequest request,
      StreamObserver<ListPopularPerformancesResponse> reply) {
    var size = PageToken.size(request.getPageSize(), STANDARD, MakeRanking.LONGEST);
    var now = ranking.now();
    reply.onNext(
        ListPopularPerformancesResponse.newBuilder()
            .addAllPerformances(now.getPerformancesList().stream().limit(size).toList())
            .setTime(now.getTime())
            .build());
    reply.onCompleted();
  }
}
