package boxoffice.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.inventory.v1.ImportSeatMapResponse;
import boxoffice.inventory.v1.SeatMapServiceGrpc;
import boxoffice.user.v1.ListSigningKeysRequest;
import boxoffice.user.v1.ListSigningKeysResponse;
import boxoffice.user.v1.SigningKeyServiceGrpc;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Retries of calls to a real server. The timeout is for calls that would hang.
@Timeout(60)
class RetryTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final ScriptedServer server = new ScriptedServer();
  private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);

  @AfterEach
  void close() {
    server.close();
    timers.shutdownNow();
  }

  @Test
  void triesThreeTimesWhereTheTransportFailed() {
    server.failsWith(unavailable()).failsWith(unavailable());

    assertThat(call(retrying(MOMENT))).isEqualTo(ListSigningKeysResponse.getDefaultInstance());
    assertThat(server.asked()).isEqualTo(3);
  }

  @Test
  void givesUpAfterTheThirdTime() {
    server.alwaysFailsWith(RetryTest::unavailable);

    assertThat(refusal(retrying(MOMENT)).getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(server.asked()).isEqualTo(3);
  }

  @Test
  void triesAgainWhereThePeerAdvisesIt() {
    server.failsWith(ErrorReason.OVERLOADED);

    call(retrying(MOMENT));
    assertThat(server.asked()).isEqualTo(2);
  }

  @Test
  void doesNotTryAgainWhereThePeerAdvisesAgainstIt() {
    server.failsWith(ErrorReason.INVENTORY_UNAVAILABLE);

    assertThat(ErrorStatus.reason(refusal(retrying(MOMENT))))
        .contains(ErrorReason.INVENTORY_UNAVAILABLE);
    assertThat(server.asked()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"OK", "UNAVAILABLE"})
  void doesNotTryAgainAfterAnyOtherStatus(Status.Code code) {
    server.failsWith(code.toStatus().asException());

    assertThat(refusal(retrying(MOMENT)).getStatus().getCode()).isEqualTo(code);
    assertThat(server.asked()).isEqualTo(1);
  }

  @Test
  void doesNotTryAStreamAgain() {
    server.failsWith(unavailable());
    var answer = new CompletableFuture<Status>();
    var upload = SeatMapServiceGrpc.newStub(retrying(MOMENT)).importSeatMap(new Ending(answer));
    upload.onCompleted();

    assertThat(answer.join().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(server.asked()).isEqualTo(1);
  }

  @Test
  void doesNotWaitPastTheDeadline() {
    server.failsWith(unavailable());
    var stub =
        SigningKeyServiceGrpc.newBlockingStub(retrying(HOUR))
            .withDeadlineAfter(30, TimeUnit.MINUTES);

    assertThat(
            catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> stub.listSigningKeys(ListSigningKeysRequest.getDefaultInstance()))
                .getStatus()
                .getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(server.asked()).isEqualTo(1);
  }

  @Test
  void addsNoMoreThanATenthWhereEverythingFails() {
    server.alwaysFailsWith(RetryTest::unavailable);
    var channel = retrying(MOMENT);
    for (int i = 0; i < 100; i++) {
      refusal(channel);
    }
    var before = server.asked();
    for (int i = 0; i < 200; i++) {
      refusal(channel);
    }

    assertThat(server.asked() - before - 200).isBetween(19, 21);
  }

  @Test
  void endsACallThatIsCancelledBetweenTwoAttemptsOnce() {
    server.failsWith(unavailable());
    var ended = new CopyOnWriteArrayList<Status>();
    var call = start(retrying(HOUR), ended);
    await(() -> !timers.getQueue().isEmpty());

    call.cancel("changed my mind", null);
    call.cancel("once more", null);
    timers.getQueue().iterator().next().run(); // the wait is over

    assertThat(ended).extracting(Status::getCode).containsExactly(Status.Code.CANCELLED);
    assertThat(server.asked()).isEqualTo(1);
  }

  @Test
  void endsACallThatIsCancelledWhileAnAttemptStarts() {
    var outer = new AtomicReference<ClientCall<?, ?>>();
    var ended = new CopyOnWriteArrayList<Status>();
    var inside =
        ClientInterceptors.interceptForward(server.channel(), retry(MOMENT), new Cancelling(outer));
    var call = inside.newCall(SigningKeyServiceGrpc.getListSigningKeysMethod(), options());
    outer.set(call);
    begin(call, ended);

    await(() -> !ended.isEmpty());
    assertThat(ended).extracting(Status::getCode).containsExactly(Status.Code.CANCELLED);
  }

  @Test
  void triesAPeerThatShedsAgainWithoutOpeningItsBreaker() {
    server.alwaysFailsWith(() -> ErrorStatus.of(ErrorReason.OVERLOADED, "busy", Map.of()));

    assertThat(ErrorStatus.reason(refusal(breaking()))).contains(ErrorReason.OVERLOADED);
    assertThat(server.asked()).isEqualTo(3);
  }

  @Test
  void doesNotSayThatNothingHappenedWhenAnEarlierAttemptMayHave() {
    server.failsWith(unavailable());

    var refusal = refusal(breaking());
    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(ErrorStatus.info(refusal)).isEmpty();
    assertThat(server.asked()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"INVENTORY_UNAVAILABLE", "RATE_LIMITED", "INVALID_TOKEN"})
  void doesNotTrustARefusalOfTheMomentAfterAnUnknownOutcome(ErrorReason reason) {
    server.failsWith(unavailable()).failsWith(reason);

    assertThat(ErrorStatus.info(refusal(retrying(MOMENT)))).isEmpty();
    assertThat(server.asked()).isEqualTo(2);
  }

  @Test
  void trustsARefusalOfTheRequestAfterAnUnknownOutcome() {
    server.failsWith(unavailable()).failsWith(ErrorReason.VALIDATION_FAILED);

    assertThat(ErrorStatus.reason(refusal(retrying(MOMENT))))
        .contains(ErrorReason.VALIDATION_FAILED);
  }

  @Test
  void answersAlthoughThePeersDetailsAreDamaged() {
    var damaged = new Metadata();
    damaged.put(
        Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER),
        new byte[] {1, 2, 3});
    server.failsWith(Status.UNAVAILABLE.asException(damaged));

    call(retrying(MOMENT));
    assertThat(server.asked()).isEqualTo(2);
  }

  /// Has a call cancelled by another thread when an attempt is about to start.
  private record Cancelling(AtomicReference<ClientCall<?, ?>> outer) implements ClientInterceptor {
    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(
        MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
        @Override
        public void start(Listener<R> listener, Metadata headers) {
          var thread = Thread.ofPlatform().start(() -> outer.get().cancel("now", null));
          var waitsOrDone = Set.of(Thread.State.BLOCKED, Thread.State.TERMINATED);
          await(() -> waitsOrDone.contains(thread.getState()));
          super.start(listener, headers);
        }
      };
    }
  }

  private record Ending(CompletableFuture<Status> answer)
      implements StreamObserver<ImportSeatMapResponse> {
    @Override
    public void onNext(ImportSeatMapResponse response) {}

    @Override
    public void onError(Throwable failure) {
      answer.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
      answer.complete(Status.OK);
    }
  }

  private Channel retrying(Duration wait) {
    return ClientInterceptors.interceptForward(server.channel(), retry(wait));
  }

  private RetryInterceptor retry(Duration wait) {
    var config =
        RetryConfig.custom().maxAttempts(3).intervalFunction(attempt -> wait.toMillis()).build();
    return new RetryInterceptor(Retry.of("peer", config), timers);
  }

  /// With a breaker that opens at the first failure.
  private Channel breaking() {
    var config = CircuitBreakerConfig.custom().slidingWindowSize(1).minimumNumberOfCalls(1).build();
    return ClientInterceptors.interceptForward(
        server.channel(),
        retry(MOMENT),
        new BreakerInterceptor(CircuitBreaker.of("peer", config), ErrorReason.SERVICE_UNAVAILABLE));
  }

  private static ListSigningKeysResponse call(Channel channel) {
    return SigningKeyServiceGrpc.newBlockingStub(channel)
        .listSigningKeys(ListSigningKeysRequest.getDefaultInstance());
  }

  private static StatusRuntimeException refusal(Channel channel) {
    return catchThrowableOfType(StatusRuntimeException.class, () -> call(channel));
  }

  private static CallOptions options() {
    return CallOptions.DEFAULT;
  }

  private static ClientCall<?, ?> start(Channel channel, List<Status> ended) {
    var call = channel.newCall(SigningKeyServiceGrpc.getListSigningKeysMethod(), options());
    begin(call, ended);
    return call;
  }

  private static <R> void begin(ClientCall<ListSigningKeysRequest, R> call, List<Status> ended) {
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            ended.add(status);
          }
        },
        new Metadata());
    call.request(1);
    call.sendMessage(ListSigningKeysRequest.getDefaultInstance());
    call.halfClose();
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private static Exception unavailable() {
    return Status.UNAVAILABLE.withDescription("as told").asException();
  }
}
