package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.FreshDatabase;
import boxoffice.order.v1.OrderState;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.Fault;
import boxoffice.parts.provider.Operation;
import io.grpc.Channel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// An instance that is told to stop while it is at work, as SIGTERM does.
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class DrainTest {
  private final Shop shop = new Shop();

  @AfterAll
  void stop() {
    shop.close();
  }

  @Test
  void sendsCallersElsewhereAndEndsWhatIsUnderWay() throws Exception {
    shop.provider.faults().add(Fault.of(Operation.CONFIRM, Effect.HOLD_AFTER));
    var buyer = shop.user.person("buyer");
    var hold = shop.house.hold(buyer, 1);
    var leaving = shop.another();
    var channel =
        NettyChannelBuilder.forAddress("127.0.0.1", leaving.port()).usePlaintext().build();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var told = watch(channel);
      Eventually.is("serving", () -> told.contains(ServingStatus.SERVING));
      var answer = threads.submit(() -> Buying.by(buyer, channel).place(hold, Buying.VISA));
      Eventually.is("under way", () -> !shop.provider.faults().held().isEmpty());

      var stopped = threads.submit(leaving::close);
      Eventually.is("told", () -> told.getLast() == ServingStatus.NOT_SERVING);
      shop.provider.faults().clear();

      var order = answer.get().getOrder();
      assertThat(order.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
      channel.shutdownNow(); // who watches for ever keeps nobody from stopping
      stopped.get();
      Eventually.is("booked", () -> Audit.seatStates(order.getOrderId()).equals(List.of("BOOKED")));
      assertThat(shop.charged(order)).isEqualTo(SmallHouse.PRICE_MINOR);
    } finally {
      channel.shutdownNow();
      leaving.close();
    }
  }

  /// What callers are told of the process.
  private static List<ServingStatus> watch(Channel channel) {
    var told = new CopyOnWriteArrayList<ServingStatus>();
    HealthGrpc.newStub(channel)
        .watch(
            HealthCheckRequest.getDefaultInstance(),
            new StreamObserver<>() {
              @Override
              public void onNext(HealthCheckResponse response) {
                told.add(response.getStatus());
              }

              @Override
              public void onError(Throwable failure) {
                // the server has gone
              }

              @Override
              public void onCompleted() {
                // as above
              }
            });
    return told;
  }
}
