package boxoffice.load.report;

import boxoffice.load.check.Finding;
import boxoffice.load.measure.Figure;
import boxoffice.load.profile.Profile;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the template of the page shows, formatted; the template escapes it. A group that the run
/// has nothing for is null and leaves no heading.
record Page(
    Assets assets,
    Head head,
    List<String> remarks,
    List<Tile> tiles,
    @Nullable Group<PlotBox> plots,
    String data,
    @Nullable Group<Invariant> invariants,
    @Nullable Group<Row> figures,
    @Nullable Group<Breakdown> costs,
    @Nullable Group<RangeMark> ratios,
    @Nullable Group<Use> processes,
    @Nullable Group<Hot> profiles,
    @Nullable Group<Pair> settings,
    @Nullable Group<Pair> machine) {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /// @param tone class name of the verdict: good, bad or unsure
  /// @param standing how many invariants stand how
  record Head(
      String scenario, String when, String loaded, String tone, String verdict, String standing) {
    static Head of(RunReport run) {
      var headline = Headline.of(run);
      return new Head(
          run.scenario(),
          WHEN.format(run.began()),
          Numbers.duration(run.loaded()),
          headline.tone().name().toLowerCase(Locale.ROOT),
          headline.text(),
          headline.detail());
    }
  }

  /// @param note of the whole group, or empty
  record Group<T>(List<T> items, String note) {
    static <T> @Nullable Group<T> of(List<T> items, String note) {
      return items.isEmpty() ? null : new Group<>(items, note);
    }
  }

  /// @param at index of its lines in `data`
  record PlotBox(int at, String title, String unit) {}

  /// @param kind class name: holds, violated, not_yet or not_checked
  record Invariant(
      String code,
      String title,
      String kind,
      String word,
      String checked,
      String violations,
      List<String> examples) {
    static Invariant of(Finding finding) {
      return new Invariant(
          finding.code(),
          finding.title(),
          finding.verdict().name().toLowerCase(Locale.ROOT),
          Facts.word(finding.verdict()).toLowerCase(Locale.ROOT),
          Numbers.count(finding.checked()),
          Numbers.count(finding.violations()),
          finding.examples());
    }
  }

  record Row(
      String name, String count, String rate, Latency latency, Latency service, List<Bar> bars) {
    static Row of(Figure figure) {
      return new Row(
          figure.name(),
          Numbers.count(figure.count()),
          Numbers.decimal(figure.perSecond()),
          Latency.of(figure.latency()),
          Latency.of(figure.service()),
          Facts.mostFirst(figure.outcomes()).stream()
              .map(outcome -> bar(outcome, figure.count()))
              .toList());
    }

    private static Bar bar(Map.Entry<String, Long> outcome, long all) {
      var share = (double) outcome.getValue() / all;
      return new Bar(
          outcome.getKey(),
          Numbers.count(outcome.getValue()),
          Numbers.percent(share),
          RangeMark.css(share));
    }
  }

  record Latency(String p50, String p90, String p99, String p999, String max) {
    static Latency of(Figure.Latency latency) {
      return new Latency(
          Numbers.decimal(latency.p50()),
          Numbers.decimal(latency.p90()),
          Numbers.decimal(latency.p99()),
          Numbers.decimal(latency.p999()),
          Numbers.decimal(latency.max()));
    }
  }

  /// CPU time of an operation, by process.
  record Breakdown(String operation, List<Bar> bars) {
    static Breakdown of(Figure figure) {
      var costs = Facts.mostFirst(figure.cpuMillis());
      var all = costs.stream().mapToDouble(Map.Entry::getValue).sum();
      return new Breakdown(
          figure.name(),
          costs.stream()
              .map(cost ->
                  new Bar(
                      cost.getKey(),
                      Numbers.decimal(cost.getValue()),
                      Numbers.percent(cost.getValue() / all),
                      RangeMark.css(cost.getValue() / all)))
              .toList());
    }
  }

  /// @param width percent, as CSS writes it
  record Bar(String name, String value, String note, String width) {}

  record Use(String name, String cpu, String perOperation, String peak, String width) {}

  record Hot(String process, String samples, List<Bar> frames, List<Bar> allocations) {
    static Hot of(Profile profile) {
      return new Hot(
          profile.process(),
          Numbers.count(profile.samples()),
          bars(profile.frames()),
          bars(profile.allocations()));
    }

    private static List<Bar> bars(List<Profile.Share> shares) {
      return shares.stream()
          .map(share ->
              new Bar(
                  share.where(), Numbers.percent(share.share()), "", RangeMark.css(share.share())))
          .toList();
    }
  }

  record Pair(String name, String value) {}

  static Page of(RunReport run) {
    var plots = Plots.of(run.timeline());
    var costed = run.figures().stream().filter(figure -> !figure.cpuMillis().isEmpty()).toList();
    return new Page(
        Assets.load(),
        Head.of(run),
        run.remarks(),
        Tile.of(run),
        Group.of(
            boxes(plots),
            plots.step() == 1
                ? ""
                : "Each point is the mean of " + plots.step() + Numbers.GAP + "s."),
        plots.json(),
        Group.of(run.findings().stream().map(Invariant::of).toList(), ""),
        Group.of(run.figures().stream().map(Row::of).toList(), ""),
        Group.of(costed.stream().map(Breakdown::of).toList(), ""),
        Group.of(RangeMark.of(run.ratios()), ""),
        Group.of(processes(run.processes()), ""),
        Group.of(run.profiles().stream().map(Hot::of).toList(), ""),
        Group.of(pairs(run.settings()), ""),
        Group.of(pairs(run.machine()), ""));
  }

  private static List<PlotBox> boxes(Plots plots) {
    return IntStream.range(0, plots.plots().size())
        .mapToObj(
            at -> new PlotBox(at, plots.plots().get(at).title(), plots.plots().get(at).unit()))
        .toList();
  }

  private static List<Use> processes(List<RunReport.ProcessUse> uses) {
    var most = uses.stream().mapToDouble(RunReport.ProcessUse::cpuSeconds).max().orElse(0);
    return uses.stream()
        .map(use ->
            new Use(
                use.name(),
                Numbers.decimal(use.cpuSeconds()),
                Numbers.decimal(use.cpuMillisPerOperation()),
                Numbers.decimal(use.peakMegabytes()),
                RangeMark.css(use.cpuSeconds() / most)))
        .toList();
  }

  private static List<Pair> pairs(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry -> new Pair(entry.getKey(), entry.getValue()))
        .toList();
  }
}
