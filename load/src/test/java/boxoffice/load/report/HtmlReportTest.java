package boxoffice.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.check.Finding;
import boxoffice.load.measure.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class HtmlReportTest {
  private static final String HOSTILE = "<script>alert(\"x\")</script><!--'&";

  @TempDir Path folder;

  /// Stays where a person can open it in a browser.
  @Test
  void writesAFile() throws IOException {
    var clean = Path.of("target", "sample-report.html");

    HtmlReport.write(Samples.rush(), clean);
    HtmlReport.write(Samples.broken(), Path.of("target", "sample-report-broken.html"));

    assertThat(Files.readString(clean)).startsWith("<!doctype html>").endsWith("</html>\n");
  }

  @Test
  void saysTheVerdictFirst() {
    assertThat(text(Samples.rush()))
        .contains("<section class=\"verdict good\"")
        .contains("10 000 of 10 000 seats sold once; 0 violations");
    assertThat(text(Samples.broken()))
        .contains("<section class=\"verdict bad\"")
        .contains("10 001 of 10 000 seats sold; 2 violations of S1");
    assertThat(text(Samples.empty()))
        .contains("<section class=\"verdict unsure\"")
        .contains("0 operations; no invariant was checked");
  }

  @Test
  void showsEveryNumber() {
    assertThat(text(Samples.broken()))
        .contains(cells("100 000", "556", "6.42", "38.9", "412", "1 205", "2 732"))
        .contains(cells("5.13", "14.6", "87.4", "234", "641"))
        .contains(">seat-unavailable</span></td><td class=\"n\">92 604</td><td class=\"n\">92.6 %<")
        .contains(">inventory-2</span></td><td class=\"n\">0.203<")
        .contains("<b>1.17</b>", "1.12 to 1.21, spread 7.1 %", "of at most 1.25")
        .contains("0.231, 0.226, 0.239, 0.228, 0.233", "0.197, 0.201, 0.198, 0.196, 0.199")
        .contains(cells("86.4", "0.411", "413"))
        .contains(cells("10 000", "2"), "9034 invoke 12.411870 ok 12.644201")
        .contains("4 166 samples", "java.util.HashMap.getNode", "8.7 %", "34.2 %")
        .contains("<dt>seed</dt><dd>4711</dd>", "Debian GNU/Linux 12")
        .contains("S18 needs the event log")
        .contains("goods are not sold yet");
  }

  @Test
  void carriesThePlotsDataWithGaps() {
    var page = HtmlReport.html(Samples.rush());
    var data = JsonMapper.shared().readTree(between(page, "id=\"data\">", "</script>"));

    assertThat(data.path("x").size()).isEqualTo(180);
    assertThat(data.path("plots").size()).isEqualTo(6);
    var killed = data.path("plots").get(4).path("lines").get(3);
    assertThat(killed.path("name").stringValue()).isEqualTo("inventory-2");
    assertThat(killed.path("y").get(100).isNull()).isTrue();
    assertThat(killed.path("y").get(120).isNumber()).isTrue();
  }

  @Test
  void thinsALongRun() {
    var seconds = 100_000;
    var values = IntStream.range(0, seconds).mapToObj(i -> (double) i).toList();
    var timeline =
        new Timeline(
            IntStream.range(0, seconds).boxed().toList(),
            List.of(
                new Timeline.Chart("Queue", "waiting", List.of(new Timeline.Series("a", values)))));

    var plots = Plots.of(timeline);

    assertThat(plots.step()).isEqualTo(50);
    assertThat(plots.x()).hasSize(2_000).startsWith(0, 50, 100);
    assertThat(plots.plots().getFirst().lines().getFirst().y().getFirst())
        .isEqualByComparingTo("24.5");
  }

  @Test
  void escapesWhatComesFromTheRun() {
    var finding = new Finding(HOSTILE, HOSTILE, Finding.Verdict.VIOLATED, 1, 1, List.of(HOSTILE));
    var hostile = Samples.named(HOSTILE, finding);

    var page = HtmlReport.html(hostile);

    assertThat(page).doesNotContain("<script>alert", "alert(\"x\")</script>");
    assertThat(page).contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
    // the only scripts are the data and our two
    assertThat(page.split("<script", -1)).hasSize(4);
    assertThat(page.split("</script", -1)).hasSize(4);
    var data = JsonMapper.shared().readTree(between(page, "id=\"data\">", "</script>"));
    assertThat(data.path("plots").get(0).path("title").stringValue()).isEqualTo(HOSTILE);
  }

  @Test
  void loadsNothingFromAnywhere() {
    var page = HtmlReport.html(Samples.rush());

    assertThat(page)
        .contains("content=\"default-src 'none'; style-src 'unsafe-inline'")
        .doesNotContainPattern("(?i)(src|href|srcset|poster|action)\\s*=\\s*[\"']?(https?:)?//")
        .doesNotContainPattern("(?i)url\\(|@import|<iframe|<object|<embed|fetch\\(|XMLHttpRequest");
    // nothing but the library's name in its own comment
    assertThat(page.replace("/*! https://github.com/leeoniya/uPlot (v1.6.30) */", ""))
        .doesNotContainPattern("https?://");
  }

  @Test
  void keepsTheLicenceOfTheLibraryInIt() {
    assertThat(HtmlReport.html(Samples.empty())).contains("The MIT License", "Leon Sorokin");
  }

  private static String text(RunReport run) {
    return HtmlReport.html(run).replace(Numbers.GAP, ' ');
  }

  private static String cells(String... numbers) {
    return "<td class=\"n\">" + String.join("</td><td class=\"n\">", numbers) + "</td>";
  }

  private static String between(String text, String from, String to) {
    var start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }
}
