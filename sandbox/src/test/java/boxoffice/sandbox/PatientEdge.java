package boxoffice.sandbox;

import boxoffice.sandbox.EdgeClient.Answer;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Asks an edge again while it answers 503 or 504, as it may at any moment on a busy machine: with
/// one key for all tries, so that what was done is found (S11, S20). Any other answer counts.
record PatientEdge(EdgeClient edge) {
  private static final String VISA = "pm_card_visa";

  Answer get(String path, @Nullable String token) {
    return answer(path, () -> edge.get(path, token));
  }

  Answer post(String path, Object body, @Nullable String token) {
    return post(path, body, token, UUID.randomUUID().toString());
  }

  Answer post(String path, Object body, @Nullable String token, String key) {
    return answer(path, () -> edge.post(path, body, token, key));
  }

  private static Answer answer(String path, Supplier<Answer> call) {
    return Patience.await("an answer of " + path, Shop.BOOT, call, PatientEdge::isInTime);
  }

  static boolean isInTime(Answer answer) {
    return answer.status() != 503 && answer.status() != 504;
  }

  /// What is free is read a moment late, so another choice is made each time.
  ///
  /// @return two free neighbours, held
  JsonNode hold(String token) {
    return Patience.await(
            "a hold",
            Shop.BOOT,
            () -> hold(SeatChoice.neighbours(edge), token),
            answer -> answer.status() != 409)
        .ok();
  }

  Answer hold(SeatChoice choice, String token) {
    return post("/v1/performances/" + choice.performanceId() + "/holds", choice.body(), token);
  }

  /// @return the order, once it is confirmed
  JsonNode buy(JsonNode hold, String token, String key) {
    var body = Map.of("holdName", hold.path("name").asString(), "paymentMethod", VISA);
    var placed = post("/v1/orders", body, token, key).ok();
    return confirmed(placed.path("orderId").asString(), token);
  }

  /// @return the order, once it is
  JsonNode confirmed(String orderId, String token) {
    return Patience.await(
        "confirmation of the order",
        Shop.BOOT,
        () -> get("/v1/orders/" + orderId, token).ok(),
        order -> order.path("state").asString().equals("CONFIRMED"));
  }
}
