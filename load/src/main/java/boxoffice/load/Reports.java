package boxoffice.load;

import boxoffice.load.check.Finding;
import boxoffice.load.measure.Figure;
import boxoffice.load.measure.Ratio;
import boxoffice.load.measure.Sampler;
import boxoffice.load.profile.Profile;
import boxoffice.load.report.RunReport;
import boxoffice.load.report.RunReport.ProcessUse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts together what a run found.
final class Reports {
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  private Reports() {}

  /// What was measured.
  record Measured(
      Instant began,
      Duration loaded,
      List<Figure> figures,
      Sampler sampler,
      List<Ratio> ratios,
      List<Profile> profiles,
      List<String> remarks) {
    long operations() {
      return figures.stream().mapToLong(Figure::count).sum();
    }
  }

  static RunReport report(
      Plan plan,
      RunOptions options,
      Measured measured,
      List<Finding> findings,
      RunReport.@Nullable Sale sale) {
    return new RunReport(
        plan.name(),
        settings(plan, options),
        Machine.describe(),
        measured.began(),
        measured.loaded(),
        measured.figures(),
        measured.ratios(),
        findings,
        measured.sampler().timeline(),
        processes(measured),
        measured.profiles(),
        measured.remarks(),
        sale);
  }

  private static Map<String, String> settings(Plan plan, RunOptions options) {
    var settings = new LinkedHashMap<>(plan.settings());
    settings.put("seed", Long.toString(options.seed));
    settings.put("calls at once", Integer.toString(options.callsAtOnce));
    settings.put("warm-up", options.warmUp + " visits");
    settings.put("holds", plan.overGrpc() ? "over gRPC" : "over REST");
    if (!options.hurts.isEmpty()) {
      settings.put("hurt", String.join(", ", options.hurts));
    }
    if (options.fresh) {
      settings.put("sandbox", String.join(" ", plan.sandbox()));
      settings.put("processes", options.processes.isEmpty() ? "one each" : options.processes);
    }
    return settings;
  }

  private static List<ProcessUse> processes(Measured measured) {
    var peaks = measured.sampler().peakMegabytes();
    var operations = Math.max(1, measured.operations());
    return measured.sampler().cpu().entrySet().stream()
        .map(use -> {
          var seconds = use.getValue().toNanos() / NANOS;
          return new ProcessUse(
              use.getKey(),
              seconds,
              seconds * MILLIS / operations,
              peaks.getOrDefault(use.getKey(), 0.0));
        })
        .sorted((one, other) -> Double.compare(other.cpuSeconds(), one.cpuSeconds()))
        .toList();
  }
}
