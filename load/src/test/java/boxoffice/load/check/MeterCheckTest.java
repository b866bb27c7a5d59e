package boxoffice.load.check;

import static boxoffice.load.check.Scene.ADA;
import static boxoffice.load.check.Scene.BOB;
import static boxoffice.load.check.Scene.seats;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.check.Finding.Verdict;
import boxoffice.load.check.Scene.Told;
import boxoffice.load.history.Event.Kind;
import boxoffice.load.history.Event.Phase;
import boxoffice.load.history.History;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Meters beside books, ledger and callers, told by hand.
class MeterCheckTest {
  private static final SystemCounts NOTHING =
      new SystemCounts(Map.of(), Map.of(), Map.of(), 0, 0, 0);

  /// Two orders, one of them declined at first.
  private static final SystemCounts SOLD =
      new SystemCounts(
          Map.of("PENDING", 2L, "CONFIRMED", 2L),
          Map.of("PAID", 2L, "DECLINED", 1L),
          Map.of(),
          3,
          0,
          1);

  private static final String CALLS = "boxoffice_calls_total{method=\"";
  private static final String STARTED = "process_start_time_seconds 1.7E9";

  @TempDir private Path folder;

  private static String before() {
    return String.join(
        "\n",
        "# HELP boxoffice_calls_total calls by what came of them",
        CALLS + "inventory.v1.HoldService/PlaceHold\",outcome=\"held\"} 40.0",
        "boxoffice_orders_changed_total{state=\"CONFIRMED\"} 7.0",
        STARTED);
  }

  private static List<String> after() {
    return List.of(
        CALLS + "inventory.v1.HoldService/PlaceHold\",outcome=\"held\"} 42.0",
        CALLS + "inventory.v1.HoldService/PlaceHold\",outcome=\"seats_unavailable\"} 1.0",
        CALLS + "order.v1.OrderService/PlaceOrder\",outcome=\"order\"} 1.0",
        CALLS + "order.v1.OrderService/PlaceOrder\",outcome=\"payment_declined\"} 1.0",
        CALLS + "order.v1.OrderService/PayOrder\",outcome=\"order\"} 1.0",
        edge("POST", "/v1/performances/{performance}/holds", "201", 2),
        edge("POST", "/v1/orders", "201", 1),
        edge("POST", "/v1/orders/{order}:pay", "200", 1),
        "boxoffice_orders_changed_total{state=\"CONFIRMED\"} 9.0",
        "boxoffice_payments_changed_total{state=\"PAID\"} 2.0",
        "boxoffice_payments_changed_total{state=\"DECLINED\"} 1.0",
        "boxoffice_order_webhooks_total{outcome=\"applied\"} 3.0",
        "boxoffice_order_webhooks_total{outcome=\"repeated\"} 8.0",
        "boxoffice_payments_unknown 0.0",
        "boxoffice_orders_open{state=\"PENDING\"} 0.0",
        "boxoffice_outbox_waiting 1.0",
        STARTED);
  }

  private static String edge(String verb, String uri, String status, int count) {
    return "http_server_requests_seconds_count{error=\"none\",exception=\"none\",method=\""
        + verb
        + "\",outcome=\"SUCCESS\",status=\""
        + status
        + "\",uri=\""
        + uri
        + "\"} "
        + count;
  }

  private static MeterReadings readings(String text) {
    return new MeterReadings(
        List.of(
            new MeterReadings.Instance("order", "http://one", MeterReadings.parse(text)),
            new MeterReadings.Instance(
                "user",
                "http://other",
                MeterReadings.parse("boxoffice_outbox_waiting 0.0\n" + STARTED))));
  }

  private static MeterStand begin() {
    return new MeterStand(NOTHING, Map.of(), readings(before()));
  }

  private static MeterStand end(Stream<String> lines) {
    return new MeterStand(
        SOLD, Map.of("charge", 2L, "decline", 1L), readings(String.join("\n", lines.toList())));
  }

  private static MeterStand end() {
    return end(after().stream());
  }

  /// The same, but for lines that begin so.
  private static MeterStand endWithout(String... beginnings) {
    return end(after().stream().filter(line -> Stream.of(beginnings).noneMatch(line::startsWith)));
  }

