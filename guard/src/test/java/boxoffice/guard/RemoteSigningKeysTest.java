package boxoffice.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.guard.denylist.Denylists;
import boxoffice.user.v1.ListSigningKeysRequest;
import boxoffice.user.v1.ListSigningKeysResponse;
import boxoffice.user.v1.SigningKey;
import boxoffice.user.v1.SigningKeyServiceGrpc;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Keys come, go, and their owner may be away.
class RemoteSigningKeysTest {
  private static final Mint MINT = new Mint();
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final HandClock clock = new HandClock(Instant.now());
  private final List<SigningKey> listed = new CopyOnWriteArrayList<>(List.of(MINT.listed("key-1")));
  private final AtomicBoolean away = new AtomicBoolean();
  private final AtomicInteger asked = new AtomicInteger();

  @SuppressWarnings("NullAway.Init") // set before each test
  private Server server;

  @SuppressWarnings("NullAway.Init")
  private ManagedChannel channel;

  @SuppressWarnings("NullAway.Init")
  private RemoteSigningKeys keys;

  @BeforeEach
  void start() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Owner())
            .build()
            .start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
    keys = new RemoteSigningKeys(channel, clock);
  }

  @AfterEach
  void stop() {
    keys.close();
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void asksAgainByItself() {
    keys.refreshEach(MINUTE);
    Await.until(() -> asked.get() == 1);
    listed.add(MINT.listed("key-2"));
    clock.move(MINUTE);

    Await.until(() -> asked.get() == 2);
    assertThat(keys.find("key-2")).contains(MINT.publicKey());
    assertThat(asked).hasValue(2);
  }

  @Test
  void asksOnlyWhenTheListIsOld() {
    keys.refresh(MINUTE);
    keys.refresh(MINUTE);
    clock.move(MINUTE.minusMillis(1));
    keys.refresh(MINUTE);
    assertThat(asked).hasValue(1);

    clock.move(Duration.ofMillis(1));
    keys.refresh(MINUTE);
    assertThat(asked).hasValue(2);
  }

  @Test
  void refusesAKeyThatIsListedNoMoreJ18() {
    var verifier = verifier();
    var token = MINT.person("buyer");
    keys.refresh(MINUTE);
    verifier.verify(token);

    listed.clear();
    clock.move(Duration.ofSeconds(30));
    assertThat(verifier.verify(token)).isNotNull();
    clock.move(Duration.ofSeconds(30));
    keys.refresh(MINUTE);

    assertThatThrownBy(() -> verifier.verify(token))
        .isInstanceOfSatisfying(
            WireException.class,
            failure -> assertThat(failure.reason()).isEqualTo(ErrorReason.INVALID_TOKEN));
  }

  @Test
  void refusesAKeyThatHasExpiredJ18() {
    var verifier = verifier();
    var token = MINT.person("buyer");
    var expires = WireTypes.timestamp(clock.instant().plusSeconds(10));
    listed.set(0, MINT.listed("key-1").toBuilder().setExpireTime(expires).build());
    verifier.verify(token);
    away.set(true);
    clock.move(Duration.ofSeconds(10));

    assertThat(keys.find("key-1")).isEmpty();
    assertThatThrownBy(() -> verifier.verify(token))
        .isInstanceOfSatisfying(
            WireException.class,
            failure -> assertThat(failure.reason()).isEqualTo(ErrorReason.INVALID_TOKEN));
  }

  @Test
  void keepsItsKeysWhileTheirOwnerIsAwayK21() {
    keys.refresh(MINUTE);
    away.set(true);
    clock.move(MINUTE.multipliedBy(10));
    keys.refresh(MINUTE);
    assertThat(keys.find("key-1")).contains(MINT.publicKey());

    away.set(false);
    listed.add(MINT.listed("key-2"));
    keys.refresh(MINUTE); // does not wait for the next minute
    assertThat(keys.find("key-2")).contains(MINT.publicKey());
  }

  @Test
  void letsUnknownKeysCostOneQuestionAMinuteJ6() {
    keys.refresh(MINUTE);
    for (var attempt = 0; attempt < 100; attempt++) {
      assertThat(keys.find("unknown-" + attempt)).isEmpty();
    }
    assertThat(asked).hasValue(2);

    clock.move(MINUTE.minusMillis(1));
    assertThat(keys.find("unknown")).isEmpty();
    assertThat(asked).hasValue(2);
    clock.move(Duration.ofMillis(1));
    assertThat(keys.find("unknown")).isEmpty();
    keys.refresh(MINUTE); // that answer serves the refresh too
    assertThat(asked).hasValue(3);
  }

  private TokenVerifier verifier() {
    var settings =
        new GuardSettings("boxoffice", "boxoffice", MINUTE, MINUTE, Map.of(), MINUTE, 10);
    return new TokenVerifier(keys, Denylists.confirmed(), settings, clock);
  }

  private final class Owner extends SigningKeyServiceGrpc.SigningKeyServiceImplBase {
    @Override
    public void listSigningKeys(
        ListSigningKeysRequest request, StreamObserver<ListSigningKeysResponse> reply) {
      if (away.get()) {
        reply.onError(Status.UNAVAILABLE.asRuntimeException());
        return;
      }
      asked.incrementAndGet();
      reply.onNext(ListSigningKeysResponse.newBuilder().addAllSigningKeys(listed).build());
      reply.onCompleted();
    }
  }
}
