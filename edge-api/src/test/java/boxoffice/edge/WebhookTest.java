package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.edge.RunningEdge.Answer;
import boxoffice.order.v1.ListOrdersResponse;
import boxoffice.order.v1.OrderServiceGrpc;
import boxoffice.order.v1.ReceiveWebhookRequest;
import boxoffice.order.v1.ReceiveWebhookResponse;
import boxoffice.order.v1.WebhookNotAuthentic;
import boxoffice.order.v1.WebhookServiceGrpc;
import boxoffice.order.v1.WebhookTaken;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.StatusRuntimeException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The provider's way in: rows W1, W8, W9, A11, I12.
final class WebhookTest {
  private static final int BURST = 20;
  private static final int MOST_BYTES = 64 * 1024;

  private static final ConcurrentLinkedQueue<ReceiveWebhookRequest> SEEN =
      new ConcurrentLinkedQueue<>();

  private static final AtomicInteger ADDRESSES = new AtomicInteger();

  private static ScriptedPeer peer;
  private static RunningEdge edge;
  private String address;

  @BeforeAll
  static void start() {
    peer = new ScriptedPeer();
    edge =
        peer.edge(
            "--server.tomcat.remoteip.remote-ip-header=X-Forwarded-For",
            "--server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1",
            "--boxoffice.guard.limits.webhook-address.burst=" + BURST,
            "--boxoffice.guard.limits.webhook-address.every=1h");
  }

  @AfterAll
  static void stop() {
    edge.close();
    peer.close();
  }

  @BeforeEach
  void answerTaken() {
    address = newAddress();
    SEEN.clear();
    answer(ReceiveWebhookResponse.newBuilder().setTaken(WebhookTaken.getDefaultInstance()).build());
  }

  /// That nobody has sent from before.
  private static String newAddress() {
    return "198.51.100." + ADDRESSES.incrementAndGet();
  }

  private static void answer(ReceiveWebhookResponse response) {
    peer.answer(
        WebhookServiceGrpc.getReceiveWebhookMethod(),
        request -> {
          SEEN.add(request);
          return response;
        });
  }

  private Answer post(byte[] body) {
    return edge.send(
        edge.request("/v1/webhooks/stripe")
            .header("Content-Type", "application/json; charset=utf-8")
            .header("Stripe-Signature", "t=1,v1=abc")
            .header("X-Forwarded-For", address)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private Answer post(String body) {
    return post(body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void passesTheBytesOnAsTheyCameWithoutAnyToken() {
    // no JSON that a strict reader would take: nobody reads it here
    var body = "{ \"id\" : 1,\n\"id\":1.0, /* */ \"\u00e4\u2603\" ";

    assertThat(post(body).status()).isEqualTo(200);

    assertThat(SEEN).hasSize(1);
    assertThat(SEEN.element().getPayload().toStringUtf8()).isEqualTo(body);
    assertThat(SEEN.element().getSignature()).isEqualTo("t=1,v1=abc");
    assertThat(peer.authorizations).contains("");
  }

  @Test
  void w1AnswersProblemsToWhoDidNotSign() {
    answer(
        ReceiveWebhookResponse.newBuilder()
            .setNotAuthentic(WebhookNotAuthentic.getDefaultInstance())
            .build());

    var refused = post("{}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    assertThat(refused.code()).isEqualTo("validation-failed");
  }

  @Test
  void w8RefusesBodiesThatAreTooLong() {
    assertThat(post("x".repeat(MOST_BYTES)).status()).isEqualTo(200);
    SEEN.clear();

    var refused = post("x".repeat(MOST_BYTES + 1));

    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.code()).isEqualTo("payload-too-large");
    assertThat(SEEN).isEmpty();
  }

  @Test
  void w8TurnsAFloodAwayAndNobodyElse() {
    peer.answer(
        OrderServiceGrpc.getListOrdersMethod(), request -> ListOrdersResponse.getDefaultInstance());
    var statuses = new ArrayList<Integer>();
    for (var count = 0; count < BURST + 5; count++) {
      statuses.add(post("{}").status());
    }

    assertThat(statuses.subList(0, BURST)).containsOnly(200);
    assertThat(statuses.subList(BURST, BURST + 5)).containsOnly(429);
    var ada = peer.signedIn("00000000-0000-4000-8000-00000000000a");
    var orders =
        edge.send(
            edge.request("/v1/orders")
                .header("Authorization", ada)
                .header("X-Forwarded-For", address)
                .GET());
    assertThat(orders.status()).isEqualTo(200);
    address = newAddress();
    assertThat(post("{}").status()).isEqualTo(200);
  }

  @Test
  void w9NeverSaysTakenWhatIsNotStored() {
    peer.answer(
        WebhookServiceGrpc.getReceiveWebhookMethod(),
        request -> {
          throw failure(ErrorReason.SERVICE_UNAVAILABLE);
        });
    var away = post("{}");
    peer.answer(
        WebhookServiceGrpc.getReceiveWebhookMethod(),
        request -> {
          throw failure(ErrorReason.OUTCOME_UNKNOWN);
        });
    var unknown = post("{}");

    assertThat(away.status()).isEqualTo(503);
    assertThat(away.header("Retry-After")).isNotEmpty();
    assertThat(unknown.status()).isEqualTo(504);
  }

  private static StatusRuntimeException failure(ErrorReason reason) {
    var status = ErrorStatus.of(reason, "away", Map.of());
    return status.getStatus().asRuntimeException(status.getTrailers());
  }
}
