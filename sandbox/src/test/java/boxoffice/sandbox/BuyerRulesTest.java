package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.parts.provider.LedgerEntry;
import boxoffice.sandbox.EdgeClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What one buyer may do over REST, however often and at once: rows Z14, Z15, Z21, Z22, Z25, S11.
@ExtendWith(SharedLocalSystem.class)
class BuyerRulesTest {
  private static final String VISA = "pm_card_visa";
  private static final String DECLINED = "pm_card_chargeDeclined";

  private final LocalSystem system;
  private final EdgeClient edge;
  private final PatientEdge patient;

  /// Other tests take seats of the first one.
  private final JsonNode performance;

  private final List<String> seats = new ArrayList<>();

  BuyerRulesTest(LocalSystem system) {
    this.system = system;
    this.edge = new EdgeClient(system.edgeUrl(), () -> UUID.randomUUID().toString());
    this.patient = new PatientEdge(edge);
    performance = patient.get("/v1/performances", null).ok().path("performances").get(2);
    var rows = "/v1/seatMaps/" + performance.path("seatMapId").asString() + "/rows";
    for (var row : patient.get(rows, null).ok().path("rows")) {
      row.path("seats").forEach(seat -> seats.add(seat.path("seatId").asString()));
    }
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void z14z15LetsNobodyHoldMoreThanTheLimitHoweverManyAsk() throws Exception {
    var token = buyer().token();
    var limit = performance.path("seatsPerBuyer").asInt();

    var answers = together(100, i -> hold(token, seats.get(i), "hold-" + i));

    var held = answers.stream().filter(answer -> answer.status() == 201).toList();
    assertThat(held).hasSize(limit);
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 201)
        .hasSize(100 - limit)
        .allSatisfy(BuyerRulesTest::isOverTheLimit);

    // giving one back while others wait for it
    var release = "/v1/" + held.getFirst().ok().path("name").asString();
    var again =
        together(
            20,
            i ->
                i == 0
                    ? Patience.await(
                        "release", () -> edge.delete(release, token), PatientEdge::isInTime)
                    : hold(token, seats.get(100 + i), "again-" + i));
    assertThat(again.getFirst().status()).isEqualTo(204);
    assertThat(again.stream().filter(answer -> answer.status() == 201).count())
        .isLessThanOrEqualTo(1);
    assertThat(heldSeats(token)).isLessThanOrEqualTo(limit);
    if (heldSeats(token) < limit) {
      hold(token, seats.get(130), "last").succeeded();
    }
    isOverTheLimit(hold(token, seats.get(131), "more"));
  }

  @Test
  void s11TellsThatAnAnswerIsRepeated() {
    var token = buyer().token();
    var held = hold(token, seats.get(230), "hold");
    var order = Map.of("holdName", held.ok().path("name").asString(), "paymentMethod", DECLINED);
    var declined = decided("/v1/orders", order, token, "order");
    var pay = "/v1/orders/" + orderId(declined) + ":pay";
    var paid = decided(pay, Map.of("paymentMethod", VISA), token, "pay");

    assertThat(declined.status()).isEqualTo(402);
    assertThat(paid.status()).isEqualTo(200);
    var again =
        List.of(
            hold(token, seats.get(230), "hold"),
            decided("/v1/orders", order, token, "order"),
            decided(pay, Map.of("paymentMethod", VISA), token, "pay"));
    assertThat(again).extracting(Answer::replayed).containsOnly(true);
    assertThat(again.getFirst().ok().path("name")).isEqualTo(held.ok().path("name"));
    assertThat(again.getLast().ok()).isEqualTo(paid.ok());
    assertThat(hold(token, seats.get(231), "another").replayed()).isFalse();
  }

  /// Once it is.
  private Answer decided(String path, Map<String, ?> body, String token, String key) {
    return Patience.await(
        "a decision",
        Shop.BOOT,
        () -> patient.post(path, body, token, key),
        answer -> answer.status() != 202);
  }

  private static String orderId(Answer declined) {
    return Objects.requireNonNull(declined.body()).path("orderId").asString();
  }

  private int heldSeats(String token) {
    var count = 0;
    for (var hold : patient.get("/v1/holds", token).ok().path("holds")) {
      count += hold.path("seats").size();
    }
    return count;
  }

  private static void isOverTheLimit(Answer answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(409);
    assertThat(code(answer)).isEqualTo("purchase-limit");
  }

