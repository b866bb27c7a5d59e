package boxoffice.sandbox;

import boxoffice.sandbox.EdgeClient.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// People who buy through an edge, seats of its first performance. Any thread may.
final class Shop {
  /// T_REC: a dependency is back, and the first success.
  static final Duration RECOVERY = Duration.ofSeconds(10);

  /// T_BOOT: everything is cold.
  static final Duration BOOT = Duration.ofSeconds(30);

  private static final String VISA = "pm_card_visa";

  private final EdgeClient edge;
  private final PatientEdge patient;
  private final Supplier<String> buyers;
  private final AtomicInteger nextSeat = new AtomicInteger();
  private final List<JsonNode> seats = new ArrayList<>();
  private final String performance;

  /// @param buyers the access token of one after the other
  Shop(EdgeClient edge, Supplier<String> buyers) {
    this.edge = edge;
    this.patient = new PatientEdge(edge);
    this.buyers = buyers;
    var first = patient.get("/v1/performances", null).ok().path("performances").get(0);
    performance = first.path("performanceId").asString();
    var rows = "/v1/seatMaps/" + first.path("seatMapId").asString() + "/rows";
    for (var row : patient.get(rows, null).ok().path("rows")) {
      row.path("seats").forEach(seats::add);
    }
  }

  String performance() {
    return performance;
  }

  String buyer() {
    return buyers.get();
  }

  JsonNode seat() {
    return seats.get(nextSeat.getAndIncrement() % seats.size());
  }

  Answer hold(String token, JsonNode seat, String key) {
    return edge.post(
        "/v1/performances/" + performance + "/holds",
        Map.of("seats", List.of(Map.of("seatId", seat.path("seatId").asString()))),
        token,
        key);
  }

  /// Gives the seats of a hold back.
  Answer release(String token, Answer hold) {
    return edge.delete("/v1/" + hold.ok().path("name").asString(), token);
  }

  Answer order(String token, Answer hold, String key) {
    return edge.post(
        "/v1/orders",
        Map.of("holdName", hold.ok().path("name").asString(), "paymentMethod", VISA),
        token,
        key);
  }

  /// One seat for a new hold; the refusal of whichever call was refused.
  Answer tryToBuy(String token) {
    var hold = hold(token, seat(), UUID.randomUUID().toString());
    return hold.status() == 201 ? order(token, hold, UUID.randomUUID().toString()) : hold;
  }

  /// @return the order's id
  String buy(String token) {
    return Patience.await("an order", BOOT, () -> tryToBuy(token), Shop::isConfirmed)
        .ok()
        .path("orderId")
        .asString();
  }

  static boolean isConfirmed(Answer answer) {
    var body = answer.body();
    return body != null && body.path("state").asString().equals("CONFIRMED");
  }

  Answer read(String order, String token) {
    return edge.get("/v1/orders/" + order, token);
  }

  /// By ordinal, as the edge shows it.
  boolean taken(JsonNode seat) {
    var availability = patient.get("/v1/performances/" + performance + "/availability", null).ok();
    var ordinals = availability.path("takenOrdinals");
    return IntStream.range(0, ordinals.size())
        .anyMatch(i -> ordinals.get(i).asInt() == seat.path("ordinal").asInt());
  }
}
