package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.HoldState;
import boxoffice.inventory.v1.PlaceHoldResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Services that are away.
final class AwayTest {
  private static final String GOOD = "{\"email\":\"ada@example.org\",\"password\":\"secret\"}";

  private static final Hold ACTIVE =
      Hold.newBuilder()
          .setName("performances/p/holds/h")
          .setState(HoldState.HOLD_STATE_ACTIVE)
          .build();
  private static final Duration BACK_WITHIN = Duration.ofSeconds(60);

  @Test
  void saysWhichServiceIsAwayAndWhenToComeBack() {
    try (var edge = RunningEdge.alone()) {
      var browse = edge.get("/v1/performances");
      var signIn = edge.send(edge.post("/v1/sessions", "k", GOOD));

      assertThat(browse.status()).isEqualTo(503);
      assertThat(browse.code()).isEqualTo("inventory-unavailable");
      assertThat(browse.header("Retry-After")).isEqualTo("1");
      assertThat(signIn.status()).isEqualTo(503);
      assertThat(signIn.code()).isEqualTo("service-unavailable");
      assertThat(signIn.header("Retry-After")).isEqualTo("1");
    }
  }

  @Test
  void opensBreakerAfterFailuresAndAnswersAtOnce() {
    try (var edge =
        RunningEdge.alone(
            "--boxoffice.channels.inventory.breaker.open-for=60s",
            "--boxoffice.channels.inventory.retry.attempts=1")) {
      for (var call = 0; call < 12; call++) {
        assertThat(edge.get("/v1/performances").code()).isEqualTo("inventory-unavailable");
      }
      var answer = edge.get("/v1/performances");

      assertThat(answer.status()).isEqualTo(503);
      // the breaker's word, not the channel's
      assertThat(answer.header("Retry-After")).isEqualTo("60");
    }
  }

  @Test
  void refusesHoldWhileAwayAndHoldsAgainAfterTheReturn() {
    var port = RunningEdge.closedPort();
    try (var user = new ScriptedPeer();
        var edge =
            RunningEdge.before(
                user.target(),
                "static://127.0.0.1:" + port,
                user.target(),
                "--boxoffice.channels.inventory.breaker.open-for=1s",
                "--boxoffice.channels.inventory.retry.attempts=1")) {
      var ada = user.signedIn("00000000-0000-4000-8000-00000000000a");
      for (var call = 0; call < 12; call++) {
        var answer = hold(edge, ada);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("inventory-unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
      }
      try (var inventory = new ScriptedPeer(port)) {
        inventory.answer(
            HoldServiceGrpc.getPlaceHoldMethod(),
            request -> PlaceHoldResponse.newBuilder().setHeld(ACTIVE).build());
        var end = System.nanoTime() + BACK_WITHIN.toNanos();
        var status = 503;
        while (status != 201 && System.nanoTime() < end) {
          status = hold(edge, ada).status();
        }
        assertThat(status).isEqualTo(201);
      }
    }
  }

  private static RunningEdge.Answer hold(RunningEdge edge, String token) {
    var request = edge.post("/v1/performances/p/holds", "k", "{\"seats\":[{\"seatId\":\"s\"}]}");
    return edge.send(request.header("Authorization", token));
  }
}
