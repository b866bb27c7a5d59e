package boxoffice.edge.performance;

import boxoffice.inventory.v1.ListPopularPerformancesResponse;
import boxoffice.wire.WireTypes;
import java.time.Instant;
import java.util.List;

/// What buyers look at and buy most, the most popular first.
///
/// @param time when the ranking was made
record PopularPerformancesJson(List<PerformanceJson> performances, Instant time) {

  static PopularPerformancesJson of(ListPopularPerformancesResponse ranking) {
    return new PopularPerformancesJson(
        ranking.getPerformancesList().stream()
            .map(place -> PerformanceJson.of(place.getPerformance()))
            .toList(),
        WireTypes.instant(ranking.getTime()));
  }
}
