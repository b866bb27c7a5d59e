package boxoffice.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.inventory.v1.GetHoldResponse;
import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.HoldServiceOuterClass;
import boxoffice.wire.Caller;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import boxoffice.wire.RawCall;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.MetadataUtils;
import java.util.Iterator;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Calls that no stub would make, over real connections: rows G7, G10 to G12, G14, G15, G22.
class MalformedCallTest {
  private static final String GET_HOLD = "boxoffice.inventory.v1.HoldService/GetHold";
  private static final RawCall RAW_GET_HOLD =
      RawCall.of(
          HoldServiceOuterClass.getDescriptor()
              .findServiceByName("HoldService")
              .findMethodByName("GetHold"));
  private static final byte[] GOOD = GuardTest.REQUEST.toByteArray();

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static GuardedServer server;

  private final AtomicInteger handled = new AtomicInteger();

  @BeforeAll
  static void start() {
    server = new GuardedServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void count() {
    GuardedServer.HANDLER.set(handled::incrementAndGet);
  }

  @Test
  void g7TellsAnybodyHowItIsAndNothingElse() {
    var health = HealthGrpc.newBlockingStub(server.channel());
    var unknown =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> health.check(about("boxoffice.secret")));

    assertThat(health.check(about("")))
        .isEqualTo(HealthCheckResponse.newBuilder().setStatus(ServingStatus.SERVING).build());
    assertThat(unknown.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(ErrorStatus.info(unknown)).isEmpty();
  }

  @Test
  void g7RefusesOneHealthWatchTooManyOfAPeer() {
    try (var strict = new GuardedServer("--boxoffice.guard.transport.connections-per-peer=2")) {
      var kept = watch(strict);
      assertThat(kept.next().getStatus()).isEqualTo(ServingStatus.SERVING);
      var ending = Context.current().withCancellation();
      ending.run(() -> assertThat(isServed(watch(strict))).isTrue());

      assertThat(Refusal.reason(() -> watch(strict).next())).isEqualTo(ErrorReason.RATE_LIMITED);

      ending.cancel(null);
      Await.until(() -> isServed(watch(strict)));
    }
  }

  @Test
  void g10RefusesWhatIsNoCallOfGrpc() {
    try (var client = new RawHttp2(server.port())) {
      client.request(1, "POST", GET_HOLD, "application/json");
      assertThat(client.status(client.await(RawHttp2.HEADERS))).isEqualTo("415");

      client.request(3, "GET", GET_HOLD, "application/grpc");
      assertThat(client.status(client.await(RawHttp2.HEADERS))).isEqualTo("405");

      client.call(5, "boxoffice.inventory.v1.HoldService/StealHold");
      assertThat(client.header(client.await(RawHttp2.HEADERS), "grpc-status"))
          .isEqualTo(String.valueOf(Status.Code.UNIMPLEMENTED.value()));

      client.call(7, "nonsense");
      assertThat(client.header(client.await(RawHttp2.HEADERS), "grpc-status"))
          .isEqualTo(String.valueOf(Status.Code.UNIMPLEMENTED.value()));
    }
    assertThat(handled).hasValue(0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void g11g12g14RefusesWhatIsNoMessage(String wrong, byte[] bytes) {
    var refusal = Refusal.of(() -> send(bytes));

    assertThat(refusal.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refusal.reason()).isEqualTo(ErrorReason.VALIDATION_FAILED);
    assertThat(refusal.text()).doesNotContain("Exception", "\tat ", "protobuf");
    assertThat(handled).hasValue(0);
  }

  static Stream<Arguments> g11g12g14RefusesWhatIsNoMessage() {
    var random = new byte[1000];
    new Random(11).nextBytes(random);
    var name = ByteString.copyFrom(new byte[] {(byte) 0xC0, (byte) 0xAF, (byte) 0xFF});
    var badText = field(1, UnknownFieldSet.Field.newBuilder().addLengthDelimited(name).build());
    var number = field(1, UnknownFieldSet.Field.newBuilder().addVarint(7).build());
    var deep = UnknownFieldSet.getDefaultInstance();
    for (var depth = 0; depth <= 100; depth++) {
      deep = field(7, UnknownFieldSet.Field.newBuilder().addGroup(deep).build());
    }
    var cut = ByteString.copyFrom(GOOD).substring(0, GOOD.length - 1).toByteArray();
    return Stream.of(
        Arguments.of("G11 random bytes", random),
        Arguments.of("G11 cut off", cut),
        Arguments.of("G11 no UTF-8", badText.toByteArray()),
        Arguments.of("G12 a number where a text belongs", number.toByteArray()),
        Arguments.of("G14 101 deep", deep.toByteArray()));
  }

  @Test
  void g11HandlesNoCallWithoutAMessageOrWithTwo() {
    for (var call : new byte[][][] {{}, {GOOD, GOOD}}) {
      var failure = catchThrowableOfType(StatusRuntimeException.class, () -> send(call));

      assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
      assertThat(failure.getStatus().getDescription()).doesNotContain("Exception", "\tat ");
    }
    assertThat(handled).hasValue(0);
    send(GOOD);
    assertThat(handled).hasValue(1);
  }

  @Test
  void g12PassesOverTenThousandFieldsThatNobodyKnows() {
    var field = UnknownFieldSet.Field.newBuilder();
    for (var i = 0; i < 10_000; i++) {
      field.addVarint(i);
    }

    var answer =
        holds()
            .getHold(
                GuardTest.REQUEST.toBuilder().setUnknownFields(field(9999, field.build())).build());

    assertThat(answer).isEqualTo(GetHoldResponse.getDefaultInstance());
    assertThat(handled).hasValue(1);
  }

  @Test
  void g15EndsACallAfterAMillisecond() {
    GuardedServer.HANDLER.set(() -> {
      var over = new CountDownLatch(1);
      Context.current().addListener(_ -> over.countDown(), Runnable::run);
      awaitQuietly(over);
    });
    try (var client = new RawHttp2(server.port())) {
      // unlike gRPC's, this client does not end it itself
      client.call(1, GET_HOLD, "authorization", "Bearer " + token(), "grpc-timeout", "1m");
      client.message(1, GOOD);

      assertThat(client.await(RawHttp2.RST_STREAM, RawHttp2.HEADERS).type())
          .isEqualTo(RawHttp2.RST_STREAM);
    }
  }

  @Test
  void g15CapsADeadlineOfTenHours() {
    var left = new AtomicLong();
    GuardedServer.HANDLER.set(
        () -> left.set(Context.current().getDeadline().timeRemaining(TimeUnit.MILLISECONDS)));

    var _ = holds().withDeadlineAfter(10, TimeUnit.HOURS).getHold(GuardTest.REQUEST);

    assertThat(left.get()).isBetween(1L, 2000L);
  }

  @Test
  void g22IgnoresForgedIdentities() {
    var seen = new AtomicReference<@Nullable Caller>();
    GuardedServer.HANDLER.set(() -> seen.set(Caller.person()));
    var forged = new Metadata();
    for (var header : new String[] {"x-user-id", "x-forwarded-user", "x-subject", "sub"}) {
      forged.put(ascii(header), "00000000-0000-4000-8000-000000000000");
    }
    for (var header : new String[] {"x-roles", "roles", "x-scopes", "x-internal"}) {
      forged.put(ascii(header), "admin");
    }
    forged.put(
        Metadata.Key.of("grpc-trace-bin", Metadata.BINARY_BYTE_MARSHALLER), new byte[] {0, 1});
    var forging = MetadataUtils.newAttachHeadersInterceptor(forged);
    var token = token();

    assertThat(
            Refusal.reason(() ->
                HoldServiceGrpc.newBlockingStub(server.channel())
                    .withInterceptors(forging)
                    .getHold(GuardTest.REQUEST)))
        .isEqualTo(ErrorReason.UNAUTHENTICATED);
    var _ = server.holds(token).withInterceptors(forging).getHold(GuardTest.REQUEST);
    assertThat(seen.get())
        .isEqualTo(new Caller(Mint.PERSON, Mint.SESSION, Set.of("buyer"), Set.of(), token));
  }

  private static String token() {
    return GuardedServer.MINT.person("buyer");
  }

  private static HoldServiceGrpc.HoldServiceBlockingStub holds() {
    return server.holds(token());
  }

  private static Metadata.Key<String> ascii(String header) {
    return Metadata.Key.of(header, Metadata.ASCII_STRING_MARSHALLER);
  }

  private static HealthCheckRequest about(String service) {
    return HealthCheckRequest.newBuilder().setService(service).build();
  }

  private static Iterator<HealthCheckResponse> watch(GuardedServer of) {
    return HealthGrpc.newBlockingStub(of.channel()).watch(about(""));
  }

  private static boolean isServed(Iterator<HealthCheckResponse> watch) {
    try {
      return watch.next().getStatus() == ServingStatus.SERVING;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  private static void send(byte[]... messages) {
    RAW_GET_HOLD.send(server.channel(), token(), messages);
  }

  private static UnknownFieldSet field(int number, UnknownFieldSet.Field field) {
    return UnknownFieldSet.newBuilder().addField(number, field).build();
  }

  private static void awaitQuietly(CountDownLatch over) {
    try {
      if (!over.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the call goes on");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
