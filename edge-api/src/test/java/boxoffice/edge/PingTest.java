package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.access.v1.PingResponse;
import boxoffice.access.v1.PingServiceGrpc;
import boxoffice.user.RunningUserGrpc;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.StatusRuntimeException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The empty call over REST.
final class PingTest {
  private static final String ADA = "00000000-0000-4000-8000-00000000000a";

  private static RunningEdge.Answer ping(RunningEdge edge, String service, String authorization) {
    return edge.send(
        edge.request("/v1/services/" + service + ":ping")
            .header("Authorization", authorization)
            .GET());
  }

  @Test
  void goesThroughToEachService() {
    try (var user = new ScriptedPeer();
        var inventory = new ScriptedPeer();
        var order = new ScriptedPeer();
        var edge = RunningEdge.before(user.target(), inventory.target(), order.target())) {
      var ada = user.signedIn(ADA);
      for (var peer : Map.of("user", user, "inventory", inventory, "order", order).entrySet()) {
        var name = peer.getKey();
        assertThat(ping(edge, name, ada).status()).as("without its service").isNotEqualTo(204);
        peer.getValue().answer(PingServiceGrpc.getPingMethod(), _ -> answer());
        peer.getValue().authorizations.clear();

        var answer = ping(edge, name, ada);

        assertThat(answer.status()).as(name + answer.body()).isEqualTo(204);
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-store");
        assertThat(peer.getValue().authorizations).containsExactly(ada);
      }
    }
  }

  @Test
  void refusesServicesThatAreNotOnesOfOurs() {
    try (var peer = new ScriptedPeer();
        var edge = peer.edge()) {
      for (var service : new String[] {"edge", "INVENTORY", "127.0.0.1", "%69nventory2"}) {
        var answer = ping(edge, service, peer.signedIn(ADA));

        assertThat(answer.status()).as(service).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("validation-failed");
        assertThat(answer.field()).isEqualTo("service");
      }
    }
  }

  @Test
  void needsAToken() {
    try (var edge = RunningEdge.alone()) {
      var answer = edge.get("/v1/services/inventory:ping");

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.code()).isEqualTo("unauthenticated");
    }
  }

  @Test
  void passesOnWhatAServiceRefuses() {
    try (var peer = new ScriptedPeer();
        var edge = peer.edge()) {
      peer.answer(
          PingServiceGrpc.getPingMethod(),
          _ -> {
            var status = ErrorStatus.of(ErrorReason.FORBIDDEN, "not you", Map.of());
            throw new StatusRuntimeException(status.getStatus(), status.getTrailers());
          });

      assertThat(ping(edge, "order", peer.signedIn(ADA)).code()).isEqualTo("forbidden");
    }
  }

  @Test
  void reachesARealService() {
    try (var users = RunningUserGrpc.start()) {
      var nowhere = "static://127.0.0.1:" + RunningEdge.closedPort();
      try (var edge = RunningEdge.before(users.target(), nowhere, nowhere)) {
        var token = "Bearer " + users.buyer().accessToken();

        assertThat(ping(edge, "user", token).status()).isEqualTo(204);
        assertThat(ping(edge, "order", token).code()).isEqualTo("service-unavailable");
      }
    }
  }

  private static PingResponse answer() {
    return PingResponse.getDefaultInstance();
  }
}
