package boxoffice.load.report;

import boxoffice.load.check.Finding;
import boxoffice.load.check.Finding.Verdict;
import boxoffice.load.measure.Figure;
import boxoffice.load.measure.Ratio;
import boxoffice.load.profile.Profile;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A run as tables for a terminal of 100 columns. The verdict comes last, where the eye is.
public final class TerminalReport {
  static final int WIDTH = 100;
  private static final int FRAMES = 8;
  private static final int ALLOCATIONS = 5;

  private final RunReport run;
  private final PrintStream out;
  private final boolean colour;

  private TerminalReport(RunReport run, PrintStream out, boolean colour) {
    this.run = run;
    this.out = out;
    this.colour = colour;
  }

  /// @param colour whether the terminal understands ANSI colours
  public static void print(RunReport run, PrintStream out, boolean colour) {
    new TerminalReport(run, out, colour).print();
  }

  private void print() {
    title(run.scenario() + ", " + run.began() + ", load for " + Numbers.duration(run.loaded()));
    figures();
    outcomes();
    costs();
    ratios();
    processes();
    run.profiles().forEach(this::profile);
    invariants();
    violations();
    run.remarks().forEach(remark -> paragraph("note: ", remark));
    verdict();
    out.flush();
  }

  private void figures() {
    var table =
        new TextTable()
            .text("latency, ms", 18)
            .number("count", 12)
            .number("per s", 9)
            .number("p50", 7)
            .number("p90", 7)
            .number("p99", 8)
            .number("p99.9", 8)
            .number("max", 8);
    for (var figure : run.figures()) {
      var count = Numbers.count(figure.count());
      table.row(line(figure.name(), count, figure.perSecond(), figure.latency()));
      table.row(this::dim, line("  once sent", "", Double.NaN, figure.service()));
    }
    show(table);
  }

  private static String[] line(String name, String count, double rate, Figure.Latency latency) {
    return new String[] {
      name,
      count,
      Double.isNaN(rate) ? "" : Numbers.decimal(rate),
      Numbers.decimal(latency.p50()),
      Numbers.decimal(latency.p90()),
      Numbers.decimal(latency.p99()),
      Numbers.decimal(latency.p999()),
      Numbers.decimal(latency.max())
    };
  }

  private void outcomes() {
    var table =
        new TextTable().text("operation", 18).text("outcome", 46).number("count", 14).number("", 9);
    for (var figure : run.figures()) {
      var name = figure.name();
      for (var outcome : Facts.mostFirst(figure.outcomes())) {
        var share = Numbers.percent((double) outcome.getValue() / figure.count());
        table.row(name, outcome.getKey(), Numbers.count(outcome.getValue()), share);
        name = "";
      }
    }
    show(table);
  }

  private void costs() {
    var table = new TextTable().text("operation", 18).text("process", 46).number("CPU ms/op", 14);
    for (var figure : run.figures()) {
      var name = figure.name();
      for (var cost : Facts.mostFirst(figure.cpuMillis())) {
        table.row(name, cost.getKey(), Numbers.decimal(cost.getValue()));
        name = "";
      }
    }
    show(table);
  }

  private void ratios() {
    var table =
        new TextTable()
            .text("ratio", 22)
            .text("to its floor", 26)
            .number("median", 7)
            .text("min..max", 13)
            .number("spread", 7)
            .number("limit", 8);
    for (var ratio : run.ratios()) {
      var over = Facts.isOver(ratio);
      table.row(
          over ? this::bad : UnaryOperator.identity(),
          ratio.name() + ", " + ratio.unit(),
          ratio.floor(),
          Numbers.decimal(ratio.median()),
          Numbers.decimal(ratio.ratios().getFirst())
              + ".."
              + Numbers.decimal(ratio.ratios().getLast()),
          Numbers.percent(ratio.spread()),
          limit(ratio));
    }
    show(table);
  }

  private static String limit(Ratio ratio) {
    var limit = ratio.limit();
    return limit == null ? "" : (Facts.isOver(ratio) ? "! " : "") + Numbers.decimal(limit);
  }

  private void processes() {
    var table =
        new TextTable()
            .text("process", 30)
            .number("CPU s", 10)
            .number("CPU ms/op", 10)
            .number("peak MB", 10);
    for (var process : run.processes()) {
      table.row(
          process.name(),
          Numbers.decimal(process.cpuSeconds()),
          Numbers.decimal(process.cpuMillisPerOperation()),
          Numbers.decimal(process.peakMegabytes()));
    }
    show(table);
  }

  private void profile(Profile profile) {
    var samples = Numbers.count(profile.samples());
    shares(profile.process() + ": top frames of " + samples, profile.frames(), FRAMES);
    shares(profile.process() + ": allocated", profile.allocations(), ALLOCATIONS);
  }

  private void shares(String header, List<Profile.Share> shares, int most) {
    var table = new TextTable().text(TextTable.printable(header), 86).number("share", 8);
    shares.stream()
        .limit(most)
        .forEach(share -> table.row(share.where(), Numbers.percent(share.share())));
    show(table);
  }

  private void invariants() {
    var table =
        new TextTable()
            .text("", 4)
            .text("invariant", 46)
            .text("verdict", 11)
            .number("checked", 12)
            .number("violations", 11);
    for (var finding : run.findings()) {
      table.row(
          style(finding.verdict()),
          finding.code(),
          finding.title(),
          Facts.word(finding.verdict()),
          Numbers.count(finding.checked()),
          Numbers.count(finding.violations()));
    }
    show(table);
  }

  private UnaryOperator<String> style(Verdict verdict) {
    return switch (verdict) {
      case HOLDS -> UnaryOperator.identity();
      case VIOLATED -> this::bad;
      case NOT_YET, NOT_CHECKED -> this::dim;
    };
  }

  private void violations() {
    for (var finding : run.findings()) {
      for (var example : examples(finding)) {
        paragraph(finding.code() + ": ", example);
      }
    }
  }

  private static List<String> examples(Finding finding) {
    return finding.verdict() == Verdict.HOLDS ? List.of() : finding.examples();
  }

  private void verdict() {
    var headline = Headline.of(run);
    out.println();
    for (var line : wrapped(TextTable.printable(headline.text()), WIDTH)) {
      out.println(
          switch (headline.tone()) {
            case GOOD -> ansi("1;32", line);
            case BAD -> ansi("1;31", line);
            case UNSURE -> ansi("1;33", line);
          });
    }
    if (!headline.detail().isEmpty()) {
      out.println(headline.detail());
    }
  }

  private void title(String text) {
    wrapped(TextTable.printable(text), WIDTH).forEach(line -> out.println(ansi("1", line)));
  }

  private void show(TextTable table) {
    if (!table.isEmpty()) {
      out.println();
      table.toString().lines().map(String::stripTrailing).forEach(out::println);
    }
  }

  private void paragraph(String label, String text) {
    out.println();
    for (var line : text.split("\\R", -1)) {
      for (var part : wrapped(TextTable.printable(label + line), WIDTH)) {
        out.println(part);
      }
      label = " ".repeat(label.length());
    }
  }

  /// Broken at spaces where there are some; nothing is left out.
  static List<String> wrapped(String text, int width) {
    var lines = new ArrayList<String>();
    var rest = text;
    while (rest.length() > width) {
      var space = rest.lastIndexOf(' ', width);
      var end = space > width / 2 ? space : width;
      lines.add(rest.substring(0, end).stripTrailing());
      rest = "    " + rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  private String dim(String text) {
    return ansi("2", text);
  }

  private String bad(String text) {
    return ansi("31", text);
  }

  private String ansi(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
