package boxoffice.load.measure;

import boxoffice.load.measure.Timeline.Chart;
import boxoffice.load.measure.Timeline.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects named values second by second and makes a timeline of them. A series that begins late,
/// or misses a second, has gaps there. Not thread-safe.
final class Seconds {
  private final List<Integer> seconds = new ArrayList<>();
  private final Map<String, String> units = new LinkedHashMap<>();
  private final Map<String, Map<String, List<Double>>> charts = new LinkedHashMap<>();

  /// Charts are shown in the order in which they are declared.
  void declare(String chart, String unit) {
    units.put(chart, unit);
    charts.put(chart, new LinkedHashMap<>());
  }

  /// Begins the next second.
  void next(int second) {
    seconds.add(second);
  }

  /// A value of the second that was begun last.
  void put(String chart, String series, double value) {
    var known = charts.get(chart);
    if (known == null) {
      throw new IllegalArgumentException("no chart " + chart);
    }
    var values = known.computeIfAbsent(series, _ -> new ArrayList<>());
    fill(values, seconds.size() - 1);
    values.add(value);
  }

  private static void fill(List<Double> values, int size) {
    while (values.size() < size) {
      values.add(Double.NaN);
    }
  }

  Timeline timeline() {
    var shown = new ArrayList<Chart>();
    charts.forEach((title, series) -> {
      if (!series.isEmpty()) {
        shown.add(new Chart(title, units.getOrDefault(title, ""), lines(series)));
      }
    });
    return new Timeline(seconds, shown);
  }

  private List<Series> lines(Map<String, List<Double>> series) {
    var lines = new ArrayList<Series>();
    series.forEach((name, values) -> {
      fill(values, seconds.size());
      lines.add(new Series(name, values));
    });
    return lines;
  }
}
