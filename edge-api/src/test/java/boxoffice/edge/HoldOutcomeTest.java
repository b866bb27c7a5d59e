package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.edge.RunningEdge.Answer;
import boxoffice.inventory.v1.Availability;
import boxoffice.inventory.v1.GetAvailabilityResponse;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.HoldOrdered;
import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.HoldState;
import boxoffice.inventory.v1.PerformanceServiceGrpc;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.inventory.v1.PurchaseLimit;
import boxoffice.inventory.v1.PurchaseLimitKind;
import boxoffice.inventory.v1.ReleaseHoldResponse;
import boxoffice.inventory.v1.SaleNotOpen;
import boxoffice.inventory.v1.SeatsUnavailable;
import boxoffice.inventory.v1.UnavailableReason;
import boxoffice.inventory.v1.UnavailableSeat;
import boxoffice.money.v1.Money;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the edge makes of what inventory-grpc answers.
final class HoldOutcomeTest {
  private static final String ADA = "00000000-0000-4000-8000-00000000000a";
  private static final String BOB = "00000000-0000-4000-8000-00000000000b";
  private static final String HOLDS = "/v1/performances/p/holds";
  private static final String HOLD =
      "/v1/performances/%s/holds/%s".formatted(UUID.randomUUID(), UUID.randomUUID());
  private static final String SEATS = "{\"seats\":[{\"seatId\":\"s1\"},{\"seatId\":\"s2\"}]}";
  private static final Money PRICE =
      Money.newBuilder().setAmountMinor(4200).setCurrency("EUR").build();
  private static ScriptedPeer peer;
  private static RunningEdge edge;
  private static String ada;

  @BeforeAll
  static void start() {
    peer = new ScriptedPeer();
    ada = peer.signedIn(ADA);
    // the breaker has its own test
    edge = peer.edge("--boxoffice.channels.inventory.breaker.failure-percent=100");
  }

  @AfterAll
  static void stop() {
    edge.close();
    peer.close();
  }

  @BeforeEach
  void forget() {
    peer.authorizations.clear();
  }

  private static Answer post(String path, String key, String json) {
    return send(edge.post(path, key, json));
  }

  private static Answer send(HttpRequest.Builder request) {
    return edge.send(request.header("Authorization", ada));
  }

  private static void answerHold(PlaceHoldResponse response) {
    peer.answer(HoldServiceGrpc.getPlaceHoldMethod(), request -> response);
  }

  private static void failHold(StatusRuntimeException failure) {
    peer.answer(
        HoldServiceGrpc.getPlaceHoldMethod(),
        request -> {
          throw failure;
        });
  }

  private static StatusRuntimeException failure(ErrorReason reason, Map<String, String> metadata) {
    var status = ErrorStatus.of(reason, "said by the service", metadata);
    return new StatusRuntimeException(status.getStatus(), status.getTrailers());
  }

  private static PlaceHoldResponse held() {
    return PlaceHoldResponse.newBuilder()
        .setHeld(
            Hold.newBuilder()
                .setName("performances/p/holds/h1")
                .setPerformanceId("p")
                .setState(HoldState.HOLD_STATE_ACTIVE)
                .setTotal(PRICE)
                .setExpireTime(Timestamp.newBuilder().setSeconds(1_800_000_000)))
        .build();
  }

  @Test
  void createsHoldForTheCallerUncached() {
    answerHold(held());

    var answer = post(HOLDS, "k", SEATS);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("/v1/performances/p/holds/h1");
    assertThat(answer.header("Cache-Control")).isEqualTo("private, no-store");
    assertThat(answer.json().path("state").asString()).isEqualTo("ACTIVE");
    assertThat(answer.json().path("total").path("amountMinor").asLong()).isEqualTo(4200);
    assertThat(answer.json().path("expireTime").asString()).isEqualTo("2027-01-15T08:00:00Z");
    assertThat(peer.authorizations).contains(ada);
  }

  @Test
  void derivesRequestIdFromCallerRouteAndKey() {
    var ids = new ConcurrentLinkedQueue<String>();
    peer.answer(
        HoldServiceGrpc.getPlaceHoldMethod(),
        (PlaceHoldRequest request) -> {
          ids.add(request.getRequestId());
          return held();
        });
    var bob = edge.post(HOLDS, "k", SEATS).header("Authorization", peer.signedIn(BOB));

    post(HOLDS, "k", SEATS);
    post(HOLDS, "k", SEATS);
    post(HOLDS, "other", SEATS);
    edge.send(bob);

    var seen = ids.toArray(String[]::new);
    assertThat(seen[0]).isEqualTo(seen[1]);
    assertThat(ids).hasSize(4);
    assertThat(Set.copyOf(ids)).hasSize(3);
  }

  @Test
  void namesSeatsThatCannotBeHeld() {
    answerHold(
        PlaceHoldResponse.newBuilder()
            .setSeatsUnavailable(
                SeatsUnavailable.newBuilder()
                    .addSeats(
                        UnavailableSeat.newBuilder()
                            .setSeatId("s2")
                            .setReason(UnavailableReason.UNAVAILABLE_REASON_TAKEN)))
            .build());

    var answer = post(HOLDS, "k", SEATS);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("seat-unavailable");
    assertThat(answer.json().path("seats").toString())
        .isEqualTo("[{\"seatId\":\"s2\",\"reason\":\"TAKEN\"}]");
  }

