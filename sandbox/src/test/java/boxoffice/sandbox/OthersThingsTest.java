package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Somebody else's things, asked for by a buyer who is signed in, with every operation of
/// docs/openapi.json that can be about them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OthersThingsTest {
  /// What any buyer may do with somebody's performance.
  private static final Set<String> FOR_EVERYBODY =
      Set.of("POST /v1/performances/{performance}/holds", "GET /v1/services/{service}:ping");

  /// Nobody else may learn that they are there.
  private static final Pattern SECRET = Pattern.compile(".*\\{(order|hold)}.*|.*/v1/orders");

  private static final Pattern IDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  @TempDir private static Path folder;
  private LocalSystem system;
  private EdgeClient edge;
  private TableContents tables;
  private RawHttp raw;
  private Map<String, String> values;
  private String bob;

  @BeforeAll
  void start() {
    system = LocalSystem.start(folder, SystemSettings.of(Ports.free()));
    edge = new EdgeClient(system.edgeUrl(), () -> UUID.randomUUID().toString());
    new DemoData(system, edge, Clock.systemUTC()).make();
    raw = new RawHttp(system.ports().edge());
    tables = new TableContents(system.postgres());
    values = OrganisersThings.make(edge, system.people().organiserToken());
    bob = system.people().buyers(1).getFirst().token();
  }

  @AfterAll
  void stop() {
    tables.close();
    edge.close();
    system.close();
  }

  @TestFactory
  Stream<DynamicTest> z1z2z4z5GivesAndChangesNothing() {
    return InterfaceOperation.all().stream()
        .filter(InterfaceOperation::needsToken)
        .filter(operation -> !FOR_EVERYBODY.contains(operation.toString()))
        .filter(this::canBeAboutOthers)
        .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> ask(operation)));
  }

  private boolean canBeAboutOthers(InterfaceOperation operation) {
    var theirs = new GoodRequest(operation, values, bob);
    var nobodys = new GoodRequest(operation, Map.of(), bob);
    return !theirs.target(Map.of()).equals(nobodys.target(Map.of()))
        || !Arrays.equals(theirs.body(), nobodys.body());
  }

  private void ask(InterfaceOperation operation) {
    var before = tables.settled();

    var theirs = answer(new GoodRequest(operation, values, bob));
    var nobodys = answer(new GoodRequest(operation, Map.of(), bob));

    assertThat(theirs.status()).as("%s", theirs).isIn(403, 404);
    assertThat(operation.codes(theirs.status())).contains(theirs.said("code"));
    if (SECRET.matcher(operation.toString()).matches()) {
      assertThat(withoutIds(theirs)).isEqualTo(withoutIds(nobodys));
    }
    assertThat(tables.read()).as("nothing changed").isEqualTo(before);
  }

  private RawHttp.Answer answer(GoodRequest request) {
    return Patience.await(
        "an answer",
        () ->
            raw.send(
                request.operation().method(),
                request.target(Map.of()),
                request.headers(),
                request.body()),
        given -> given.status() != 503 && given.status() != 504);
  }

  private static String withoutIds(RawHttp.Answer answer) {
    return answer.status() + " " + IDS.matcher(answer.body()).replaceAll("an id");
  }

  private String thing(String name) {
    return Objects.requireNonNull(values.get(name));
  }

  @Test
  void z3ShowsOnlyWhatIsTheCallersOwn() {
    for (var query : List.of("", "?userId=" + thing("order"), "?buyerId=x")) {
      var headers =
          Map.of(
              "Authorization",
              "Bearer " + bob,
              "X-User-Id",
              thing("organisationId"),
              "X-Internal",
              "true");
      var answer = raw.send("GET", "/v1/orders" + query, headers, new byte[0]);

      assertThat(answer.status()).as("%s", answer).isIn(200, 400);
      if (answer.status() == 200) {
        assertThat(JsonMapper.shared().readTree(answer.body()).path("orders")).isEmpty();
      }
    }
    var body =
        "{\"holdName\": \"%s\", \"paymentMethod\": \"pm_card_visa\", \"userId\": \"x\"}"
            .formatted(thing("holdName"));
    var headers =
        Map.of(
            "Authorization", "Bearer " + bob,
            "Content-Type", "application/json",
            "Idempotency-Key", "z3");
    var order = raw.send("POST", "/v1/orders", headers, body.getBytes(StandardCharsets.UTF_8));
    assertThat(order.status()).as("%s", order).isEqualTo(400);
    assertThat(order.said("code")).isEqualTo("unknown-field");
  }

  @Test
  void z5HasNothingForOperatorsOnThePublicPort() {
    for (var path :
        List.of(
            "/actuator", "/actuator/health", "/actuator/env", "/actuator/prometheus", "/livez")) {
      for (var token : List.of(bob, system.people().organiserToken())) {
        var headers = Map.of("Authorization", "Bearer " + token);
        assertThat(raw.send("GET", path, headers, new byte[0]).status()).as(path).isEqualTo(404);
      }
    }
  }

  @Test
  void z12SellsAHoldOnce() {
    var patient = new PatientEdge(edge);
    var carol = system.people().buyers(1).getFirst().token();
    var hold = patient.hold(carol);
    var bought = patient.buy(hold, carol, "first");
    var again =
        patient.post(
            "/v1/orders",
            Map.of("holdName", hold.path("name").asString(), "paymentMethod", "pm_card_visa"),
            carol,
            "second");

    assertThat(again.status()).as("%s", again).isEqualTo(409);
    assertThat(String.valueOf(again.body())).contains("order-state-conflict");
    var orders = patient.get("/v1/orders", carol).ok().path("orders");
    assertThat(orders).hasSize(1);
    assertThat(orders.get(0).path("orderId")).isEqualTo(bought.path("orderId"));
  }
}
