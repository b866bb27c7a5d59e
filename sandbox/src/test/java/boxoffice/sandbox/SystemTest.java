package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.parts.provider.LedgerEntry;
import boxoffice.sandbox.EdgeClient.Answer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The whole system over its real ports, as a browser meets it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SystemTest {
  private static final String VISA = "pm_card_visa";
  private static final String DECLINED = "pm_card_chargeDeclined";

  /// Each buyer places one order.
  private static final String KEY = "order";

  /// The same key goes on.
  private static final List<Integer> UNDECIDED = List.of(202, 503, 504);

  @TempDir private static Path folder;
  private LocalSystem system;
  private EdgeClient edge;
  private PatientEdge patient;
  private EdgeClient inbox;
  private EdgeClient management;

  @BeforeAll
  void start() {
    run();
    new DemoData(system, edge, Clock.systemUTC()).make();
    // a cold system is late with much
    var token = buyer();
    var _ = patient.buy(patient.hold(token), token, "first");
  }

  private void run() {
    system = LocalSystem.start(folder, Ports.free());
    edge = client(system.edgeUrl());
    patient = new PatientEdge(edge);
    inbox = client(system.inboxUrl());
    management = client("http://localhost:" + system.ports().edgeManagement());
  }

  private static EdgeClient client(String url) {
    return new EdgeClient(url, () -> UUID.randomUUID().toString());
  }

  @AfterAll
  void stop() {
    edge.close();
    inbox.close();
    management.close();
    system.close();
  }

  @Test
  void sellsTwoSeatsToANewBuyer() {
    var printed = new ByteArrayOutputStream();
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    var bought = new TryPurchase(edge, inbox, UUID.randomUUID(), out).buy();

    assertThat(bought.tickets()).isEqualTo(2);
    assertThat(system.audit().report(bought, out)).isTrue();
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("1 charge(s)");
  }

  @Test
  void keepsTheSeatsAfterADeclineAndTakesAnotherCard() {
    var token = buyer();
    var hold = patient.hold(token);
    var declined =
        Patience.await(
            "a decision",
            Shop.BOOT,
            () -> order(token, hold, DECLINED),
            answer -> !UNDECIDED.contains(answer.status()));

    assertThat(declined.status()).isEqualTo(402);
    assertThat(code(declined)).isEqualTo("payment-declined");
    var id = onlyOrder(token).path("orderId").asString();
    assertThat(onlyOrder(token).path("state").asString()).isEqualTo("PENDING");

    patient.post("/v1/orders/" + id + ":pay", Map.of("paymentMethod", VISA), token).succeeded();

    var paid = patient.confirmed(id, token);
    assertThat(ids(paid.path("items"))).isEqualTo(ids(hold.path("seats")));
    assertThat(charges(id)).hasSize(1);
    assertThat(tickets(id, token)).hasSize(2);
  }

  @Test
  void goesOnWithTheSameKeyWhenTheProviderIsBack() {
    var token = buyer();
    var hold = patient.hold(token);
    system.provider().stop();
    Answer away;
    try {
      away =
          Patience.await(
              "an answer about the provider",
              Shop.BOOT,
              () -> order(token, hold, VISA),
              answer ->
                  !UNDECIDED.contains(answer.status())
                      || code(answer).equals("payment-unavailable"));
    } finally {
      system.provider().start();
    }
    assertThat(away.status()).isEqualTo(503);

    var order = patient.buy(hold, token, KEY);

    assertThat(charges(order.path("orderId").asString())).hasSize(1);
  }

  @Test
  void hidesOrdersAndHoldsOfOthersZ1Z2Z3() {
    var ada = buyer();
    var bob = buyer();
    var hold = patient.hold(ada);
    var order = patient.buy(hold, ada, KEY).path("orderId").asString();
    var unknown = "/v1/orders/" + UUID.randomUUID();

    for (var path : List.of("", "/tickets")) {
      var foreign = patient.get("/v1/orders/" + order + path, bob);
      assertThat(foreign.status()).isEqualTo(404);
      assertThat(withoutTrace(foreign)).isEqualTo(withoutTrace(patient.get(unknown + path, bob)));
    }
    assertThat(patient.get("/v1/" + hold.path("name").asString(), bob).status()).isEqualTo(404);
    var account = patient.get("/v1/accounts/me", ada).ok().path("accountId").asString();
    assertThat(patient.get("/v1/orders?userId=" + account, bob).ok().path("orders")).isEmpty();
    var stolen = patient.post("/v1/orders", body(patient.hold(ada), VISA), bob);
    assertThat(stolen.status()).isEqualTo(404);
  }

  @Test
  void answers503WhileInventoryIsAwayAndRecoversByItself() {
    var token = buyer();
    var hold = patient.hold(token);
    var choice = otherThan(hold);
    Supplier<Answer> holding = () -> hold(choice, token);
    Supplier<Answer> ordering = () -> order(token, hold, VISA);
    system.oneJvm().stop(ServiceProgram.INVENTORY);
    try {
      assertAway(holding);
      assertAway(ordering);
      awaitOpen(management, holding);
      try (var orders = client("http://localhost:" + system.ports().orderManagement())) {
        awaitOpen(orders, ordering);
      }
    } finally {
      system.oneJvm().start(ServiceProgram.INVENTORY);
    }

    assertThat(patient.hold(choice, token).status()).isEqualTo(201);
    var order = patient.buy(hold, token, KEY);
    assertThat(onlyOrder(token).path("orderId")).isEqualTo(order.path("orderId"));
  }

  /// A busy machine may be late with some answers, or with what was revoked lately.
  private static void assertAway(Supplier<Answer> call) {
    var answers = Stream.generate(call).limit(12).toList();
    assertThat(answers).extracting(Answer::status).isSubsetOf(503, 504);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 503)
        .extracting(SystemTest::code)
        .contains("inventory-unavailable")
        .isSubsetOf("inventory-unavailable", "service-unavailable");
  }

  /// It may be just trying whether inventory is back.
  private static void awaitOpen(EdgeClient process, Supplier<Answer> call) {
    Patience.await(
        "an open breaker",
        () -> {
          assertThat(call.get().status()).isIn(503, 504);
          return breaker(process, "inventory");
        },
        "open"::equals);
  }

  @Test
  void keepsWhatWasSoldOverARestart() {
    var token = buyer();
    var id = patient.buy(patient.hold(token), token, KEY).path("orderId").asString();
    stop();
    run();

    var read = patient.get("/v1/orders/" + id, token).ok();

    assertThat(read.path("state").asString()).isEqualTo("CONFIRMED");
    assertThat(tickets(id, token)).hasSize(2);
    assertThat(charges(id)).hasSize(1);
    var again =
        patient.post(
            "/v1/performances/" + read.path("performanceId").asString() + "/holds",
            Map.of(
                "seats",
                ids(read.path("items")).stream().map(seat -> Map.of("seatId", seat)).toList()),
            buyer());
    assertThat(again.status()).isEqualTo(409);
    assertThat(code(again)).isEqualTo("seat-unavailable");
  }

  @Test
  void namesThePortThatIsTaken(@TempDir Path other) {
    assertThatThrownBy(() -> LocalSystem.start(other, system.ports()))
        .hasMessageContaining("port " + system.ports().edge() + " is in use");
  }

  private String buyer() {
    return system.people().buyers(1).getFirst().token();
  }

  /// What is free is read for everybody at once, so a hold is seen a moment later.
  private SeatChoice otherThan(JsonNode hold) {
    var held = hold.path("seats").findValuesAsString("seatId");
    return Patience.await(
        "free seats without those that are held",
        () -> SeatChoice.neighbours(edge),
        choice -> Collections.disjoint(choice.seatIds(), held));
  }

  private Answer hold(SeatChoice choice, String token) {
    return edge.post("/v1/performances/" + choice.performanceId() + "/holds", choice.body(), token);
  }

  private Answer order(String token, JsonNode hold, String paymentMethod) {
    return edge.post("/v1/orders", body(hold, paymentMethod), token, KEY);
  }

  private static Map<String, String> body(JsonNode hold, String paymentMethod) {
    return Map.of("holdName", hold.path("name").asString(), "paymentMethod", paymentMethod);
  }

  private JsonNode tickets(String order, String token) {
    return patient.get("/v1/orders/" + order + "/tickets", token).ok().path("tickets");
  }

  private JsonNode onlyOrder(String token) {
    var orders = patient.get("/v1/orders", token).ok().path("orders");
    assertThat(orders).hasSize(1);
    return orders.get(0);
  }

  private List<LedgerEntry> charges(String orderId) {
    return system.provider().ledger().stream()
        .filter(entry -> orderId.equals(entry.order()))
        .filter(entry -> entry.type() == LedgerEntry.Type.CHARGE)
        .toList();
  }

  private static List<String> ids(JsonNode seats) {
    var ids = new ArrayList<String>();
    seats.forEach(seat -> ids.add(seat.path("seatId").asString()));
    return ids;
  }

  private static String code(Answer answer) {
    return body(answer).path("code").asString();
  }

  private static JsonNode body(Answer answer) {
    return Objects.requireNonNull(answer.body(), "an answer without a body");
  }

  private static String withoutTrace(Answer answer) {
    return body(answer).toString().replaceAll("\"traceId\":\"[^\"]*\"", "");
  }

  /// The state that the meters of a process show.
  private static String breaker(EdgeClient process, String name) {
    for (var state : List.of("closed", "open", "half_open")) {
      var meter =
          "resilience4j_circuitbreaker_state{name=\"" + name + "\",state=\"" + state + "\"} 1";
      if (process
          .text("/actuator/prometheus")
          .replaceAll("application=\"[^\"]*\",", "")
          .contains(meter)) {
        return state;
      }
    }
    return "unknown";
  }
}
