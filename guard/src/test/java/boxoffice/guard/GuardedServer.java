package boxoffice.guard;

import boxoffice.guard.denylist.DenylistSource;
import boxoffice.inventory.v1.CreatePerformanceRequest;
import boxoffice.inventory.v1.CreatePerformanceResponse;
import boxoffice.inventory.v1.FreeSeatsRequest;
import boxoffice.inventory.v1.FreeSeatsResponse;
import boxoffice.inventory.v1.GetHoldRequest;
import boxoffice.inventory.v1.GetHoldResponse;
import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.ImportSeatMapRequest;
import boxoffice.inventory.v1.ImportSeatMapResponse;
import boxoffice.inventory.v1.ListPerformancesRequest;
import boxoffice.inventory.v1.ListPerformancesResponse;
import boxoffice.inventory.v1.PerformanceServiceGrpc;
import boxoffice.inventory.v1.ReservationServiceGrpc;
import boxoffice.inventory.v1.SeatMapServiceGrpc;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.grpc.server.lifecycle.GrpcServerStartedEvent;

/// A server with the guard and four methods, one for each kind of access rule.
final class GuardedServer implements AutoCloseable {
  /// What the handlers do before they answer.
  static final AtomicReference<Runnable> HANDLER = new AtomicReference<>(() -> {});

  /// Counted down when a handler hears that its stream is over too soon.
  static final CountDownLatch STREAM_ENDED = new CountDownLatch(1);

  static final Mint MINT = new Mint();

  private final ConfigurableApplicationContext context;
  private final ManagedChannel channel;
  private final int port;

  GuardedServer(String... arguments) {
    var bound = new AtomicReference<Integer>(0);
    var application = new SpringApplication(Server.class);
    ApplicationListener<GrpcServerStartedEvent> started = event -> bound.set(event.getPort());
    application.addListeners(started);
    application.setDefaultProperties(
        Map.of(
            "spring.grpc.server.port", "0",
            "spring.grpc.server.reflection.enabled", "false",
            "boxoffice.guard.max-deadline", "2s",
            "boxoffice.guard.max-deadlines[boxoffice.inventory.v1.PerformanceService/ListPerformances]",
                "5m",
            "boxoffice.guard.redis.password", "nobody asks this Redis",
            "spring.main.banner-mode", "off"));
    context = application.run(arguments);
    port = bound.get();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  int port() {
    return port;
  }

  Channel channel() {
    return channel;
  }

  HoldServiceGrpc.HoldServiceBlockingStub holds(String token) {
    return HoldServiceGrpc.newBlockingStub(channel)
        .withCallCredentials(new BearerToken(() -> token));
  }

  /// With the headers as they are.
  HoldServiceGrpc.HoldServiceBlockingStub holdsWithHeaders(String... values) {
    var headers = new Metadata();
    for (var value : values) {
      headers.put(BearerToken.AUTHORIZATION, value);
    }
    return HoldServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  @Override
  public void close() {
    channel.shutdownNow();
    context.close();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(GuardConfiguration.class)
  static class Server {
    @Bean
    SigningKeys signingKeys() {
      return MINT;
    }

    @Bean
    DenylistSource nothingRevoked() {
      return (epoch, number) -> new DenylistSource.Part(1, 0, List.of(), true);
    }

    @Bean
    FailureMapping storeAway() {
      return failure ->
          failure instanceof StoreAway
              ? Optional.of(new WireException(ErrorReason.SERVICE_UNAVAILABLE, "the store is away"))
              : Optional.empty();
    }

    @Bean
    BindableService holds() {
      return new HoldServiceGrpc.HoldServiceImplBase() {
        @Override
        public void getHold(GetHoldRequest request, StreamObserver<GetHoldResponse> reply) {
          HANDLER.get().run();
          answer(reply, GetHoldResponse.getDefaultInstance());
        }
      };
    }

    @Bean
    BindableService reservations() {
      return new ReservationServiceGrpc.ReservationServiceImplBase() {
        @Override
        public void freeSeats(FreeSeatsRequest request, StreamObserver<FreeSeatsResponse> reply) {
          answer(reply, FreeSeatsResponse.getDefaultInstance());
        }
      };
    }

    @Bean
    BindableService performances() {
      return new PerformanceServiceGrpc.PerformanceServiceImplBase() {
        @Override
        public void createPerformance(
            CreatePerformanceRequest request, StreamObserver<CreatePerformanceResponse> reply) {
          answer(reply, CreatePerformanceResponse.getDefaultInstance());
        }

        @Override
        public void listPerformances(
            ListPerformancesRequest request, StreamObserver<ListPerformancesResponse> reply) {
          HANDLER.get().run();
          answer(reply, ListPerformancesResponse.getDefaultInstance());
        }
      };
    }

    @Bean
    BindableService seatMaps() {
      return new SeatMapServiceGrpc.SeatMapServiceImplBase() {
        @Override
        public StreamObserver<ImportSeatMapRequest> importSeatMap(
            StreamObserver<ImportSeatMapResponse> reply) {
          return new StreamObserver<>() {
            @Override
            public void onNext(ImportSeatMapRequest part) {}

            @Override
            public void onError(Throwable failure) {
              STREAM_ENDED.countDown();
            }

            @Override
            public void onCompleted() {
              answer(reply, ImportSeatMapResponse.getDefaultInstance());
            }
          };
        }
      };
    }

    private static <T> void answer(StreamObserver<T> reply, T message) {
      reply.onNext(message);
      reply.onCompleted();
    }
  }

  /// What a service's own store throws before it sent anything.
  static final class StoreAway extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
