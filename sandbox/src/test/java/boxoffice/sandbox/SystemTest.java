package boxoffice.sandbox;

import static java.io.OutputStream.nullOutputStream;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
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

  @TempDir private static Path folder;
  private LocalSystem system;
  private EdgeClient edge;
  private EdgeClient inbox;
  private EdgeClient management;

  @BeforeAll
  void start() {
    run();
    new DemoData(system, edge, Clock.systemUTC()).make();
    // twenty at once meet a system that has sold before: a cold one sheds some of them with 503
    var _ =
        new TryPurchase(
                edge,
                inbox,
                UUID.randomUUID(),
                new PrintStream(nullOutputStream(), false, StandardCharsets.UTF_8))
            .buy();
  }

  private void run() {
    system = LocalSystem.start(folder, Ports.free());
    edge = client(system.edgeUrl());
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
    var hold = hold(token);
    var declined = order(token, hold, DECLINED);

    assertThat(declined.status()).isEqualTo(402);
    assertThat(code(declined)).isEqualTo("payment-declined");
    var id = onlyOrder(token).path("orderId").asString();
    assertThat(onlyOrder(token).path("state").asString()).isEqualTo("PENDING");

    var paid = edge.post("/v1/orders/" + id + ":pay", Map.of("paymentMethod", VISA), token).ok();

    assertThat(paid.path("state").asString()).isEqualTo("CONFIRMED");
    assertThat(ids(paid.path("items"))).isEqualTo(ids(hold.path("seats")));
    assertThat(charges(id)).hasSize(1);
    assertThat(edge.get("/v1/orders/" + id + "/tickets", token).ok().path("tickets")).hasSize(2);
  }

  @Test
  void goesOnWithTheSameKeyWhenTheProviderIsBack() {
    var token = buyer();
    var hold = hold(token);
    var body = Map.of("holdName", hold.path("name").asString(), "paymentMethod", VISA);
    system.provider().stop();
    Answer away;
    try {
      away = edge.post("/v1/orders", body, token, "key-1");
    } finally {
      system.provider().start();
    }
    assertThat(away.status()).isEqualTo(503);
    assertThat(code(away)).isEqualTo("payment-unavailable");

    var order = edge.post("/v1/orders", body, token, "key-1").ok();

    assertThat(order.path("state").asString()).isEqualTo("CONFIRMED");
    assertThat(charges(order.path("orderId").asString())).hasSize(1);
  }

  @Test
  void makesOneOrderAndOneChargeOfTwentyEqualRequests()
      throws InterruptedException, ExecutionException {
    var token = buyer();
    var body = Map.of("holdName", hold(token).path("name").asString(), "paymentMethod", VISA);

    var answers = new ArrayList<Answer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          IntStream.range(0, 20)
              .<Callable<Answer>>mapToObj(i -> () -> edge.post("/v1/orders", body, token, "key"))
              .toList();
      for (var answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).as("%s", answers).extracting(Answer::status).isSubsetOf(201, 202);
    assertThat(answers.stream().map(answer -> answer.ok().path("orderId").asString()).distinct())
        .hasSize(1);
    var id = onlyOrder(token).path("orderId").asString();
    assertThat(charges(id)).hasSize(1);
    assertThat(
            edge.post(
                    "/v1/orders",
                    Map.of("holdName", body.get("holdName"), "paymentMethod", DECLINED),
                    token,
                    "key")
                .status())
        .isEqualTo(422);
  }

  @Test
  void hidesOrdersAndHoldsOfOthers() {
    var ada = buyer();
    var bob = buyer();
    var hold = hold(ada);
    var order = order(ada, hold, VISA).ok().path("orderId").asString();
    var unknown = "/v1/orders/" + UUID.randomUUID();

    for (var path : List.of("", "/tickets")) {
      var foreign = edge.get("/v1/orders/" + order + path, bob);
      assertThat(foreign.status()).isEqualTo(404);
      assertThat(withoutTrace(foreign)).isEqualTo(withoutTrace(edge.get(unknown + path, bob)));
    }
    assertThat(edge.get("/v1/" + hold.path("name").asString(), bob).status()).isEqualTo(404);
    assertThat(
            edge.get(
                    "/v1/orders?userId="
                        + edge.get("/v1/accounts/me", ada).ok().path("accountId").asString(),
                    bob)
                .ok()
                .path("orders"))
        .isEmpty();
    var stolen =
        edge.post(
            "/v1/orders",
            Map.of("holdName", hold(ada).path("name").asString(), "paymentMethod", VISA),
            bob);
    assertThat(stolen.status()).isEqualTo(404);
  }

  @Test
  void answers503WhileInventoryIsAwayAndRecoversByItself() {
    var token = buyer();
    var hold = hold(token);
    var choice = otherThan(hold);
    system.oneJvm().stop(ServiceProgram.INVENTORY);
    try {
      for (int i = 0; i < 12; i++) {
        var held = hold(choice, token);
        assertThat(held.status()).isEqualTo(503);
        assertThat(code(held)).isEqualTo("inventory-unavailable");
        var ordered = order(token, hold, VISA);
        assertThat(ordered.status()).isEqualTo(503);
        assertThat(code(ordered)).isEqualTo("inventory-unavailable");
      }
      assertThat(breaker(management, "inventory")).isEqualTo("open");
      try (var orders = client("http://localhost:" + system.ports().orderManagement())) {
        assertThat(breaker(orders, "inventory")).isEqualTo("open");
      }
    } finally {
      system.oneJvm().start(ServiceProgram.INVENTORY);
    }

    Patience.await("holds again", () -> hold(choice, token).status(), status -> status == 201);
    Patience.await(
        "orders again", () -> order(token, hold, VISA).status(), status -> status == 201);
    assertThat(onlyOrder(token).path("state").asString()).isEqualTo("CONFIRMED");
  }

  @Test
  void keepsWhatWasSoldOverARestart() {
    var token = buyer();
    var order = order(token, hold(token), VISA).ok();
    var id = order.path("orderId").asString();
    stop();
    run();

    var read = edge.get("/v1/orders/" + id, token).ok();

    assertThat(read.path("state").asString()).isEqualTo("CONFIRMED");
    var seats = edge.get("/v1/orders/" + id + "/tickets", token).ok().path("tickets");
    assertThat(seats).hasSize(2);
    assertThat(charges(id)).hasSize(1);
    var again =
        edge.post(
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

  private JsonNode hold(String token) {
    return Patience.await(
            "a hold",
            () -> hold(SeatChoice.neighbours(edge), token),
            answer -> answer.status() == 201)
        .ok();
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
    return edge.post(
        "/v1/orders",
        Map.of("holdName", hold.path("name").asString(), "paymentMethod", paymentMethod),
        token,
        "order");
  }

  private JsonNode onlyOrder(String token) {
    var orders = edge.get("/v1/orders", token).ok().path("orders");
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