  /// Ada buys, Bob is refused a seat, takes another one and pays at the second try.
  private Scene visits() {
    var ada = Scene.derived(ADA, "k1");
    var bob = Scene.derived(BOB, "k2");
    var scene = new Scene();
    scene.holds(ADA, "h1", 0);
    scene.orders(ADA, "k1", "h1", Phase.OK, Told.ordered(ada, "CONFIRMED", seats(0)));
    scene.does(
        BOB,
        Kind.HOLD,
        Told.asking("k", seats(0)),
        Phase.FAIL,
        Told.refused("seat-unavailable", 409));
    scene.holds(BOB, "h2", 1);
    scene.orders(BOB, "k2", "h2", Phase.FAIL, Told.refused("payment-declined", 402));
    scene.does(BOB, Kind.PAY, Told.paying("k3", bob), Phase.OK, Told.of(bob, "CONFIRMED"));
    return scene;
  }

  private Heard heard(Scene scene) {
    var file = folder.resolve("history.jsonl");
    try (var history = History.create(file)) {
      scene.events.forEach(history::write);
    }
    return Heard.read(file);
  }

  private List<String> differing(MeterStand end, Scene scene) {
    return MeterLines.of(begin(), end, heard(scene)).stream()
        .filter(line -> !line.agrees())
        .map(MeterLine::toString)
        .toList();
  }

  @Test
  void agreeWithARunThatWasCountedRight() {
    var judged = MeterCheck.judge(begin(), heard(visits()), MeterCheckTest::end);

    assertThat(judged.finding().verdict()).as(judged.toString()).isEqualTo(Verdict.HOLDS);
    assertThat(judged.finding().checked()).isEqualTo(judged.lines().size()).isGreaterThan(25);
  }

  @Test
  void differWhereACounterWasNotMoved() {
    assertThat(differing(endWithout("boxoffice_payments_changed"), visits()))
        .containsExactly(
            "payments now PAID: boxoffice_payments_changed_total PAID says 0.0, by the books it is"
                + " 2",
            "payments now DECLINED: boxoffice_payments_changed_total DECLINED says 0.0, by the"
                + " books it is 1",
            "payments now PAID: boxoffice_payments_changed_total PAID says 0.0, by the ledger it"
                + " is 2",
            "payments now DECLINED: boxoffice_payments_changed_total DECLINED says 0.0, by the"
                + " ledger it is 1");
  }

  @Test
  void differWhereAFigureIsNotThereAtAll() {
    assertThat(differing(endWithout("boxoffice_payments_unknown"), visits()))
        .containsExactly(
            "payments unknown: boxoffice_payments_unknown says NaN, by the books it is 0");
  }

  @Test
  void differWhereCallersWereToldMore() {
    assertThat(differing(end(), visits().holds(ADA, "h3", 2)))
        .hasSize(2)
        .allMatch(line -> line.endsWith("says 2.0, by the callers it is 3"));
  }

  @Test
  void mayHaveCountedACallWhoseEndNobodyHeard() {
    var scene = visits().begins(ADA, Kind.ORDER, Told.ordering("k4", "h3"));
    scene.events.removeIf(event ->
        event.kind() == Kind.ORDER && ADA.equals(event.buyer()) && event.phase() == Phase.OK);

    assertThat(differing(end(), scene)).isEmpty();
  }

  @Test
  void areNotComparedAcrossAStart() {
    var again =
        end(
            Stream.concat(
                after().stream().filter(line -> !line.equals(STARTED)),
                Stream.of("process_start_time_seconds 1.8E9")));

    var judged = MeterCheck.judge(begin(), heard(visits()), () -> again);

    assertThat(judged.finding().verdict()).isEqualTo(Verdict.NOT_CHECKED);
    assertThat(judged.finding().examples().getFirst()).contains("started again");
  }

  @Test
  void readWhatPrometheusReads() {
    var samples =
        MeterReadings.parse(
            "# TYPE a gauge\na{b=\"c, \\\"d\\\"\",e=\"{f}\"} 1.5E3\nb NaN\nc{le=\"+Inf\"} 2\nd +Inf\n");

    assertThat(samples).hasSize(3);
    assertThat(samples.getFirst())
        .isEqualTo(new MeterReadings.Sample("a", Map.of("b", "c, \\\"d\\\"", "e", "{f}"), 1_500));
  }
}
