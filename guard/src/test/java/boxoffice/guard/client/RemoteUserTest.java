package boxoffice.guard.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.guard.Await;
import boxoffice.guard.GuardConfiguration;
import boxoffice.guard.Mint;
import boxoffice.guard.denylist.Publisher;
import boxoffice.guard.redis.RealRedis;
import boxoffice.inventory.v1.GetHoldRequest;
import boxoffice.inventory.v1.GetHoldResponse;
import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.HoldServiceGrpc.HoldServiceBlockingStub;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/// A whole server that has its keys, its own token and the denylist from user-grpc and Redis.
class RemoteUserTest {
  private static final Duration BOUND = Duration.ofSeconds(2);
  private static final GetHoldRequest REQUEST =
      GetHoldRequest.newBuilder()
          .setName("performances/%s/holds/%s".formatted(Mint.PERSON, Mint.SESSION))
          .build();

  private final RealRedis redis = RealRedis.start();
  private final ScriptedUser user = new ScriptedUser();
  private final Publisher publisher = new Publisher(redis, user.source);
  private final ConfigurableApplicationContext context = start();
  private final ManagedChannel channel =
      NettyChannelBuilder.forAddress(
              "127.0.0.1", context.getBean(GrpcServerLifecycle.class).getPort())
          .usePlaintext()
          .build();
  private final HoldServiceBlockingStub holds =
      HoldServiceGrpc.newBlockingStub(channel)
          .withCallCredentials(new BearerToken(() -> user.mint.person("buyer")));

  @AfterEach
  void stop() {
    channel.shutdownNow();
    context.close();
    publisher.close();
    user.close();
    redis.close();
  }

  @Test
  void acceptsTheFirstCallAndRefusesAnEndedSessionJ16() {
    assertThat(holds.getHold(REQUEST)).isNotNull();
    assertThat(user.source.asked()).isPositive();

    user.source.revoke(Mint.SESSION);
    Await.within(BOUND, this::isRefused);
    redis.process().kill();
    assertThat(isRefused()).isTrue();
  }

  @Test
  void readsAllPagesWhileRedisIsDownJ16() {
    redis.process().kill();
    for (var other = 0; other < 5; other++) {
      user.source.revoke("other-" + other);
    }
    user.source.revoke(Mint.SESSION);

    Await.within(BOUND, this::isRefused);
  }

  @Test
  void answersUnavailableWithoutBothJ16() {
    assertThat(holds.getHold(REQUEST)).isNotNull();
    user.close();
    redis.process().kill();

    Await.within(BOUND.multipliedBy(2), () -> failure() != null);
    var failure = failure();
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(ErrorStatus.info(failure).orElseThrow().getReason())
        .isEqualTo(ErrorReason.SERVICE_UNAVAILABLE.name());
  }

  private boolean isRefused() {
    var failure = failure();
    return failure != null && failure.getStatus().getCode() == Status.Code.UNAUTHENTICATED;
  }

  private StatusRuntimeException failure() {
    return catchThrowableOfType(StatusRuntimeException.class, () -> holds.getHold(REQUEST));
  }

  private ConfigurableApplicationContext start() {
    return new SpringApplication(Server.class)
        .run(
            "--spring.grpc.server.port=0",
            "--spring.grpc.server.reflection.enabled=false",
            "--spring.main.banner-mode=off",
            "--boxoffice.channels.user.target=" + user.target(),
            "--boxoffice.guard.client.id=inventory-grpc",
            "--boxoffice.guard.client.secret=a secret of the tests",
            "--boxoffice.guard.redis.port=" + redis.process().port(),
            "--boxoffice.guard.redis.password=" + redis.process().password());
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({GuardConfiguration.class, RemoteUserConfiguration.class})
  static class Server {
    @Bean
    BindableService holds() {
      return new HoldServiceGrpc.HoldServiceImplBase() {
        @Override
        public void getHold(GetHoldRequest request, StreamObserver<GetHoldResponse> reply) {
          reply.onNext(GetHoldResponse.getDefaultInstance());
          reply.onCompleted();
        }
      };
    }
  }
}
