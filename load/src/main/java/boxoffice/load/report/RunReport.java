package boxoffice.load.report;

import boxoffice.load.check.Finding;
import boxoffice.load.measure.Figure;
import boxoffice.load.measure.Ratio;
import boxoffice.load.measure.Timeline;
import boxoffice.load.profile.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything that a run found: what terminal, JSON and page are made of.
///
/// @param settings every option of the run by its name, the seed among them
/// @param machine cores, memory, system and Java, by name
/// @param remarks what a reader must know, such as an interruption
/// @param sale how many seats went; null where the scenario sells none
public record RunReport(
    String scenario,
    Map<String, String> settings,
    Map<String, String> machine,
    Instant began,
    Duration loaded,
    List<Figure> figures,
    List<Ratio> ratios,
    List<Finding> findings,
    Timeline timeline,
    List<ProcessUse> processes,
    List<Profile> profiles,
    List<String> remarks,
    @Nullable Sale sale) {

  public RunReport {
    figures = List.copyOf(figures);
    ratios = List.copyOf(ratios);
    findings = List.copyOf(findings);
    processes = List.copyOf(processes);
    profiles = List.copyOf(profiles);
    remarks = List.copyOf(remarks);
  }

  /// Whether no invariant is violated.
  public boolean clean() {
    return findings.stream().noneMatch(finding -> finding.verdict() == Finding.Verdict.VIOLATED);
  }

  /// The same run, judged again. What could only be judged while it was on stays as it was.
  public RunReport judged(List<Finding> anew) {
    var codes = anew.stream().map(Finding::code).collect(Collectors.toSet());
    var again =
        Stream.concat(
                anew.stream(), findings.stream().filter(finding -> !codes.contains(finding.code())))
            .toList();
    return new RunReport(
        scenario, settings, machine, began, loaded, figures, ratios, again, timeline, processes,
        profiles, remarks, sale);
  }

  /// What was for sale and what of it is sold at the end.
  public record Sale(long seats, long sold) {}

  /// What a process of the target (or the generator itself) used while there was load.
  ///
  /// @param cpuSeconds of all its threads and children
  /// @param cpuMillisPerOperation divided by all ended operations of the run
  /// @param peakMegabytes resident
  public record ProcessUse(
      String name, double cpuSeconds, double cpuMillisPerOperation, double peakMegabytes) {}
}