  @Test
  void z21KeepsOneKeyOfSeveralBuyersAndRoutesApart() {
    var ada = buyer().token();
    var bob = buyer().token();

    var adas = hold(ada, seats.get(200), "k").ok();
    var bobs = hold(bob, seats.get(201), "k").ok();
    var order = order(adas, VISA, ada, "k").ok();

    assertThat(adas.path("seats").get(0).path("seatId").asString()).isEqualTo(seats.get(200));
    assertThat(bobs.path("seats").get(0).path("seatId").asString()).isEqualTo(seats.get(201));
    assertThat(order.path("holdName")).isEqualTo(adas.path("name"));
    for (var other : List.of(hold(ada, seats.get(202), "k"), order(adas, DECLINED, ada, "k"))) {
      assertThat(other.status()).isEqualTo(422);
      assertThat(code(other)).isEqualTo("idempotency-key-reused");
    }
    assertThat(patient.get("/v1/orders", bob).ok().path("orders")).isEmpty();
  }

  @Test
  void z22MakesOneOrderAndOneChargeOfFiftyEqualRequests() throws Exception {
    var token = buyer().token();
    var hold = hold(token, seats.get(210), "hold").ok();

    var answers = together(50, i -> order(hold, VISA, token, "order"));

    assertThat(answers).as("%s", answers).extracting(Answer::status).isSubsetOf(201, 202);
    var id = patient.buy(hold, token, "order").path("orderId").asString();
    assertThat(answers)
        .extracting(answer -> answer.ok().path("orderId").asString())
        .containsOnly(id);
    assertThat(patient.get("/v1/orders", token).ok().path("orders")).hasSize(1);
    assertThat(charges(id)).isEqualTo(1);
  }

  /// Whoever is disabled has no session any more (A2), so it is 401 as in J17 and not 403. Nothing
  /// takes the verified address of a session away.
  @Test
  void z25RefusesTheOrderOfWhoWasDisabledSinceTheHold() {
    var eve = buyer();
    var hold = hold(eve.token(), seats.get(220), "hold").ok();
    disable(eve.buyerId());
    var _ =
        Patience.await(
            "the session's end",
            () -> edge.get("/v1/orders", eve.token()).status(),
            status -> status == 401);

    var refused = order(hold, VISA, eve.token(), "order");

    assertThat(refused.status()).isEqualTo(401);
    assertThat(code(refused)).isEqualTo("invalid-token");
    var read =
        patient.get(
            "/v1/performances/" + performance.path("performanceId").asString() + "/orders",
            system.people().organiserToken());
    assertThat(String.valueOf(read.ok())).doesNotContain(hold.path("name").asString());
  }

  private void disable(String account) {
    var grpc = "{\"grpc\":{\"user\":[\"127.0.0.1:%d\"]}}".formatted(system.ports().user());
    var admin =
        patient
            .post(
                "/v1/sessions",
                Map.of("email", DemoData.ADMIN, "password", DemoData.PASSWORD),
                null)
            .ok()
            .path("accessToken")
            .asString();
    try (var nodes = new Nodes(JsonMapper.shared().readTree(grpc), edge)) {
      nodes.disable(admin, account);
    }
  }

  private People.Buyer buyer() {
    return system.people().buyers(1).getFirst();
  }

  private String holds() {
    return "/v1/performances/" + performance.path("performanceId").asString() + "/holds";
  }

  private static Map<String, ?> body(String seat) {
    return Map.of("seats", List.of(Map.of("seatId", seat)));
  }

  private Answer hold(String token, String seat, String key) {
    return patient.post(holds(), body(seat), token, key);
  }

  private Answer order(JsonNode hold, String paymentMethod, String token, String key) {
    var body = Map.of("holdName", hold.path("name").asString(), "paymentMethod", paymentMethod);
    return patient.post("/v1/orders", body, token, key);
  }

  private long charges(String order) {
    return system.provider().ledger().stream()
        .filter(entry -> order.equals(entry.order()))
        .filter(entry -> entry.type() == LedgerEntry.Type.CHARGE)
        .count();
  }

  private static String code(Answer answer) {
    return String.valueOf(answer.body()).replaceAll("(?s).*\"code\":\"([^\"]*)\".*", "$1");
  }

  private static List<Answer> together(int count, IntFunction<Answer> call)
      throws InterruptedException, ExecutionException {
    var answers = new ArrayList<Answer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          IntStream.range(0, count).<Callable<Answer>>mapToObj(i -> () -> call.apply(i)).toList();
      for (var answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
    }
    return answers;
  }
}
