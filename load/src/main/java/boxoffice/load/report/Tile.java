package boxoffice.load.report;

import boxoffice.load.measure.Figure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// One of the page's big numbers.
record Tile(String label, String value, String unit, String note) {
  private static final int LATENCIES = 2;

  static List<Tile> of(RunReport run) {
    var tiles = new ArrayList<Tile>();
    var sale = run.sale();
    if (sale != null) {
      var of = "of " + Numbers.count(sale.seats()) + " for sale";
      tiles.add(new Tile("Seats sold", Numbers.count(sale.sold()), "", of));
    }
    if (!run.figures().isEmpty()) {
      tiles.add(operations(run));
    }
    run.figures().stream()
        .filter(figure -> Double.isFinite(figure.latency().p99()))
        .sorted(Comparator.comparingLong(Figure::count).reversed())
        .limit(LATENCIES)
        .map(Tile::latency)
        .forEach(tiles::add);
    if (!run.processes().isEmpty()) {
      tiles.add(cost(run));
    }
    return tiles;
  }

  private static Tile operations(RunReport run) {
    var count = run.figures().stream().mapToLong(Figure::count).sum();
    var rate = run.figures().stream().mapToDouble(Figure::perSecond).sum();
    return new Tile(
        "Operations",
        Numbers.count(count),
        "",
        Numbers.decimal(rate) + " a second for " + Numbers.duration(run.loaded()));
  }

  private static Tile latency(Figure figure) {
    return new Tile(
        figure.name() + ", p99",
        Numbers.decimal(figure.latency().p99()),
        "ms",
        "median " + Numbers.decimal(figure.latency().p50()) + Numbers.GAP + "ms");
  }

  private static Tile cost(RunReport run) {
    var millis =
        run.processes().stream()
            .mapToDouble(RunReport.ProcessUse::cpuMillisPerOperation)
            .filter(Double::isFinite)
            .sum();
    var seconds =
        run.processes().stream()
            .mapToDouble(RunReport.ProcessUse::cpuSeconds)
            .filter(Double::isFinite)
            .sum();
    return new Tile(
        "CPU per operation",
        Numbers.decimal(millis),
        "ms",
        Numbers.decimal(seconds)
            + Numbers.GAP
            + "s in "
            + run.processes().size()
            + (run.processes().size() == 1 ? " process" : " processes"));
  }
}
