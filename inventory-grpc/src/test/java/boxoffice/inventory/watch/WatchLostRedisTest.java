package boxoffice.inventory.watch;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.Eventually;
import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.user.RunningUserGrpc;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/// Redis emptied and frozen under streams.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchLostRedisTest {
  private static final String IMPATIENT = "--boxoffice.inventory.redis.timeout=500ms";

  private RunningUserGrpc users;
  private RunningInventoryGrpc inventory;
  private String ada;

  @BeforeAll
  void start() {
    users = RunningUserGrpc.start("--boxoffice.user.access-token-life=300s");
    inventory = RunningInventoryGrpc.start(users, "--boxoffice.inventory.watch.patience=10m");
    ada = users.person("buyer").accessToken();
  }

  @AfterAll
  void stop() {
    inventory.close();
    users.close();
  }

  /// The hold is lost with Redis, so its seats are free again.
  @Test
  void showsAllSeatsAnewOnceAnEmptiedRedisIsFilledAgain() {
    var performance = inventory.performance(10);
    inventory.hold(ada, performance, 2, 3);
    var viewer = Viewer.on(inventory.channel(), performance).sees(2, 3);
    var before = Version.parse(viewer.version());

    try (var redis =
        RedisClient.builder()
            .hostAndPort("127.0.0.1", inventory.redis().port())
            .clientConfig(
                DefaultJedisClientConfig.builder().password(inventory.redis().password()).build())
            .build()) {
      redis.flushAll();
    }

    viewer.sees();
    assertThat(viewer.heard().getLast().hasSnapshot()).isTrue();
    assertThat(Version.parse(viewer.version()).epoch()).isGreaterThan(before.epoch());
    inventory.hold(ada, performance, 4);
    viewer.sees(4);
    viewer.cut();
  }

  @Test
  void isSilentForAWhileAndThenSendsItsClientsAway() throws IOException {
    var performance = inventory.performance(10);
    inventory.hold(ada, performance, 2);
    try (var impatient = inventory.beside(IMPATIENT, "--boxoffice.inventory.watch.patience=2s")) {
      var patient = Viewer.on(inventory.channel(), performance).sees(2);
      var sentAway = Viewer.on(impatient.channel(), performance).sees(2);

      inventory.redis().pause();
      try {
        assertThat(reason(sentAway)).isEqualTo(ErrorReason.INVENTORY_UNAVAILABLE);
        // nobody is told what may not be so any more
        var late = Viewer.on(impatient.once(), performance);
        assertThat(reason(late)).isEqualTo(ErrorReason.INVENTORY_UNAVAILABLE);
        assertThat(late.heard()).isEmpty();
      } finally {
        inventory.redis().resume();
      }
      assertThat(patient.isOver()).isFalse();

      var here = inventory.holdRequest(UUID.randomUUID(), performance, 5);
      var there = inventory.holdRequest(UUID.randomUUID(), performance, 6);
      Eventually.is("claims are open again", () -> isHeld(inventory, here));
      Eventually.is("claims are open there too", () -> isHeld(impatient, there));
      patient.sees(2, 5, 6);
      comeBack(sentAway, impatient, performance).sees(2, 5, 6).cut();
      patient.cut();
      var streams =
          impatient.context().getBean(MeterRegistry.class).get("boxoffice.watch.streams").gauge();
      Eventually.is("no stream is left", () -> streams.value() == 0);
    }
  }

  /// The breaker may be open for some more seconds.
  private static Viewer comeBack(
      Viewer sentAway, RunningInventoryGrpc service, Performance performance) {
    var last = new AtomicReference<Viewer>();
    Eventually.is(
        "a stream begins",
        () -> {
          var viewer = Viewer.after(sentAway, service.channel(), performance);
          Eventually.is("an answer", () -> viewer.isOver() || !viewer.heard().isEmpty());
          last.set(viewer);
          return !viewer.isOver();
        });
    return last.get();
  }

  private boolean isHeld(RunningInventoryGrpc service, PlaceHoldRequest request) {
    try {
      return service.holds(ada).placeHold(request).hasHeld();
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  private static ErrorReason reason(Viewer viewer) {
    return ErrorStatus.reason((StatusRuntimeException) viewer.end()).orElseThrow();
  }
}
