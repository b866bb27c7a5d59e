package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.sandbox.SpanCollector.Seen;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What operators see of a purchase: read from the spans that all services export.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TraceTest {
  private static final String STRANGER = "4bf92f3577b34da6a3ce929d0e0e4736";

  @TempDir private static Path folder;
  private final SpanCollector collector = new SpanCollector();
  private LocalSystem system;
  private EdgeClient edge;
  private EdgeClient inbox;
  private NewBuyer buyer;
  private String token;

  @BeforeAll
  void buy() throws IOException, InterruptedException {
    var settings = collector.settings();
    var overrides =
        Arrays.stream(ServiceProgram.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), _ -> settings));
    system =
        LocalSystem.start(
            folder,
            new SystemSettings(
                Ports.free(), null, Constants.PRODUCTION, overrides, false, List.of(), null));
    edge = new EdgeClient(system.edgeUrl(), () -> UUID.randomUUID().toString());
    inbox = new EdgeClient(system.inboxUrl(), () -> UUID.randomUUID().toString());
    new DemoData(system, edge, Clock.systemUTC()).make();
    callAsAStranger();
    buyer = new NewBuyer(edge, inbox, UUID.randomUUID());
    token = buyer.join();
    var patient = new PatientEdge(edge);
    var _ = patient.buy(patient.hold(token), token, UUID.randomUUID().toString());
  }

  @AfterAll
  void stop() {
    edge.close();
    inbox.close();
    system.close();
    collector.close();
  }

  private void callAsAStranger() throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(system.edgeUrl() + "/v1/performances"))
              .header("traceparent", "00-" + STRANGER + "-00f067aa0ba902b7-01")
              .build();
      assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isLessThan(600);
    }
  }

  @Test
  void followsAnOrderFromTheBrowserToEveryStoreAndTheProvider() throws IOException {
    var order =
        whole("http post /v1/orders", "provider", "edge-api", "inventory-grpc", "order-grpc");
    Files.writeString(Path.of("target", "trace-of-an-order.txt"), tree(order));

    assertThat(order).map(Seen::name).anyMatch(name -> name.startsWith("redis "));
    assertThat(order)
        .filteredOn(span -> span.name().startsWith("sql "))
        .extracting(Seen::service)
        .contains("order-grpc", "inventory-grpc");
    assertThat(order)
        .filteredOn(span -> span.name().startsWith("provider "))
        .map(span -> span.attribute("url.path"))
        .anyMatch(path -> path.endsWith("/confirm"));
  }

  @Test
  void followsAHoldToRedis() {
    var hold =
        whole(
            "http post /v1/performances/{performance}/holds",
            "redis",
            "edge-api",
            "inventory-grpc");

    assertThat(hold).map(Seen::name).contains("redis claim");
  }

  @Test
  void followsASignInToTheAccounts() {
    var signIn = whole("http post /v1/sessions", "sql", "edge-api", "user-grpc");

    assertThat(signIn)
        .map(span -> span.attribute("db.query.text"))
        .anyMatch(sql -> sql.contains("?"));
  }

  @Test
  void namesTheRequestOnItsSpans() {
    var order = whole("http post /v1/orders", "provider", "edge-api");

    var id = order.getFirst().attribute("boxoffice.request_id");
    assertThat(id).hasSize(UUID.randomUUID().toString().length());
    assertThat(order)
        .filteredOn(span -> !span.attribute("boxoffice.request_id").equals(id))
        .extracting(Seen::name)
        .isEmpty();
  }

  @Test
  void letsNoStrangerBeginATrace() {
    var _ = whole("http post /v1/orders", "provider", "edge-api");

    assertThat(collector.spans()).extracting(Seen::trace).doesNotContain(STRANGER);
    assertThat(collector.spans()).extracting(Seen::name).contains("http get /v1/performances");
  }

  @Test
  void tellsNothingAboutPeopleA10() {
    var _ = whole("http post /v1/orders", "provider", "edge-api");

    assertThat(collector.text())
        .doesNotContain(buyer.email(), NewBuyer.PASSWORD, "New Buyer", token, "pm_card_visa");
  }

  @Test
  void countsCallsByWhatCameOfThem() {
    var ports = system.ports();

    assertThat(metrics(ports.inventoryManagement()))
        .containsPattern(
            "boxoffice_calls_total\\{method=\"inventory.v1.HoldService/PlaceHold\",outcome=\"held\"\\}"
                + " [1-9]")
        .contains("grpc_server_seconds_count{", "grpc_status_code=\"OK\"");
    assertThat(metrics(ports.edgeManagement()))
        .containsPattern("http_server_requests_seconds_count\\{.*outcome=\"SUCCESS\"");
  }

  private static String metrics(int port) {
    try (var process = new EdgeClient("http://localhost:" + port, () -> "none")) {
      return process.text("/actuator/prometheus");
    }
  }

  /// The first trace that begins so, asks that, and has a span of each of these services, once no
  /// span of it lacks its parent.
  private List<Seen> whole(String first, String asks, String... services) {
    Predicate<List<Seen>> isWhole =
        trace ->
            trace.stream()
                    .anyMatch(span -> span.parent().isEmpty() && span.name().startsWith(first))
                && trace.stream().anyMatch(span -> span.name().startsWith(asks + " "))
                && names(trace, Seen::service).containsAll(Set.of(services))
                && orphans(trace).isEmpty();
    return Patience.await(
            "a whole trace of " + first,
            Shop.BOOT,
            () -> traces().values().stream().filter(isWhole).toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  private Map<String, List<Seen>> traces() {
    return collector.spans().stream().collect(Collectors.groupingBy(Seen::trace));
  }

  private static Set<String> names(List<Seen> trace, Function<Seen, String> of) {
    return trace.stream().map(of).collect(Collectors.toUnmodifiableSet());
  }

  private static List<Seen> orphans(List<Seen> trace) {
    var known = names(trace, Seen::id);
    return trace.stream()
        .filter(span -> !span.parent().isEmpty() && !known.contains(span.parent()))
        .toList();
  }

  private static String tree(List<Seen> trace) {
    var text = new StringBuilder();
    append(text, trace, "", 0);
    return text.toString();
  }

  private static void append(StringBuilder text, List<Seen> trace, String parent, int depth) {
    trace.stream()
        .filter(span -> span.parent().equals(parent))
        .sorted(Comparator.comparingLong(Seen::startNanos))
        .forEach(span -> {
          text.append("  ".repeat(depth))
              .append(
                  "%s %s %.1f ms%n"
                      .formatted(
                          span.service(),
                          span.name(),
                          (span.endNanos() - span.startNanos()) / 1_000_000.0));
          append(text, trace, span.id(), depth + 1);
        });
  }
}
