package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.access.v1.PingRequest;
import boxoffice.access.v1.PingResponse;
import boxoffice.access.v1.PingServiceGrpc;
import boxoffice.db.FreshDatabase;
import boxoffice.user.RunningUserGrpc;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Row C1: to a service whose clock is two minutes behind, a token minted now is one of the future,
/// further than T_SKEW.
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class FutureTokenTest {
  private final RunningUserGrpc user = RunningUserGrpc.start();

  @AfterAll
  void stop() {
    user.close();
  }

  @Test
  void refusesTokensOfTheFutureC1() {
    try (var order = start("--boxoffice.dev=true", "--boxoffice.clock-offset=-120s")) {
      var refusal = catchThrowableOfType(StatusRuntimeException.class, () -> ping(order));

      assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
      assertThat(ErrorStatus.reason(refusal)).contains(ErrorReason.INVALID_TOKEN);
    }
  }

  @Test
  void takesTokensOfAFutureWithinTSkewC1() {
    try (var order = start("--boxoffice.dev=true", "--boxoffice.clock-offset=-20s")) {
      assertThat(ping(order)).isEqualTo(PingResponse.getDefaultInstance());
    }
  }

  private RunningOrderGrpc start(String... clock) {
    var nobody = "127.0.0.1:1";
    return RunningOrderGrpc.start(
        new RunningOrderGrpc.Peers(
            user, "static://" + nobody, "http://" + nobody, "nobody is there"),
        clock);
  }

  private PingResponse ping(RunningOrderGrpc order) {
    var token = user.person("buyer").accessToken();
    return PingServiceGrpc.newBlockingStub(order.channel())
        .withCallCredentials(new BearerToken(() -> token))
        .ping(PingRequest.getDefaultInstance());
  }
}
