package boxoffice.edge.performance;

import boxoffice.inventory.v1.ListPerformancesResponse;
import java.util.List;

/// A page of performances, the soonest first.
///
/// @param nextPageToken asks for the next page; empty after the last one
record PerformancesJson(List<PerformanceJson> performances, String nextPageToken) {

  static PerformancesJson of(ListPerformancesResponse page) {
    return new PerformancesJson(
        page.getPerformancesList().stream().map(PerformanceJson::of).toList(),
        page.getNextPageToken());
  }
}
