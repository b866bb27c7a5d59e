package boxoffice.guard;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.access.v1.PingRequest;
import boxoffice.access.v1.PingResponse;
import boxoffice.access.v1.PingServiceGrpc;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The empty call passes everything that a call passes.
class PingTest {
  @SuppressWarnings("NullAway.Init") // set before the first test
  private static GuardedServer server;

  @BeforeAll
  static void start() {
    server = new GuardedServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void answersAnyPerson() {
    assertThat(ping(GuardedServer.MINT.person("buyer")))
        .isEqualTo(PingResponse.getDefaultInstance());
    assertThat(ping(GuardedServer.MINT.person("organiser", "admin")))
        .isEqualTo(PingResponse.getDefaultInstance());
  }

  @Test
  void refusesWhoIsNotSignedIn() {
    assertThat(
            Refusal.reason(() ->
                PingServiceGrpc.newBlockingStub(server.channel())
                    .ping(PingRequest.getDefaultInstance())))
        .isEqualTo(ErrorReason.UNAUTHENTICATED);
    assertThat(Refusal.reason(() -> ping("nonsense"))).isEqualTo(ErrorReason.INVALID_TOKEN);
    assertThat(Refusal.reason(() -> ping(GuardedServer.MINT.client("inventory.reserve"))))
        .isEqualTo(ErrorReason.FORBIDDEN);
  }

  private static PingResponse ping(String token) {
    return PingServiceGrpc.newBlockingStub(server.channel())
        .withCallCredentials(new BearerToken(() -> token))
        .ping(PingRequest.getDefaultInstance());
  }
}
