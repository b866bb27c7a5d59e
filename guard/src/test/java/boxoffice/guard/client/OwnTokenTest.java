package boxoffice.guard.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.guard.HandClock;
import boxoffice.user.v1.ClientTokenServiceGrpc;
import boxoffice.user.v1.IssueClientTokenRequest;
import boxoffice.user.v1.IssueClientTokenResponse;
import boxoffice.wire.WireTypes;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnTokenTest {
  private static final Duration LIFE = Duration.ofMinutes(5);

  private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final List<IssueClientTokenRequest> asked = new CopyOnWriteArrayList<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean away = new AtomicBoolean();

  @SuppressWarnings("NullAway.Init") // set before each test
  private Server server;

  @SuppressWarnings("NullAway.Init")
  private ManagedChannel channel;

  @SuppressWarnings("NullAway.Init")
  private OwnToken token;

  @BeforeEach
  void start() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Issuer())
            .build()
            .start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
    token =
        new OwnToken(
            ClientTokenServiceGrpc.newBlockingStub(channel),
            new ClientSettings("edge-api", "a secret of the tests"),
            clock,
            UUID::randomUUID,
            refused::contains);
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void keepsATokenUntilShortlyBeforeItExpires() {
    assertThat(token.get()).isEqualTo("token-1");
    clock.move(LIFE.minusSeconds(31));
    assertThat(token.get()).isEqualTo("token-1");
    clock.move(Duration.ofSeconds(2));

    assertThat(token.get()).isEqualTo("token-2");
    assertThat(asked)
        .allSatisfy(request -> {
          assertThat(request.getClientId()).isEqualTo("edge-api");
          assertThat(request.getClientSecret()).isEqualTo("a secret of the tests");
        });
  }

  @Test
  void replacesARefusedTokenOnceASecondAtMost() {
    token.get();
    refused.addAll(List.of("token-1", "token-2"));
    clock.move(Duration.ofSeconds(2));

    for (var call = 0; call < 10; call++) {
      assertThat(token.get()).isEqualTo("token-2");
    }
    clock.move(Duration.ofMillis(1001));
    assertThat(token.get()).isEqualTo("token-3");
    assertThat(asked).hasSize(3);
  }

  @Test
  void showsTheOldOneWhileUserGrpcIsAway() {
    token.get();
    away.set(true);
    clock.move(LIFE.minusSeconds(10));
    for (var call = 0; call < 10; call++) {
      assertThat(token.get()).isEqualTo("token-1");
    }
    assertThat(asked).hasSize(2);

    clock.move(Duration.ofSeconds(10));
    assertThatThrownBy(() -> token.get()).isInstanceOf(StatusRuntimeException.class);
  }

  @Test
  void hidesItsSecret() {
    assertThat(new ClientSettings("edge-api", "a secret of the tests").toString())
        .doesNotContain("secret of");
    assertThatThrownBy(() -> new ClientSettings("edge-api", " "))
        .hasMessage("boxoffice.guard.client.secret is not set");
    assertThatThrownBy(() -> new ClientSettings("", "a secret of the tests"))
        .hasMessage("boxoffice.guard.client.id is not set");
  }

  private final class Issuer extends ClientTokenServiceGrpc.ClientTokenServiceImplBase {
    @Override
    public void issueClientToken(
        IssueClientTokenRequest request, StreamObserver<IssueClientTokenResponse> reply) {
      asked.add(request);
      if (away.get()) {
        reply.onError(Status.UNAVAILABLE.asRuntimeException());
        return;
      }
      reply.onNext(
          IssueClientTokenResponse.newBuilder()
              .setAccessToken("token-" + asked.size())
              .setAccessTokenExpireTime(WireTypes.timestamp(clock.instant().plus(LIFE)))
              .build());
      reply.onCompleted();
    }
  }
}
