package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.edge.RunningEdge.Answer;
import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.ListPerformancesResponse;
import boxoffice.inventory.v1.PerformanceServiceGrpc;
import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.order.v1.OrderServiceGrpc;
import boxoffice.order.v1.PlaceOrderResponse;
import boxoffice.order.v1.ReceiveWebhookResponse;
import boxoffice.order.v1.WebhookNotAuthentic;
import boxoffice.order.v1.WebhookServiceGrpc;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a buyer who is signed in tries, and what only Spring would read: rows Z13, Z21, H10, H11,
/// H16.
final class RequestTricksTest {
  private static final String HOLDS = "/v1/performances/p/holds";
  private static final String HOLD = "{\"best\":[{\"count\":1}]}";
  private static final String ORDER = "{\"holdName\":\"h\",\"paymentMethod\":\"pm_card_visa\"}";

  private static ScriptedPeer peer;
  private static RunningEdge edge;
  private static String ada;
  private static String bob;

  @BeforeAll
  static void start() {
    peer = new ScriptedPeer();
    ada = peer.signedIn("00000000-0000-4000-8000-00000000000a");
    bob = peer.signedIn("00000000-0000-4000-8000-00000000000b");
    edge = peer.edge();
    peer.answer(
        PerformanceServiceGrpc.getListPerformancesMethod(),
        request -> ListPerformancesResponse.getDefaultInstance());
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

  private static Answer post(String path, String json, String who) {
    return edge.send(edge.post(path, "one key for all", json).header("Authorization", who));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json;charset=utf-16",
        "application/json;charset=iso-8859-1, */*",
        "application/json;charset=foo",
        "*/*;charset=utf-16",
        "application/json;q=0",
        "image/png"
      })
  void h11DoesNothingForWhoCannotReadTheAnswer(String accept) {
    for (var path : List.of(HOLDS, "/v1/orders")) {
      var json = path.equals(HOLDS) ? HOLD : ORDER;
      var request = edge.post(path, "a key", json).header("Authorization", ada);

      assertThat(edge.send(request.header("Accept", accept)).status()).isEqualTo(406);
    }
    assertThat(peer.authorizations).isEmpty();
  }

  /// 405 where something can be read at the address, which names no such verb.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/orders/o:confirm",
        "/v1/orders/o:issue",
        "/v1/orders/o:refund",
        "/v1/orders/o/payments",
        "/v1/orders/o/refunds",
        "/v1/orders/o/tickets",
        "/v1/payments",
        "/v1/reservations",
        "/v1/tickets"
      })
  void hasNoWayPastThePaymentZ13(String path) {
    var answer = post(path, "{}", ada);

    assertThat(answer.code()).isIn("not-found", "method-not-allowed");
    assertThat(peer.authorizations).isEmpty();
  }

  @Test
  void takesNoBuyerForTheProviderZ13() {
    peer.answer(
        WebhookServiceGrpc.getReceiveWebhookMethod(),
        request ->
            ReceiveWebhookResponse.newBuilder()
                .setNotAuthentic(WebhookNotAuthentic.getDefaultInstance())
                .build());

    var answer = post("/v1/webhooks/stripe", "{\"type\":\"payment_intent.succeeded\"}", ada);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(peer.authorizations).containsExactly("");
  }

  @Test
  void keepsOneKeyOfSeveralBuyersAndRoutesApartZ21() {
    var ids = new ConcurrentLinkedQueue<String>();
    peer.answer(
        HoldServiceGrpc.getPlaceHoldMethod(),
        request -> {
          ids.add(request.getRequestId());
          return PlaceHoldResponse.getDefaultInstance();
        });
    peer.answer(
        OrderServiceGrpc.getPlaceOrderMethod(),
        request -> {
          ids.add(request.getRequestId());
          return PlaceOrderResponse.getDefaultInstance();
        });

    for (var who : List.of(ada, bob)) {
      for (var times = 0; times < 2; times++) {
        var _ = edge.send(edge.post(HOLDS, "k", HOLD).header("Authorization", who));
        var _ = edge.send(edge.post("/v1/orders", "k", ORDER).header("Authorization", who));
      }
    }

    assertThat(ids).hasSize(8);
    assertThat(Set.copyOf(ids)).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x1", "%231", "010", "%2B1", "1.0", "%201", "1_0", "\u0661", "1L"})
  void readsPlainNumbersOnlyH16(String number) {
    var answer = edge.get("/v1/performances?pageSize=" + encoded(number));

    assertThat(answer.code()).isEqualTo("validation-failed");
    assertThat(answer.field()).isEqualTo("pageSize");
    assertThat(edge.get("/v1/events?pageSize=" + encoded(number)).field()).isEqualTo("pageSize");
  }

  private static String encoded(String number) {
    return number.replace("\u0661", "%D9%A1");
  }

  @Test
  void readsTrueAndFalseOnlyH16() {
    for (var word : List.of("on", "yes", "1", "TRUE", "")) {
      assertThat(edge.get("/v1/performances?availableOnly=" + word).field())
          .isEqualTo("availableOnly");
    }
    for (var query : List.of("availableOnly=true", "availableOnly=false", "pageSize=1")) {
      assertThat(edge.get("/v1/performances?" + query).status()).as(query).isEqualTo(200);
    }
  }

  @Test
  void repeatsNothingThatAStrangerForwardsH17() {
    for (var path : List.of("/v3/api-docs/swagger-config", "/v3/api-docs", "/docs")) {
      var request =
          edge.request(path)
              .header("Forwarded", "host=evil.example;proto=https")
              .header("X-Forwarded-Host", "evil.example")
              .header("X-Forwarded-Proto", "https")
              .header("X-Forwarded-Prefix", "/evil.example");
      var answer = edge.send(request.GET());

      assertThat(answer.status()).as(path).isLessThan(400);
      assertThat(answer.body() + answer.response().headers().map())
          .as(path)
          .doesNotContain("evil.example");
    }
  }

  @Test
  void caresForTheCodingOfBodiesOnlyH10() {
    var read = edge.request("/v1/performances").header("Content-Encoding", "gzip");
    assertThat(edge.send(read.GET()).status()).isEqualTo(200);

    var change =
        edge.request(HOLDS + "/h:extend")
            .header("Authorization", ada)
            .header("Idempotency-Key", "k")
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.noBody());
    assertThat(edge.send(change).status()).isEqualTo(415);
  }
}
