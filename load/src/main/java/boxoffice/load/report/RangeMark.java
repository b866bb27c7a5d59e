package boxoffice.load.report;

import boxoffice.load.measure.Ratio;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A ratio with its drawing: a line from the least to the most, a dot a round, a tick at the median
/// and one at the limit. Each is drawn as a share of its limit (of its median where there is none),
/// so that all limits of a page stand below each other; positions are percent of the width, as CSS
/// writes them.
///
/// @param kind class name: over, under or free of a limit
record RangeMark(
    String name,
    String floor,
    String unit,
    String median,
    String range,
    String spread,
    String limit,
    String kind,
    String from,
    String width,
    String middle,
    List<String> dots,
    List<String> limits,
    String values,
    String floors) {
  private static final double LEAST = 0.5;
  private static final double MOST = 1.25;
  private static final double AIR = 0.05;

  /// What part of its limit is drawn where.
  private record Scale(double from, double to) {
    static Scale of(List<Ratio> ratios) {
      var shares =
          ratios.stream()
              .flatMapToDouble(
                  ratio -> ratio.ratios().stream().mapToDouble(value -> value / unit(ratio)))
              .filter(Double::isFinite)
              .summaryStatistics();
      return new Scale(
          Math.max(0, Math.min(LEAST, shares.getMin() - AIR)),
          Math.max(MOST, shares.getMax() + AIR));
    }

    double at(double value, Ratio ratio) {
      return (value / unit(ratio) - from) / (to - from);
    }

    private static double unit(Ratio ratio) {
      var limit = ratio.limit();
      return limit == null ? ratio.median() : limit;
    }
  }

  static List<RangeMark> of(List<Ratio> ratios) {
    var scale = Scale.of(ratios);
    return ratios.stream().map(ratio -> of(ratio, scale)).toList();
  }

  private static RangeMark of(Ratio ratio, Scale scale) {
    var sorted = ratio.ratios();
    var least = sorted.getFirst();
    var most = sorted.getLast();
    var limit = ratio.limit();
    var kind = limit == null ? "free" : Facts.isOver(ratio) ? "over" : "under";
    return new RangeMark(
        ratio.name(),
        ratio.floor(),
        ratio.unit(),
        Numbers.decimal(ratio.median()),
        Numbers.decimal(least) + " to " + Numbers.decimal(most),
        Numbers.percent(ratio.spread()),
        limit == null ? "" : Numbers.decimal(limit),
        kind,
        css(scale.at(least, ratio)),
        css(scale.at(most, ratio) - scale.at(least, ratio)),
        css(scale.at(ratio.median(), ratio)),
        sorted.stream().map(value -> css(scale.at(value, ratio))).toList(),
        limit == null ? List.of() : List.of(css(scale.at(limit, ratio))),
        joined(ratio.values()),
        joined(ratio.floorValues()));
  }

  /// A share of 0 to 1 as a length.
  static String css(double share) {
    var shown = Double.isFinite(share) ? Math.clamp(share, 0, 1) : 0;
    return String.format(Locale.ROOT, "%.2f%%", shown * 100);
  }

  private static String joined(List<Double> values) {
    return values.stream().map(Numbers::decimal).collect(Collectors.joining(", "));
  }
}
