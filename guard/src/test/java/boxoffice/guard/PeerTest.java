package boxoffice.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.guard.observe.Spans;
import boxoffice.user.v1.ClientTokenServiceGrpc;
import boxoffice.user.v1.IssueClientTokenRequest;
import boxoffice.user.v1.ListSigningKeysRequest;
import boxoffice.user.v1.ListSigningKeysResponse;
import boxoffice.user.v1.SigningKey;
import boxoffice.user.v1.SigningKeyServiceGrpc;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/// Channels to a peer that comes and goes, and the keys that are asked for over one.
class PeerTest {
  private static final String APART =
      ClientTokenServiceGrpc.getIssueClientTokenMethod().getFullMethodName();

  private static final Mint MINT = new Mint();

  private final int port = freePort();
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Channels channels =
      new Channels(
          settings("static://127.0.0.1:" + port),
          timers,
          new DefaultSslBundleRegistry(),
          Spans.NONE.interceptors());
  private final Channel channel = channels.open("user", ErrorReason.INVENTORY_UNAVAILABLE);
  private final AtomicInteger asked = new AtomicInteger();

  @BeforeEach
  void measure() {
    channels.measure(meters);
  }

  @AfterEach
  void close() {
    channels.close();
    timers.shutdownNow();
  }

  @Test
  void saysThatNothingHappenedWhenNothingWasSent() {
    assertThat(Refusal.of(this::call))
        .satisfies(refusal -> {
          assertThat(refusal.code()).isEqualTo(Status.Code.UNAVAILABLE);
          assertThat(refusal.reason()).isEqualTo(ErrorReason.INVENTORY_UNAVAILABLE);
        });
  }

  @Test
  void opensTheBreakerWhileAPeerIsAwayAndClosesItAfterItsReturn() throws Exception {
    for (var calls = 0; calls < 10; calls++) {
      Refusal.of(this::call);
    }
    assertThat(Refusal.of(this::call).metadata()).containsKey("retry_after_seconds");
    assertThat(isBreaker("open")).isTrue();

    var server = serve();
    try {
      await(this::succeeds);
      await(() -> succeeds() && isBreaker("closed"));
      assertThat(asked.get()).isPositive();
    } finally {
      server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void keepsWhatFailsByItselfFromTakingOthersWithIt() {
    var tokens = ClientTokenServiceGrpc.newBlockingStub(channel);
    for (var calls = 0; calls < 10; calls++) {
      Refusal.of(() -> tokens.issueClientToken(IssueClientTokenRequest.getDefaultInstance()));
    }

    assertThat(isBreaker("user-apart", "open")).isTrue();
    assertThat(isBreaker("user", "closed")).isTrue();
  }

  @Test
  void callsTheInstanceThatLivesOfAList() throws Exception {
    var server = serve();
    var target = "list:///127.0.0.1:%d,127.0.0.1:%d".formatted(freePort(), port);
    try (var several =
        new Channels(
            settings(target), timers, new DefaultSslBundleRegistry(), Spans.NONE.interceptors())) {
      var keys =
          new RemoteSigningKeys(
              several.open("user", ErrorReason.SERVICE_UNAVAILABLE), Clock.systemUTC());

      assertThat(keys.find("key-1")).contains(MINT.publicKey());
    } finally {
      server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void needsATargetForEachPeer() {
    assertThatThrownBy(() -> channels.open("order", ErrorReason.SERVICE_UNAVAILABLE))
        .hasMessage("boxoffice.channels.order.target is not set");
  }

  @Test
  void asksForAnUnknownKeyOnceAMinuteJ6() throws Exception {
    var clock = new HandClock(Instant.now());
    var keys = new RemoteSigningKeys(channel, clock);
    var server = serveWarm();
    try {
      assertThat(keys.find("key-1")).contains(MINT.publicKey());
      for (var attempt = 0; attempt < 10; attempt++) {
        assertThat(keys.find("key-" + (attempt + 2))).isEmpty();
      }
      assertThat(asked).hasValue(1);

      clock.move(Duration.ofSeconds(61));
      assertThat(keys.find("key-2")).isEmpty();
      assertThat(asked).hasValue(2);
    } finally {
      server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void keepsItsKeysWhileTheirOwnerIsAwayAndFailsClosedForOthers() throws Exception {
    var clock = new HandClock(Instant.now());
    var keys = new RemoteSigningKeys(channel, clock);
    var server = serveWarm();
    assertThat(keys.find("key-1")).isPresent();
    server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    clock.move(Duration.ofSeconds(61));

    assertThat(keys.find("key-1")).isPresent();
    assertThatThrownBy(() -> keys.find("key-2"))
        .isInstanceOf(WireException.class)
        .extracting(failure -> ((WireException) failure).reason())
        .isEqualTo(ErrorReason.SERVICE_UNAVAILABLE);
  }

  private void call() {
    var answer =
        SigningKeyServiceGrpc.newBlockingStub(channel)
            .listSigningKeys(ListSigningKeysRequest.getDefaultInstance());
    assertThat(answer.getSigningKeysCount()).isOne();
  }

  private boolean succeeds() {
    try {
      call();
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  private boolean isBreaker(String state) {
    return isBreaker("user", state);
  }

  private boolean isBreaker(String name, String state) {
    var gauge =
        meters.find("resilience4j.circuitbreaker.state").tags("name", name, "state", state).gauge();
    return gauge != null && gauge.value() == 1;
  }

  private static void await(BooleanSupplier condition) {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /// A first call may take longer than a key is waited for.
  private Server serveWarm() throws IOException {
    var server = serve();
    call();
    asked.set(0);
    return server;
  }

  private Server serve() throws IOException {
    return NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .addService(
            new SigningKeyServiceGrpc.SigningKeyServiceImplBase() {
              @Override
              public void listSigningKeys(
                  ListSigningKeysRequest request, StreamObserver<ListSigningKeysResponse> reply) {
                asked.incrementAndGet();
                reply.onNext(ListSigningKeysResponse.newBuilder().addSigningKeys(key()).build());
                reply.onCompleted();
              }
            })
        .build()
        .start();
  }

  private static SigningKey key() {
    var point = MINT.publicKey().getW();
    return SigningKey.newBuilder()
        .setKeyId("key-1")
        .setX(ByteString.copyFrom(coordinate(point.getAffineX())))
        .setY(ByteString.copyFrom(coordinate(point.getAffineY())))
        .build();
  }

  private static byte[] coordinate(BigInteger value) {
    var bytes = value.toByteArray();
    return bytes.length > 32 ? Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length) : bytes;
  }

  private static ChannelsSettings settings(String target) {
    var breaker =
        new ChannelSettings.Breaker(
            20, 10, 50, Duration.ofSeconds(2), Duration.ofMillis(500), 3, Set.of(APART));
    var settings =
        new ChannelSettings(
            target,
            Duration.ofSeconds(2),
            Map.of(),
            breaker,
            new ChannelSettings.Retry(1, Duration.ofMillis(10)),
            null);
    return new ChannelsSettings(Map.of("user", settings));
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
