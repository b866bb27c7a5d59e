package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.access.v1.PingRequest;
import boxoffice.access.v1.PingResponse;
import boxoffice.access.v1.PingServiceGrpc;
import boxoffice.db.FreshDatabase;
import boxoffice.user.RunningUserGrpc;
import boxoffice.wire.BearerToken;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class PingTest {
  private final RunningUserGrpc user = RunningUserGrpc.start();
  private final RunningOrderGrpc order =
      RunningOrderGrpc.start(
          new RunningOrderGrpc.Peers(
              user, "static://127.0.0.1:1", "http://127.0.0.1:1", "nobody is there"));

  @AfterAll
  void stop() {
    order.close();
    user.close();
  }

  @Test
  void answersAPersonAndNoProgram() {
    assertThat(ping(user.person("buyer").accessToken()))
        .isEqualTo(PingResponse.getDefaultInstance());
    assertThatThrownBy(() -> ping(user.clientToken())).hasMessageStartingWith("PERMISSION_DENIED");
  }

  @Test
  void isServedWhateverIsBehind() {
    // told to be unknown until health is looked at for the first time
    Eventually.is("serving", () -> health().equals("SERVING"));
  }

  private String health() {
    var request = HealthCheckRequest.newBuilder().setService(PingServiceGrpc.SERVICE_NAME).build();
    try {
      return HealthGrpc.newBlockingStub(order.channel()).check(request).getStatus().name();
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode().name();
    }
  }

  private PingResponse ping(String token) {
    return PingServiceGrpc.newBlockingStub(order.channel())
        .withCallCredentials(new BearerToken(() -> token))
        .ping(PingRequest.getDefaultInstance());
  }
}
