package boxoffice.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.user.v1.ListSigningKeysRequest;
import boxoffice.user.v1.SigningKeyServiceGrpc;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A breaker in front of a real server. The timeout is for calls that would hang.
@Timeout(60)
class BreakerTest {
  private static final int WINDOW = 4;

  private final ScriptedServer server = new ScriptedServer();
  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          "peer",
          CircuitBreakerConfig.custom()
              .slidingWindowSize(WINDOW)
              .minimumNumberOfCalls(WINDOW)
              .waitDurationInOpenState(Duration.ofSeconds(90))
              .permittedNumberOfCallsInHalfOpenState(2)
              .build());
  private final Channel channel =
      ClientInterceptors.intercept(
          server.channel(), new BreakerInterceptor(breaker, ErrorReason.PAYMENT_UNAVAILABLE));

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "INTERNAL", "UNKNOWN"})
  void opensWhenAPeerIsSick(Status.Code code) {
    server.alwaysFailsWith(() -> code.toStatus().asException());
    callAll();

    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
  }

  @Test
  void refusesAtOnceWhileOpen() {
    breaker.transitionToOpenState();

    var refusal = refusal();
    assertThat(ErrorStatus.reason(refusal)).contains(ErrorReason.PAYMENT_UNAVAILABLE);
    assertThat(ErrorStatus.info(refusal).orElseThrow().getMetadataMap())
        .containsEntry("retry_after_seconds", "90");
    assertThat(server.asked()).isZero();
  }

  @Test
  void closesAgainWhenAFewCallsWork() {
    breaker.transitionToOpenState();
    breaker.transitionToHalfOpenState();
    call();
    call();

    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorReason.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"INTERNAL_ERROR", "OUTCOME_UNKNOWN"})
  void staysClosedWhenAHealthyPeerRefuses(ErrorReason reason) {
    server.alwaysFailsWith(() -> ErrorStatus.of(reason, "as told", Map.of()));
    callAll();

    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    assertThat(breaker.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(WINDOW);
  }

  @ParameterizedTest
  @EnumSource(names = {"INTERNAL_ERROR", "OUTCOME_UNKNOWN"})
  void opensWhenThePeerItselfIsInTrouble(ErrorReason reason) {
    server.alwaysFailsWith(() -> ErrorStatus.of(reason, "as told", Map.of()));
    callAll();

    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
  }

  @Test
  void countsNoCallThatWasCancelled() {
    server.alwaysFailsWith(Status.CANCELLED::asException);
    callAll();

    assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
  }

  @Test
  void givesThePermissionOfACancelledCallBack() {
    breaker.transitionToOpenState();
    breaker.transitionToHalfOpenState();
    server.failsWith(Status.CANCELLED.asException()).failsWith(Status.CANCELLED.asException());
    refusal();
    refusal();
    call();
    call();

    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
  }

  private void callAll() {
    for (int i = 0; i < WINDOW; i++) {
      refusal();
    }
  }

  private void call() {
    var _ =
        SigningKeyServiceGrpc.newBlockingStub(channel)
            .listSigningKeys(ListSigningKeysRequest.getDefaultInstance());
  }

  private StatusRuntimeException refusal() {
    return catchThrowableOfType(StatusRuntimeException.class, this::call);
  }
}
