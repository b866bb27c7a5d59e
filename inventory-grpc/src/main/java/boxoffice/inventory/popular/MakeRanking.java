package boxoffice.inventory.popular;

import boxoffice.inventory.performance.ListRanked;
import boxoffice.inventory.popular.PopularStore.Weighed;
import boxoffice.inventory.v1.ListPopularPerformancesResponse;
import boxoffice.inventory.v1.PopularPerformance;
import boxoffice.wire.WireTypes;
import io.micrometer.core.instrument.Counter;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// Makes a ranking: what weighs most comes from Redis, whether it is seen and still to come from
/// PostgreSQL, in one query.
final class MakeRanking {
  static final int LONGEST = 50;

  private final ListRanked listRanked;
  private final Counter made;

  /// @param made counts each
  MakeRanking(ListRanked listRanked, Counter made) {
    this.listRanked = listRanked;
    this.made = made;
  }

  /// @param heaviest first
  ListPopularPerformancesResponse make(List<Weighed> heaviest, Instant now) {
    made.increment();
    var weights =
        heaviest.stream()
            .collect(
                Collectors.toMap(weighed -> weighed.performanceId().toString(), Weighed::weight));
    var ids = heaviest.stream().map(Weighed::performanceId).toList();
    var ranking = ListPopularPerformancesResponse.newBuilder().setTime(WireTypes.timestamp(now));
    for (var performance : listRanked.list(ids, now, LONGEST)) {
      ranking.addPerformances(
          PopularPerformance.newBuilder()
              .setPerformance(performance)
              .setWeight(weights.getOrDefault(performance.getPerformanceId(), 0.0)));
    }
    return ranking.build();
  }
}
