package boxoffice.load.measure;

import java.util.List;

/// What was measured each second of a run, for the plots.
///
/// @param seconds since the run began, ascending
/// @param charts in the order in which they are shown
public record Timeline(List<Integer> seconds, List<Chart> charts) {

  public Timeline {
    seconds = List.copyOf(seconds);
    charts = List.copyOf(charts);
  }

  /// One plot.
  ///
  /// @param title such as `Throughput`, `Latency of holds`, `Outcomes`, `Queues`, `CPU`, `Memory`
  /// @param unit of every series, such as `operations per second`
  public record Chart(String title, String unit, List<Series> series) {
    public Chart {
      series = List.copyOf(series);
    }
  }

  /// One line of a plot.
  ///
  /// @param values a value a second; NaN where there is none
  public record Series(String name, List<Double> values) {
    public Series {
      values = List.copyOf(values);
    }
  }
}
