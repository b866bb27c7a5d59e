package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.edge.RunningEdge.Answer;
import boxoffice.inventory.v1.ExtendHoldResponse;
import boxoffice.inventory.v1.HeldProduct;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.HoldOrdered;
import boxoffice.inventory.v1.HoldOver;
import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.HoldState;
import boxoffice.inventory.v1.ListHoldsResponse;
import boxoffice.inventory.v1.NotEnough;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.money.v1.Money;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Best seats, places, products and more time, as the edge passes them on.
final class HoldWishTest {
  private static final String ADA = "00000000-0000-4000-8000-00000000000a";
  private static final String HOLDS = "/v1/performances/p/holds";
  private static final String ALL =
      """
      {"best":[{"count":2,"category":"A","section":"Stalls","accessible":true,
                "maxPriceMinor":5000,"ticketTypeId":"t"}],
       "areas":[{"areaId":"a","count":3}],
       "products":[{"sku":"programme","quantity":1}],
       "also":[{"performanceId":"q","seats":[{"seatId":"s","ticketTypeId":"u"}]}]}\
      """;
  private static ScriptedPeer peer;
  private static RunningEdge edge;
  private static String ada;

  @BeforeAll
  static void start() {
    peer = new ScriptedPeer();
    ada = peer.signedIn(ADA);
    edge = peer.edge();
  }

  @AfterAll
  static void stop() {
    edge.close();
    peer.close();
  }

  private static Hold hold() {
    return Hold.newBuilder()
        .setName("performances/p/holds/h1")
        .setPerformanceId("p")
        .setState(HoldState.HOLD_STATE_ACTIVE)
        .addProducts(HeldProduct.newBuilder().setSku("programme").setQuantity(1))
        .setTotal(Money.newBuilder().setAmountMinor(1).setCurrency("EUR"))
        .setExtended(true)
        .build();
  }

  @Test
  void passesEveryWishOn() {
    var seen = new ConcurrentLinkedQueue<PlaceHoldRequest>();
    peer.answer(
        HoldServiceGrpc.getPlaceHoldMethod(),
        (PlaceHoldRequest request) -> {
          seen.add(request);
          return PlaceHoldResponse.newBuilder().setHeld(hold()).build();
        });

    var answer = edge.send(edge.post(HOLDS, "k", ALL).header("Authorization", ada));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("products").get(0).path("sku").asString()).isEqualTo("programme");
    var request = seen.remove();
    assertThat(request.getBest(0).getCount()).isEqualTo(2);
    assertThat(request.getBest(0).getMaxPriceMinor()).isEqualTo(5000);
    assertThat(request.getBest(0).getAccessible()).isTrue();
    assertThat(request.getAreas(0).getCount()).isEqualTo(3);
    assertThat(request.getProducts(0).getQuantity()).isEqualTo(1);
    assertThat(request.getAlso(0).getSeats(0).getTicketTypeId()).isEqualTo("u");
  }

  @Test
  void saysSoldOutOnlyWhereNothingMayReturn() {
    assertThat(lacking(0, false).code()).isEqualTo("sold-out");
    assertThat(lacking(0, true).code()).isEqualTo("seat-unavailable");
    var some = lacking(1, false);
    assertThat(some.status()).isEqualTo(409);
    assertThat(some.code()).isEqualTo("seat-unavailable");
    assertThat(some.json().path("available").asInt()).isEqualTo(1);
    assertThat(some.json().path("areaId").asString()).isEqualTo("a");
  }

  private static Answer lacking(int available, boolean mayReturn) {
    peer.answer(
        HoldServiceGrpc.getPlaceHoldMethod(),
        request ->
            PlaceHoldResponse.newBuilder()
                .setNotEnough(
                    NotEnough.newBuilder()
                        .setAreaId("a")
                        .setAvailable(available)
                        .setMayReturn(mayReturn))
                .build());
    return edge.send(edge.post(HOLDS, "k", ALL).header("Authorization", ada));
  }

  @Test
  void givesMoreTimeOrSaysWhyNot() {
    var longer = extend(ExtendHoldResponse.newBuilder().setHold(hold()).build());
    assertThat(longer.json().path("extended").asBoolean()).isTrue();
    var over = ExtendHoldResponse.newBuilder().setOver(HoldOver.getDefaultInstance()).build();
    assertThat(extend(over).code()).isEqualTo("hold-expired");
    var ordered =
        ExtendHoldResponse.newBuilder().setOrdered(HoldOrdered.getDefaultInstance()).build();
    assertThat(extend(ordered).code()).isEqualTo("order-state-conflict");
  }

  private static Answer extend(ExtendHoldResponse response) {
    peer.answer(HoldServiceGrpc.getExtendHoldMethod(), request -> response);
    var hold = "/v1/performances/%s/holds/%s".formatted(UUID.randomUUID(), UUID.randomUUID());
    return edge.send(edge.post(hold + ":extend", "k", "{}").header("Authorization", ada));
  }

  @Test
  void listsTheCallersHolds() {
    peer.answer(
        HoldServiceGrpc.getListHoldsMethod(),
        request -> ListHoldsResponse.newBuilder().addHolds(hold()).build());

    var answer = edge.send(edge.request("/v1/holds").header("Authorization", ada).GET());

    assertThat(answer.json().path("holds")).hasSize(1);
    assertThat(edge.get("/v1/holds").status()).isEqualTo(401);
  }
}
