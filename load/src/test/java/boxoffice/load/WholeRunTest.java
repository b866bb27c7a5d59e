package boxoffice.load;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.check.Finding;
import boxoffice.load.check.Finding.Verdict;
import boxoffice.load.check.Sabotage;
import boxoffice.load.report.JsonReport;
import boxoffice.load.report.RunReport;
import boxoffice.load.system.FreshSandbox;
import boxoffice.load.system.Target;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The program against a real sandbox: a small rush is sold to the last seat and found clean, and
/// the meters agree with a short usual day; then it is broken twice on purpose, and both times the
/// checker says what and where.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholeRunTest {
  private static final Path CLASS_PATH = Path.of("../sandbox/target/dependencies.classpath");

  /// Short enough for abandoned seats to come back while the test waits.
  private static final List<String> SHORT_TIMES =
      List.of(
          "--set=inventory:boxoffice.inventory.hold.time-to-live=6s",
          "--set=order:boxoffice.order.payment-time=20s");

  @TempDir private static Path folder;
  private FreshSandbox sandbox;
  private Target target;

  @BeforeAll
  void start() {
    sandbox = FreshSandbox.start(CLASS_PATH, folder, SHORT_TIMES);
    target = sandbox.awaitReady();
  }

  @AfterAll
  void stop() {
    sandbox.close();
  }

  private static Path run() {
    return folder.resolve("run");
  }

  private static String targetFile() {
    return "--target=" + folder.resolve("sandbox/system.json");
  }

  @Test
  @Order(1)
  void sellsEverySeatOnceAndFindsNothingWrong() throws java.io.IOException {
    var out =
        executed(
            0,
            "rush",
            targetFile(),
            "--seats=100",
            "--attempts=600",
            "--rate=100",
            "--think=PT0.3S",
            "--warm-up=50",
            "--out=" + run());

    var report = JsonReport.read(run().resolve("report.json"));
    assertThat(report.sale()).isEqualTo(new RunReport.Sale(100, 100));
    assertThat(report.findings())
        .extracting(Finding::code)
        .contains("S1", "S2", "S3", "S4", "S5", "S6", "S7", "S9", "S10", "S11", "S14", "S20");
    assertThat(holding(report))
        .contains("S1", "S2", "S3", "S4", "S5", "S6", "S7", "S9", "S10", "S11", "S14", "S20");
    assertThat(report.figures()).extracting(figure -> figure.name()).contains("hold", "order");
    assertThat(report.timeline().charts()).hasSizeGreaterThan(5);
    assertThat(out).contains("100 of 100 seats sold once; 0 violations");
    assertThat(Files.readString(run().resolve("report.html"))).contains("100 of 100 seats");
  }

  @Test
  @Order(2)
  void findsThatTheMetersAgree() {
    var mixed = folder.resolve("mixed");

    var out =
        executed(
            0,
            "mixed",
            targetFile(),
            "--rate=40",
            "--time=PT5S",
            "--buying=0.5",
            "--seats=60",
            "--buyers=50",
            "--think=PT0.3S",
            "--warm-up=0",
            "--out=" + mixed);

    assertThat(out).contains("holds granted", "payments now DECLINED").doesNotContain("DIFFERS");
    assertThat(JsonReport.read(mixed.resolve("report.json")).findings())
        .filteredOn(finding -> finding.code().equals("M"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.HOLDS))
        .satisfies(finding -> assertThat(finding.checked()).isGreaterThan(30));
  }

  @Test
  @Order(3)
  void namesAChargeTooMany() {
    var sabotage = new Sabotage(target);
    var order = sabotage.soldOrder(performance());
    sabotage.charge(order, 1_000, "EUR", "sk_test_sandbox");

    var out = executed(1, "check", targetFile(), run().toString());

    assertThat(out).contains("VIOLATED").contains("S5: ").contains(order.toString());
  }

  @Test
  @Order(4)
  void namesASeatSoldTwice() {
    var seat = new Sabotage(target).secondTicket(performance());

    var out = executed(1, "check", targetFile(), run().toString());

    assertThat(out).contains("S1: ").contains(seat.toString());
  }

  @Test
  @Order(5)
  void refusesWhatCannotBeInOneLine() {
    assertThat(failed(2, "rush", "--seats=0")).contains("--seats is 0, needs 1 or more");
    assertThat(failed(2, "rush", "--target=nowhere.json")).contains("no nowhere.json");
    assertThat(failed(2, "rush", "--abandon=2")).contains("--abandon is 2.0, needs 0 to 1");
    assertThat(failed(2, "mixed", "--time=PT2H")).contains("at most PT50M");
    assertThat(failed(2, "rush", "--hurt=soon:kill:redis")).contains("is not SECONDS:VERB:NAME");
    assertThat(failed(2, "rush", "--hurt=1:tickle:redis")).contains("cannot be hurt by tickle");
    assertThat(failed(2, "claims", "--over=pigeon")).contains("grpc, rest");
    assertThat(failed(2, "check", folder.toString(), targetFile())).contains("no folder of a run");
  }

  private java.util.UUID performance() {
    return new RunFolder(run()).readSale().performanceId();
  }

  private static List<String> holding(RunReport report) {
    return report.findings().stream()
        .filter(finding -> finding.verdict() == Verdict.HOLDS && finding.checked() > 0)
        .map(Finding::code)
        .toList();
  }

  /// What the program prints, with whitespace folded.
  private static String executed(int status, String... args) {
    var printed = new ByteArrayOutputStream();
    var before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      var came = Load.commandLine().execute(args);
      assertThat(came).as(printed.toString(StandardCharsets.UTF_8)).isEqualTo(status);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
  }

  private static String failed(int status, String... args) {
    var printed = new java.io.StringWriter();
    var line = Load.commandLine().setErr(new java.io.PrintWriter(printed));
    assertThat(line.execute(args)).as(printed.toString()).isEqualTo(status);
    return printed.toString().replaceAll("\\s+", " ");
  }
}
