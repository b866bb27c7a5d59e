package boxoffice.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.check.Finding;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalReportTest {
  @Test
  void isAtMost100ColumnsWide() {
    assertThat(printed(Samples.broken(), false).lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    assertThat(printed(Samples.rush(), true).lines().map(TerminalReportTest::withoutColour))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
  }

  @Test
  void showsEveryNumber() {
    assertThat(printed(Samples.rush(), false))
        .contains("100 000", "556", "6.42", "38.9", "412", "1 205", "2 732") // a figure
        .contains("5.13", "14.6", "87.4", "234", "641") // the same once sent
        .contains("seat-unavailable", "92 604", "92.6 %")
        .contains("0.412", "0.198", "0.0470") // CPU of an operation
        .contains("1.17", "1.12..1.21", "7.1 %", "1.25")
        .contains("edge-1", "86.4", "0.411", "413")
        .contains("4 166", "java.util.HashMap.getNode", "8.7 %");
  }

  @Test
  void endsWithTheVerdict() {
    assertThat(printed(Samples.rush(), false))
        .endsWith(
            """

            10 000 of 10 000 seats sold once; 0 violations
            7 invariants hold, 1 not yet, 1 not checked
            """);
    assertThat(printed(Samples.broken(), false))
        .endsWith(
            """

            10 001 of 10 000 seats sold; 2 violations of S1
            6 invariants hold, 1 violated, 1 not yet, 1 not checked
            """);
  }

  @Test
  void saysThatNothingWasChecked() {
    assertThat(printed(Samples.empty(), false)).contains("0 operations; no invariant was checked");
  }

  @Test
  void showsViolationsInFull() {
    var words = printed(Samples.broken(), false).replaceAll("\\s+", " ");

    assertThat(words)
        .contains("ticket T-4712 of order 019ab2f5-0002 (operation 9034, buyer b-23)")
        .contains("9034 invoke 12.411870 ok 12.644201")
        .contains("seat A-2: two tickets");
  }

  @Test
  void marksARatioOverItsLimit() {
    assertThat(printed(Samples.rush(), false)).containsOnlyOnce("! 1.25");
  }

  @Test
  void coloursOnlyWhereAsked() {
    assertThat(printed(Samples.broken(), false)).doesNotContain("\u001b");
    assertThat(printed(Samples.broken(), true)).contains("\u001b[1;31m10 001 of");
  }

  @Test
  void letsNoNameSteerTheTerminal() {
    var finding =
        new Finding(
            "S1",
            "title\u001b[2J",
            Finding.Verdict.VIOLATED,
            1,
            1,
            List.of("seat\u001b]0;x\u0007"));

    assertThat(printed(Samples.rush("ru\u001b[31msh", List.of(finding), null), false))
        .doesNotContain("\u001b", "\u0007")
        .contains("ru?[31msh", "title?[2J", "seat?]0;x?");
  }

  private static String printed(RunReport run, boolean colour) {
    var bytes = new ByteArrayOutputStream();
    TerminalReport.print(run, new PrintStream(bytes, true, StandardCharsets.UTF_8), colour);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String withoutColour(String line) {
    return line.replaceAll("\u001b\\[[0-9;]*m", "");
  }
}
