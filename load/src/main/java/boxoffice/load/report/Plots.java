package boxoffice.load.report;

import boxoffice.load.measure.Timeline;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The data of the page's plots, small enough for a browser however long the run was.
///
/// @param step seconds that a point stands for, 1 unless the run was long
/// @param x seconds since the run began
record Plots(int step, List<Integer> x, List<Plot> plots) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_POINTS = 2_000;
  private static final MathContext PRECISION = new MathContext(5);

  record Plot(String title, String unit, List<Line> lines) {}

  /// @param y null is a gap
  record Line(String name, List<@Nullable BigDecimal> y) {}

  static Plots of(Timeline timeline) {
    var seconds = timeline.seconds();
    var step = Math.ceilDiv(Math.max(1, seconds.size()), MOST_POINTS);
    var points = IntStream.range(0, Math.ceilDiv(seconds.size(), step));
    return new Plots(
        step,
        points.mapToObj(i -> seconds.get(i * step)).toList(),
        timeline.charts().stream().map(chart -> plot(chart, step)).toList());
  }

  /// As the content of a script element: no name can end it.
  String json() {
    return JSON.writeValueAsString(this).replace("<", "\\u003c");
  }

  private static Plot plot(Timeline.Chart chart, int step) {
    return new Plot(
        chart.title(),
        chart.unit(),
        chart.series().stream()
            .map(series -> new Line(series.name(), means(series.values(), step)))
            .toList());
  }

  private static List<@Nullable BigDecimal> means(List<Double> values, int step) {
    var means = new ArrayList<@Nullable BigDecimal>();
    for (var from = 0; from < values.size(); from += step) {
      var mean =
          values.subList(from, Math.min(from + step, values.size())).stream()
              .mapToDouble(Double::doubleValue)
              .filter(Double::isFinite)
              .average();
      means.add(mean.isPresent() ? new BigDecimal(mean.getAsDouble(), PRECISION) : null);
    }
    return means;
  }
}
