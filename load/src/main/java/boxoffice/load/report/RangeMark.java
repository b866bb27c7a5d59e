package boxoffice.load.report;

import boxoffice.load.measure.Ratio;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A ratio with its drawing: a line from the least to the most, a dot a round, a tick at the median
/// and one at the limit. All marks of a page have one scale, from 0, so that they compare;
/// positions are percent of the width, as CSS writes them.
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
  private static final double AIR = 1.08;

  static List<RangeMark> of(List<Ratio> ratios) {
    var most =
        ratios.stream()
            .flatMap(ratio -> Stream.of(ratio.ratios().getLast(), ratio.limit()))
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    return ratios.stream().map(ratio -> of(ratio, most * AIR)).toList();
  }

  private static RangeMark of(Ratio ratio, double scale) {
    var sorted = ratio.ratios();
    var least = sorted.getFirst();
    var most = sorted.getLast();
    var limit = ratio.limit();
    var kind = limit == null ? "free" : TerminalReport.isOver(ratio) ? "over" : "under";
    return new RangeMark(
        ratio.name(),
        ratio.floor(),
        ratio.unit(),
        Numbers.decimal(ratio.median()),
        Numbers.decimal(least) + " to " + Numbers.decimal(most),
        Numbers.percent(ratio.spread()),
        limit == null ? "" : Numbers.decimal(limit),
        kind,
        css(least / scale),
        css((most - least) / scale),
        css(ratio.median() / scale),
        sorted.stream().map(value -> css(value / scale)).toList(),
        limit == null ? List.of() : List.of(css(limit / scale)),
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
