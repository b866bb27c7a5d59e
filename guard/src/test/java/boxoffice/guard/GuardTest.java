package boxoffice.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.inventory.v1.CreatePerformanceRequest;
import boxoffice.inventory.v1.FreeSeatsRequest;
import boxoffice.inventory.v1.GetHoldRequest;
import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.ImportSeatMapRequest;
import boxoffice.inventory.v1.ImportSeatMapResponse;
import boxoffice.inventory.v1.ListPerformancesRequest;
import boxoffice.inventory.v1.PerformanceServiceGrpc;
import boxoffice.inventory.v1.ReservationServiceGrpc;
import boxoffice.inventory.v1.SeatMapServiceGrpc;
import boxoffice.wire.BearerToken;
import boxoffice.wire.Caller;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import boxoffice.wire.RawCall;
import boxoffice.wire.WireException;
import com.google.protobuf.ByteString;
import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardTest {
  static final GetHoldRequest REQUEST =
      GetHoldRequest.newBuilder()
          .setName("performances/%s/holds/%s".formatted(Mint.PERSON, Mint.SESSION))
          .build();

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

  @BeforeEach
  void doNothing() {
    GuardedServer.HANDLER.set(() -> {});
  }

  @Test
  void letsAnybodyCallWhatIsForAnyone() {
    assertThat(performances().listPerformances(ListPerformancesRequest.getDefaultInstance()))
        .isNotNull();
  }

  @Test
  void refusesABadTokenEvenWhereNoneIsNeeded() {
    var stub = performances().withCallCredentials(new BearerToken(() -> "nonsense"));

    assertThat(
            Refusal.reason(
                () -> stub.listPerformances(ListPerformancesRequest.getDefaultInstance())))
        .isEqualTo(ErrorReason.INVALID_TOKEN);
  }

  @Test
  void asksForATokenWhereOneIsNeeded() {
    var refusal =
        Refusal.of(() -> HoldServiceGrpc.newBlockingStub(server.channel()).getHold(REQUEST));

    assertThat(refusal.code()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(refusal.reason()).isEqualTo(ErrorReason.UNAUTHENTICATED);
  }

  @Test
  void tellsTheHandlerWhoCalls() {
    var seen = new AtomicReference<@Nullable Caller>();
    GuardedServer.HANDLER.set(() -> seen.set(Caller.person()));
    var token = GuardedServer.MINT.person("buyer");

    server.holds(token).getHold(REQUEST);

    assertThat(seen.get())
        .isEqualTo(new Caller(Mint.PERSON, Mint.SESSION, Set.of("buyer"), Set.of(), token));
  }

  @Test
  void refusesAProgramWhereAPersonIsNeeded() {
    var token = GuardedServer.MINT.client("inventory.reserve");

    assertThat(Refusal.of(() -> server.holds(token).getHold(REQUEST)).code())
        .isEqualTo(Status.Code.PERMISSION_DENIED);
  }

  @Test
  void refusesAPersonWithoutTheRole() {
    assertThat(Refusal.reason(() -> create("buyer"))).isEqualTo(ErrorReason.FORBIDDEN);
  }

  @Test
  void letsTheRoleAndAnAdminThrough() {
    assertThat(Refusal.reason(() -> create("buyer", "organiser")))
        .isEqualTo(ErrorReason.VALIDATION_FAILED);
    assertThat(Refusal.reason(() -> create("admin"))).isEqualTo(ErrorReason.VALIDATION_FAILED);
  }

  @Test
  void refusesAPersonAndAForeignScopeOnInternalMethods() {
    assertThat(Refusal.reason(() -> free(GuardedServer.MINT.person("admin"))))
        .isEqualTo(ErrorReason.FORBIDDEN);
    assertThat(Refusal.reason(() -> free(GuardedServer.MINT.client("accounts.contact"))))
        .isEqualTo(ErrorReason.FORBIDDEN);
    assertThat(Refusal.reason(() -> free(GuardedServer.MINT.client("inventory.reserve"))))
        .isEqualTo(ErrorReason.VALIDATION_FAILED);
  }

  @Test
  void leavesHealthOpen() {
    var health =
        HealthGrpc.newBlockingStub(server.channel())
            .withCallCredentials(new BearerToken(() -> "nonsense"))
            .check(HealthCheckRequest.getDefaultInstance());

    assertThat(health.getStatus()).isEqualTo(ServingStatus.SERVING);
  }

  @Test
  void namesTheFieldThatIsWrong() {
    var refusal = Refusal.of(() -> holds().getHold(GetHoldRequest.getDefaultInstance()));

    assertThat(refusal.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refusal.reason()).isEqualTo(ErrorReason.VALIDATION_FAILED);
    assertThat(refusal.metadata()).containsEntry("field", "name");
  }

  @Test
  void checksEveryMessageOfAStreamAndEndsItsHandler() throws Exception {
    var failure = new CompletableFuture<Throwable>();
    var stream =
        SeatMapServiceGrpc.newStub(server.channel())
            .withCallCredentials(new BearerToken(() -> GuardedServer.MINT.person("organiser")))
            .importSeatMap(failing(failure));
    stream.onNext(ImportSeatMapRequest.newBuilder().setChunk(ByteString.copyFromUtf8("{")).build());
    stream.onNext(ImportSeatMapRequest.getDefaultInstance());

    assertThat(Refusal.of(() -> throwIt(failure.get(30, TimeUnit.SECONDS))).metadata())
        .containsEntry("field", "part");
    assertThat(GuardedServer.STREAM_ENDED.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void hidesWhatItDoesNotKnow() {
    GuardedServer.HANDLER.set(() -> {
      throw new IllegalStateException("select password from secret");
    });

    var refusal = Refusal.of(() -> holds().getHold(REQUEST));

    assertThat(refusal.code()).isEqualTo(Status.Code.INTERNAL);
    assertThat(refusal.text()).isEqualTo("internal error");
    assertThat(refusal.metadata()).containsOnlyKeys("error_id");
  }

  @Test
  void sendsAReasonThatTheHandlerGives() {
    GuardedServer.HANDLER.set(() -> {
      throw WireException.notFound("hold");
    });

    var refusal = Refusal.of(() -> holds().getHold(REQUEST));

    assertThat(refusal)
        .isEqualTo(
            new Refusal(Status.Code.NOT_FOUND, ErrorReason.NOT_FOUND, "hold not found", Map.of()));
  }

  @Test
  void asksTheServiceAboutItsOwnFailures() {
    GuardedServer.HANDLER.set(() -> {
      throw new GuardedServer.StoreAway();
    });

    assertThat(Refusal.reason(() -> holds().getHold(REQUEST)))
        .isEqualTo(ErrorReason.SERVICE_UNAVAILABLE);
  }

  @Test
  void passesOnWhatAPeerRefused() {
    var refused =
        ErrorStatus.of(ErrorReason.PAYMENT_UNAVAILABLE, "no bank", Map.of("bank", "closed"));
    GuardedServer.HANDLER.set(() -> {
      throw new StatusRuntimeException(refused.getStatus(), refused.getTrailers());
    });

    assertThat(Refusal.of(() -> holds().getHold(REQUEST)))
        .isEqualTo(
            new Refusal(
                Status.Code.UNAVAILABLE,
                ErrorReason.PAYMENT_UNAVAILABLE,
                "no bank",
                Map.of("bank", "closed")));
  }

  @Test
  void doesNotKnowTheOutcomeWhenAPeerIsLost() {
    GuardedServer.HANDLER.set(() -> {
      throw Status.UNAVAILABLE.withDescription("connection reset").asRuntimeException();
    });

    var refusal = Refusal.of(() -> holds().getHold(REQUEST));

    assertThat(refusal.reason()).isEqualTo(ErrorReason.OUTCOME_UNKNOWN);
    assertThat(refusal.text()).doesNotContain("connection reset");
  }

  @Test
  void endsACallThatComesWithoutADeadline() throws InterruptedException {
    var cancelled = new CountDownLatch(1);
    GuardedServer.HANDLER.set(() -> awaitCancellation(cancelled));

    assertThat(Refusal.reason(() -> holds().getHold(REQUEST)))
        .isEqualTo(ErrorReason.OUTCOME_UNKNOWN);
    assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void givesAMethodThatLastsLongerItsOwnTime() {
    var left = new AtomicLong();
    GuardedServer.HANDLER.set(
        () -> left.set(Context.current().getDeadline().timeRemaining(TimeUnit.SECONDS)));

    var _ = performances().listPerformances(ListPerformancesRequest.getDefaultInstance());

    assertThat(left.get()).isBetween(200L, 300L);
  }

  @Test
  void doesNotStartWithAMethodThatHasNoAccessOption() {
    var open =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("boxoffice.test.v1.Open/Door")
            .setRequestMarshaller(RawCall.BYTES)
            .setResponseMarshaller(RawCall.BYTES)
            .build();
    BindableService service =
        () ->
            ServerServiceDefinition.builder("boxoffice.test.v1.Open")
                .addMethod(open, (call, headers) -> new ServerCall.Listener<>() {})
                .build();

    assertThat(AccessRules.missing(List.of(service)))
        .containsExactly("boxoffice.test.v1.Open/Door");
  }

  @Test
  void doesNotStartWithReflectionOutsideDevelopment() {
    assertThatThrownBy(() -> new GuardedServer("--spring.grpc.server.reflection.enabled=true"))
        .hasStackTraceContaining("needs boxoffice.dev=true");
  }

  @Test
  void doesNotStartWithAWrongClockOutsideDevelopment() {
    assertThatThrownBy(() -> new GuardedServer("--boxoffice.clock-offset=2m"))
        .hasStackTraceContaining("boxoffice.clock-offset needs boxoffice.dev=true");
  }

  private static void awaitCancellation(CountDownLatch cancelled) {
    var over = new CountDownLatch(1);
    Context.current().addListener(context -> over.countDown(), Runnable::run);
    try {
      if (over.await(30, TimeUnit.SECONDS)) {
        cancelled.countDown();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void throwIt(Throwable failure) throws Throwable {
    throw failure;
  }

  private static StreamObserver<ImportSeatMapResponse> failing(
      CompletableFuture<Throwable> failure) {
    return new StreamObserver<>() {
      @Override
      public void onNext(ImportSeatMapResponse answer) {}

      @Override
      public void onError(Throwable cause) {
        failure.complete(cause);
      }

      @Override
      public void onCompleted() {
        failure.completeExceptionally(new AssertionError("the stream succeeded"));
      }
    };
  }

  private static HoldServiceGrpc.HoldServiceBlockingStub holds() {
    return server.holds(GuardedServer.MINT.person("buyer"));
  }

  private static PerformanceServiceGrpc.PerformanceServiceBlockingStub performances() {
    return PerformanceServiceGrpc.newBlockingStub(server.channel());
  }

  private static void create(String... roles) {
    var token = GuardedServer.MINT.person(roles);
    performances()
        .withCallCredentials(new BearerToken(() -> token))
        .createPerformance(CreatePerformanceRequest.getDefaultInstance());
  }

  private static void free(String token) {
    ReservationServiceGrpc.newBlockingStub(server.channel())
        .withCallCredentials(new BearerToken(() -> token))
        .freeSeats(FreeSeatsRequest.getDefaultInstance());
  }
}
