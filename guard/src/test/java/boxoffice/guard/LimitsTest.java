package boxoffice.guard;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.v1.GetHoldRequest;
import boxoffice.inventory.v1.HoldServiceGrpc.HoldServiceBlockingStub;
import boxoffice.inventory.v1.ListPerformancesRequest;
import boxoffice.inventory.v1.ListPerformancesResponse;
import boxoffice.inventory.v1.PerformanceServiceGrpc;
import boxoffice.wire.ErrorReason;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a server takes from one peer, over real connections, with the limits that production has.
class LimitsTest {
  private static final String GET_HOLD = "boxoffice.inventory.v1.HoldService/GetHold";

  /// For anybody, so that it waits for its request.
  private static final String LIST = "boxoffice.inventory.v1.PerformanceService/ListPerformances";

  private static final int MESSAGE = 256 * 1024;

  /// What a string of so many characters is in, beside them: a tag and its length.
  private static final int AROUND = 4;

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
  void g8ReadsNoMessageOverTheLimit() {
    assertThat(Refusal.reason(() -> getHold(holds(), MESSAGE - AROUND)))
        .isEqualTo(ErrorReason.VALIDATION_FAILED);

    assertThat(code(() -> getHold(holds(), MESSAGE - AROUND + 1)))
        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);

