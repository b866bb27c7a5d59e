package boxoffice.load;

import boxoffice.load.check.Sale;
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
import tools.jackson.databind.json.JsonMapper;

/// Where a run leaves what it found: the history, the report for programs and the one for people.
///
/// @param path absolute
record RunFolder(Path path) {
  private static final String SALE = "sale.json";
  private static final JsonMapper JSON = JsonMapper.builder().build();
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
    JsonReport.write(report, json());
    HtmlReport.write(report, path.resolve("report.html"));
  }

  RunReport read() {
    return JsonReport.read(json());
  }

  /// What was sold, so that the run can be judged again.
  void writeSale(Sale sale) {
    try {
      Files.write(path.resolve(SALE), JSON.writeValueAsBytes(sale));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + path, e);
    }
  }

  Sale readSale() {
    try {
      return JSON.readValue(Files.readAllBytes(path.resolve(SALE)), Sale.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what was sold from " + path, e);
    }
  }

  private Path json() {
    return path.resolve("report.json");
  }

  void print(RunReport report, PrintStream out) {
    var colour = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    TerminalReport.print(report, out, colour);
    out.println("page: " + path.resolve("report.html").toUri());
  }
}