  @Test
  void tellsLimitAndSaleWindow() {
    answerHold(
        PlaceHoldResponse.newBuilder()
            .setPurchaseLimit(
                PurchaseLimit.newBuilder()
                    .setKind(PurchaseLimitKind.PURCHASE_LIMIT_KIND_BUYER)
                    .setLimit(10)
                    .setOwned(9))
            .build());
    var limit = post(HOLDS, "k", SEATS);
    answerHold(
        PlaceHoldResponse.newBuilder()
            .setSaleNotOpen(
                SaleNotOpen.newBuilder()
                    .setOnSaleTime(Timestamp.newBuilder().setSeconds(1_800_000_000)))
            .build());
    var sale = post(HOLDS, "k", SEATS);

    assertThat(limit.status()).isEqualTo(409);
    assertThat(limit.code()).isEqualTo("purchase-limit");
    assertThat(limit.json().path("limit").asInt()).isEqualTo(10);
    assertThat(limit.json().path("owned").asInt()).isEqualTo(9);
    assertThat(sale.status()).isEqualTo(409);
    assertThat(sale.code()).isEqualTo("sale-not-open");
    assertThat(sale.json().path("onSaleTime").asString()).isEqualTo("2027-01-15T08:00:00Z");
  }

  @Test
  void doesNotReleaseWhatAnOrderHas() {
    peer.answer(
        HoldServiceGrpc.getReleaseHoldMethod(),
        request ->
            ReleaseHoldResponse.newBuilder().setOrdered(HoldOrdered.getDefaultInstance()).build());

    var answer = send(edge.request(HOLD).header("Idempotency-Key", "k").DELETE());

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("order-state-conflict");
  }

  @Test
  void keepsReasonOfServiceAndNamesFieldAsJsonDoes() {
    failHold(failure(ErrorReason.VALIDATION_FAILED, Map.of("field", "seats[0].seat_id")));
    var invalid = post(HOLDS, "k", SEATS);
    failHold(failure(ErrorReason.NOT_FOUND, Map.of()));
    var missing = post(HOLDS, "k", SEATS);
    failHold(failure(ErrorReason.IDEMPOTENCY_KEY_REUSED, Map.of()));
    var reused = post(HOLDS, "k", SEATS);
    failHold(failure(ErrorReason.INVENTORY_UNAVAILABLE, Map.of("retry_after_seconds", "7")));
    var away = post(HOLDS, "k", SEATS);

    assertThat(invalid.status()).isEqualTo(400);
    assertThat(invalid.code()).isEqualTo("validation-failed");
    assertThat(invalid.field()).isEqualTo("seats[0].seatId");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(reused.status()).isEqualTo(422);
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.header("Retry-After")).isEqualTo("7");
  }

  @Test
  void namesTheVariableOfThePathAndNotTheFieldItFills() {
    failHold(failure(ErrorReason.VALIDATION_FAILED, Map.of("field", "performance_id")));
    var path = "/v1/performances/" + UUID.randomUUID() + "/holds/1-1-1-1-1";
    var noHold = send(edge.request(path).GET());

    assertThat(post(HOLDS, "k", SEATS).field()).isEqualTo("performance");
    assertThat(noHold.status()).isEqualTo(400);
    assertThat(noHold.field()).isEqualTo("hold");
  }

  @Test
  void tellsNothingOfAnErrorInside() {
    failHold(Status.INTERNAL.withDescription("select secret from users").asRuntimeException());

    var answer = post(HOLDS, "k", SEATS);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("internal-error");
    assertThat(answer.body()).doesNotContain("secret");
  }

  @Test
  void doesNotKnowOutcomeOfHoldThatWasNotAnswered() {
    failHold(Status.UNAVAILABLE.asRuntimeException());
    var cut = post(HOLDS, "k", SEATS);
    peer.handle(HoldServiceGrpc.getPlaceHoldMethod(), (request, reply) -> {});
    try (var impatient = impatient()) {
      var silent = impatient.send(impatient.post(HOLDS, "k", SEATS).header("Authorization", ada));

      assertThat(silent.status()).isEqualTo(504);
      assertThat(silent.code()).isEqualTo("outcome-unknown");
    }

    assertThat(cut.status()).isEqualTo(504);
    assertThat(cut.code()).isEqualTo("outcome-unknown");
  }

  @Test
  void canReadAgainWhatWasNotAnswered() {
    peer.handle(HoldServiceGrpc.getGetHoldMethod(), (request, reply) -> {});

    try (var impatient = impatient()) {
      var answer = impatient.send(impatient.request(HOLD).header("Authorization", ada).GET());

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("service-unavailable");
      assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
  }

  /// With the deadlines of production.
  private static RunningEdge impatient() {
    return peer.edge(
        "--boxoffice.channels.inventory.deadline=1s",
        "--boxoffice.channels.inventory.deadlines[boxoffice.inventory.v1.HoldService/PlaceHold]=2s");
  }

  @Test
  void listsOrdinalsOfTakenSeats() {
    peer.answer(
        PerformanceServiceGrpc.getGetAvailabilityMethod(),
        request ->
            GetAvailabilityResponse.newBuilder()
                .setAvailability(
                    Availability.newBuilder()
                        .setSeatCount(12)
                        .setFreeCount(9)
                        .setTaken(ByteString.copyFrom(new byte[] {(byte) 0b1000_0001, 0b100})))
                .build());

    var answer = edge.get("/v1/performances/p/availability");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("takenOrdinals").toString()).isEqualTo("[0,7,10]");
    assertThat(peer.authorizations).containsOnly("");
  }
}
