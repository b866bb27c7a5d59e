package boxoffice.wire;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.user.v1.ListSigningKeysRequest;
import boxoffice.user.v1.SigningKeyServiceGrpc;
import boxoffice.user.v1.SigningKeyServiceGrpc.SigningKeyServiceBlockingStub;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Deadlines as they arrive at a real server. They are hours apart, so that no slow machine mixes
/// them up.
class DeadlineTest {
  private static final String METHOD = "boxoffice.user.v1.SigningKeyService/ListSigningKeys";
  private static final Duration STANDARD = Duration.ofHours(10);

  private final ScriptedServer server = new ScriptedServer();
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void close() {
    server.close();
    timers.shutdownNow();
  }

  @Test
  void givesAMethodOfTheTableItsOwn() {
    assertThat(hours(stub(Map.of(METHOD, Duration.ofHours(5))))).isEqualTo(5);
  }

  @Test
  void givesAnyOtherMethodTheStandardOne() {
    assertThat(hours(stub(Map.of("boxoffice.user.v1.Other/Method", Duration.ofHours(5)))))
        .isEqualTo(10);
  }

  @Test
  void keepsTheEarlierOneOfTheCall() {
    assertThat(hours(stub(Map.of()).withDeadlineAfter(3, TimeUnit.HOURS))).isEqualTo(3);
    assertThat(hours(stub(Map.of()).withDeadlineAfter(30, TimeUnit.HOURS))).isEqualTo(10);
  }

  @Test
  void keepsTheEarlierOneOfTheCallThatIsServed() throws Exception {
    try (var context = Context.current().withDeadlineAfter(2, TimeUnit.HOURS, timers)) {
      assertThat(context.call(() -> hours(stub(Map.of())))).isEqualTo(2);
    }
    try (var context = Context.current().withDeadlineAfter(20, TimeUnit.HOURS, timers)) {
      assertThat(context.call(() -> hours(stub(Map.of())))).isEqualTo(10);
    }
  }

  private SigningKeyServiceBlockingStub stub(Map<String, Duration> table) {
    return SigningKeyServiceGrpc.newBlockingStub(
        ClientInterceptors.intercept(server.channel(), new DeadlineInterceptor(STANDARD, table)));
  }

  /// What the server saw, rounded up.
  private long hours(SigningKeyServiceBlockingStub stub) {
    var _ = stub.listSigningKeys(ListSigningKeysRequest.getDefaultInstance());
    return server.deadline().timeRemaining(TimeUnit.HOURS) + 1;
  }
}
