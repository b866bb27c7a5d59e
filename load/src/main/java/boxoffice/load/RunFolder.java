package boxoffice.load;

import boxoffice.load.report.HtmlReport;
import boxoffice.load.report.JsonReport;
import boxoffice.load.report.RunReport;
import boxoffice.load.report.TerminalReport;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a run leaves what it found: the history, the report for programs and the one for people.
///
/// @param path absolute
record RunFolder(Path path) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /// @param wanted null for one of its own under `target/runs`
  static RunFolder create(@Nullable Path wanted, String scenario, Instant now) {
    var path = wanted == null ? Path.of("target/runs", scenario + "-" + TIME.format(now)) : wanted;
    try {
      return new RunFolder(Files.createDirectories(path).toAbsolutePath().normalize());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + path, e);
    }
  }

  Path history() {
    return path.resolve("history.jsonl");
  }

  Path warmUpHistory() {
    return path.resolve("warm-up.jsonl");
  }

  void write(RunReport report) {
    JsonReport.write(report, path.resolve("report.json"));
    HtmlReport.write(report, path.resolve("report.html"));
  }

  void print(RunReport report, PrintStream out) {
    var colour = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    TerminalReport.print(report, out, colour);
    out.println("page: " + path.resolve("report.html").toUri());
  }
}