    assertThat(handled).hasValue(0);
  }

  @Test
  void g8ReadsNoMessageThatGrowsOverTheLimit() {
    var compressing = holds().withCompression("gzip");

    assertThat(Refusal.reason(() -> getHold(compressing, 8 * MESSAGE)))
        .isEqualTo(ErrorReason.PAYLOAD_TOO_LARGE);

    assertThat(handled).hasValue(0);
    assertThat(getHold(holds())).isNotNull();
  }

  @Test
  void g9ReadsNoHeadersOverTheLimit() {
    try (var client = new RawHttp2(server.port())) {
      client.call(1, GET_HOLD, "x-much", "a".repeat(9000));

      assertThat(client.status(client.await(RawHttp2.HEADERS))).isEqualTo("431");
    }
    assertThat(code(() -> getHold(with("x-much", 9000))))
        .isIn(Status.Code.RESOURCE_EXHAUSTED, Status.Code.INTERNAL);

    assertThat(handled).hasValue(0);
    assertThat(getHold(with("x-much", 4000))).isNotNull();
  }

  @Test
  void g19RefusesTheHundredAndFirstCallOfAConnection() {
    try (var client = new RawHttp2(server.port())) {
      for (var call = 0; call <= 100; call++) {
        client.call(2 * call + 1, LIST);
      }
      var refused = client.await(RawHttp2.RST_STREAM);

      assertThat(refused.stream()).isEqualTo(201);
      assertThat(refused.error()).isEqualTo(RawHttp2.REFUSED_STREAM);
      assertThat(getHold(holds())).isNotNull();
    }
  }

  @Test
  void g18ClosesAConnectionThatOpensAndCancels() {
    try (var client = new RawHttp2(server.port())) {
      for (var call = 0; call <= 200; call++) {
        client.call(2 * call + 1, LIST);
        client.cancel(2 * call + 1);
      }

      assertThat(client.await(RawHttp2.GOAWAY).goAwayError()).isEqualTo(RawHttp2.ENHANCE_YOUR_CALM);
    }
    assertThat(getHold(holds())).isNotNull();
  }

  @Test
  void g17ClosesAConnectionThatPingsTooOften() {
    try (var client = new RawHttp2(server.port())) {
      IntStream.range(0, 4).forEach(_ -> client.ping());

      var end = client.await(RawHttp2.GOAWAY);
      assertThat(end.goAwayError()).isEqualTo(RawHttp2.ENHANCE_YOUR_CALM);
      assertThat(end.goAwayText()).isEqualTo("too_many_pings");
    }
  }

  @Test
  void g19ClosesOneConnectionTooManyOfAPeer() {
    try (var strict = new GuardedServer("--boxoffice.guard.transport.connections-per-peer=2");
        var first = new RawHttp2(strict.port());
        var second = new RawHttp2(strict.port())) {
      assertThat(isServed(first)).isTrue();
      assertThat(isServed(second)).isTrue();

      try (var third = new RawHttp2(strict.port())) {
        var end = third.await(RawHttp2.GOAWAY);
        assertThat(end.goAwayError()).isEqualTo(RawHttp2.ENHANCE_YOUR_CALM);
        assertThat(end.goAwayText()).isEqualTo("too_many_connections");
      }
      assertThat(isServed(first)).isTrue();

      second.hangUp();
      Await.until(() -> {
        try (var next = new RawHttp2(strict.port())) {
          return isServed(next);
        }
      });
    }
  }

  @Test
  void g20EndsAConnectionOfAgeAndNoCall() throws Exception {
    try (var brief = new GuardedServer("--boxoffice.guard.transport.age=1s")) {
      var running = new CountDownLatch(1);
      var end = new CountDownLatch(1);
      GuardedServer.HANDLER.set(() -> {
        running.countDown();
        awaitQuietly(end);
      });
      var answer = list(brief);
      assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

      try (var younger = new RawHttp2(brief.port())) {
        var asked = younger.await(RawHttp2.GOAWAY);
        assertThat(asked.goAwayError()).isZero();
        assertThat(asked.goAwayText()).isEqualTo("max_age");
      }
      GuardedServer.HANDLER.set(() -> {});
      assertThat(list(brief).get(30, TimeUnit.SECONDS)).isNotNull();
      assertThat(answer).isNotDone();
      end.countDown();
      assertThat(answer.get(30, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void g6ShowsItsContractToNobody() throws Exception {
    var failure = new CompletableFuture<Status.Code>();
    var asking =
        ServerReflectionGrpc.newStub(server.channel()).serverReflectionInfo(ended(failure));

    asking.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());

    assertThat(failure.get(30, TimeUnit.SECONDS)).isEqualTo(Status.Code.UNIMPLEMENTED);
  }

  /// Or refused, or cut off.
  private static boolean isServed(RawHttp2 client) {
    try {
      client.ping();
      return client.await(RawHttp2.PING, RawHttp2.GOAWAY).type() == RawHttp2.PING;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static HoldServiceBlockingStub holds() {
    return server.holds(GuardedServer.MINT.person("buyer"));
  }

  private static HoldServiceBlockingStub with(String header, int length) {
    var headers = new Metadata();
    headers.put(Metadata.Key.of(header, Metadata.ASCII_STRING_MARSHALLER), "a".repeat(length));
    return holds().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static Object getHold(HoldServiceBlockingStub holds) {
    return holds.getHold(GuardTest.REQUEST);
  }

  private static Object getHold(HoldServiceBlockingStub holds, int nameLength) {
    return holds.getHold(GetHoldRequest.newBuilder().setName("a".repeat(nameLength)).build());
  }

  private static CompletableFuture<ListPerformancesResponse> list(GuardedServer of) {
    return CompletableFuture.supplyAsync(
        () ->
            PerformanceServiceGrpc.newBlockingStub(of.channel())
                .listPerformances(ListPerformancesRequest.getDefaultInstance()),
        Thread::startVirtualThread);
  }

  private static void awaitQuietly(CountDownLatch end) {
    try {
      if (!end.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody ended this");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Status.Code code(Supplier<Object> call) {
    try {
      throw new AssertionError("answered: " + call.get());
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }

  private static StreamObserver<ServerReflectionResponse> ended(
      CompletableFuture<Status.Code> code) {
    return new StreamObserver<>() {
      @Override
      public void onNext(ServerReflectionResponse answer) {}

      @Override
      public void onError(Throwable failure) {
        code.complete(Status.fromThrowable(failure).getCode());
      }

      @Override
      public void onCompleted() {
        code.complete(Status.Code.OK);
      }
    };
  }
}
