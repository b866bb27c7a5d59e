package boxoffice.load.report;

import boxoffice.load.check.MeterLine;
import java.io.PrintStream;
import java.util.List;

/// The meters of a run as a table in the terminal; what differs is marked.
public final class MeterTable {
  private MeterTable() {}

  public static void print(List<MeterLine> lines, PrintStream out) {
    var table =
        new TextTable()
            .text("", 26)
            .text("meter", 34)
            .number("says", 8)
            .text("", 7)
            .number("say", 12)
            .text("", 7);
    for (var line : lines) {
      table.row(
          line.what(),
          line.meter(),
          Numbers.count(Math.round(line.metered())),
          line.by(),
          line.known(),
          line.agrees() ? "" : "DIFFERS");
    }
    if (!table.isEmpty()) {
      out.println();
      table.toString().lines().map(String::stripTrailing).forEach(out::println);
    }
  }
}
