package boxoffice.inventory.watch;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.guard.GuardSettings;
import boxoffice.inventory.Eventually;
import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Shows;
import boxoffice.inventory.hold.WishingHall;
import boxoffice.inventory.v1.GetAvailabilityRequest;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PerformanceState;
import boxoffice.inventory.v1.ProductChoice;
import boxoffice.inventory.v1.ReleaseHoldRequest;
import boxoffice.inventory.v1.WatchAvailabilityResponse.UpdateCase;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.XTrimParams;

/// Streams of what is free, over the wire.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchTest {
  private static final int STREAMS_PER_CONNECTION = 100;

  private RunningUserGrpc users;
  private RunningInventoryGrpc inventory;
  private RedisClient redis;
  private Person ada;

  @BeforeAll
  void start(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.users = users;
    this.inventory = inventory;
    redis =
        RedisClient.builder()
            .hostAndPort("127.0.0.1", inventory.redis().port())
            .clientConfig(
                DefaultJedisClientConfig.builder().password(inventory.redis().password()).build())
            .build();
    ada = users.person("buyer");
  }

  @AfterAll
  void stop() {
    redis.close();
  }

  @Test
  void saysWhatIsTakenAndThenWhatChanges() {
    var performance = inventory.performance(10);
    hold(performance, 0);
    var viewer = Viewer.on(inventory.channel(), performance).sees(0);

    var hold = hold(performance, 4, 5);
    viewer.sees(0, 4, 5);
    release(hold);
    viewer.sees(0);

    var pieces = viewer.heard();
    assertThat(pieces)
        .extracting(piece -> piece.getUpdateCase())
        .containsExactly(UpdateCase.SNAPSHOT, UpdateCase.CHANGES, UpdateCase.CHANGES);
    assertThat(pieces.get(0).getSnapshot().getSeatCount()).isEqualTo(10);
    assertThat(pieces.get(1).getChanges().getTakenList()).containsExactly(4, 5);
    assertThat(pieces.get(1).getChanges().getFreedList()).isEmpty();
    assertThat(pieces.get(2).getChanges().getTakenList()).isEmpty();
    assertThat(pieces.get(2).getChanges().getFreedList()).containsExactly(4, 5);
    viewer.cut();
  }

  @Test
  void saysNothingOfAnOrderThatTakesAHoldOver() {
    var performance = inventory.performance(10);
    var viewer = Viewer.on(inventory.channel(), performance).sees();
    var hold = hold(performance, 4, 5);
    viewer.sees(4, 5);

    var reserved =
        inventory
            .reservations(users.clientToken())
            .reserveSeats(
                RunningInventoryGrpc.reserveRequest(
                    UUID.randomUUID(), hold, ada, Duration.ofMinutes(15)));
    assertThat(reserved.hasReserved()).isTrue();
    hold(performance, 6);

    viewer.sees(4, 5, 6);
    assertThat(viewer.heard()).hasSize(3);
    assertThat(viewer.heard().getLast().getChanges().getTakenList()).containsExactly(6);
    viewer.cut();
  }

  @Test
  void goesOnAfterAHoldOfProductsOnly() {
    var hall = new WishingHall(inventory, users.organiser().accessToken());
    var performance = hall.performance();
    var viewer = Viewer.on(inventory.channel(), performance).sees();
    var sku = hall.product(1, 0);

    var programme =
        hall.hold(
            ada.accessToken(),
            WishingHall.wish(performance)
                .addProducts(ProductChoice.newBuilder().setSku(sku).setQuantity(1)));
    assertThat(programme.hasHeld()).as("%s", programme).isTrue();
    hold(performance, 4);
    viewer.sees(4);
    release(programme.getHeld().getName());
    hold(performance, 5);

    viewer.sees(4, 5);
    viewer.cut();
  }

  @Test
  void seesAHoldEndByItselfBecauseSomebodyWatches() {
    var performance = inventory.performance(10);
    var viewer = Viewer.on(inventory.channel(), performance).sees();
    var holds = IntStream.range(0, 10).mapToObj(ordinal -> hold(performance, ordinal)).toList();
    viewer.sees(IntStream.range(0, 10).boxed().toArray(Integer[]::new));

    for (var hold : holds) {
      redis.zadd(key(performance, "due"), 1, hold.substring(hold.lastIndexOf('/') + 1));
    }

    viewer.sees();
    viewer.cut();
  }

  @Test
  void goesOnWhereAnotherStreamStopped() {
    var performance = inventory.performance(20);
    var first = Viewer.on(inventory.channel(), performance).sees();
    hold(performance, 3);
    first.sees(3);
    first.cut();
    var other = hold(performance, 9);
    hold(performance, 4, 5);
    release(other);

    var second = Viewer.after(first, inventory.channel(), performance).sees(3, 4, 5);

    assertThat(second.heard()).noneMatch(piece -> piece.hasSnapshot());
    assertThat(second.heard().stream().flatMap(piece -> piece.getChanges().getTakenList().stream()))
        .containsExactly(4, 5);
    var third = Viewer.after(second, inventory.channel(), performance);
    third.hears(1);
    assertThat(third.heard().getFirst().getChanges().getTakenList()).isEmpty();
    assertThat(third.version()).isEqualTo(second.version());
    second.cut();
    third.cut();
  }

  /// What another process said may be newer than what this one has read so far.
  @Test
  void losesNothingHoweverOftenItIsCutAndWhoeverGoesOn() {
    var performance = inventory.performance(40, 10, 1_000);
    var seed = new Random().nextLong();
    var random = new Random(seed);
    var holds = new ArrayDeque<String>();
    try (var other = inventory.beside("--boxoffice.inventory.watch.interval=30ms")) {
      var channels = List.of(inventory.channel(), other.channel());
      var viewer = Viewer.on(inventory.channel(), performance);
      for (int i = 0; i < 300; i++) {
        if (random.nextInt(10) < 3 && !holds.isEmpty()) {
          release(holds.poll());
        } else {
          var held = inventory.hold(ada.accessToken(), performance, random.nextInt(40));
          if (held.hasHeld()) {
            holds.add(held.getHeld().getName());
          }
        }
        if (random.nextInt(8) == 0) {
          viewer.cut();
          viewer = Viewer.after(viewer, channels.get(random.nextInt(2)), performance);
        }
      }

      var last = viewer;
      Eventually.is(
          "the pieces make the picture, seed " + seed,
          () -> !last.heard().isEmpty() && last.taken().equals(taken(performance)));
      last.cut();
    }
  }

  @Test
  void beginsAnewWhereTheLogWasCut() {
    var performance = inventory.performance(20);
    var first = Viewer.on(inventory.channel(), performance).sees();
    hold(performance, 3);
    first.sees(3);
    first.cut();
    hold(performance, 4);
    hold(performance, 5);
    redis.xtrim(key(performance, "log"), XTrimParams.xTrimParams().maxLen(1));

    try (var other = inventory.beside()) {
      var second = Viewer.after(first, other.channel(), performance).sees(3, 4, 5);
      assertThat(second.heard().getFirst().hasSnapshot()).isTrue();
      second.cut();
    }
  }

  @Test
  void beginsAnewForWhatIsNoVersion() {
    var performance = inventory.performance(20);
    hold(performance, 3);
    var availability =
        inventory
            .performances(ada.accessToken())
            .getAvailability(
                GetAvailabilityRequest.newBuilder()
                    .setPerformanceId(performance.getPerformanceId())
                    .build())
            .getAvailability();
    for (var version : List.of("1-999999", "7-1", "x", availability.getVersion())) {
      var viewer = Viewer.from(version, inventory.channel(), performance).sees(3);
      assertThat(viewer.heard().getFirst().hasSnapshot()).as(version).isTrue();
      viewer.cut();
    }
  }

  @Test
  void findsWhatGetAvailabilityFinds() {
    var unknown = Performance.newBuilder().setPerformanceId(UUID.randomUUID().toString()).build();
    assertThat(reason(Viewer.on(inventory.channel(), unknown))).isEqualTo(ErrorReason.NOT_FOUND);

    var organiser = users.organiser().accessToken();
    var shows = new Shows(inventory, organiser);
    var draft = shows.create(PerformanceState.PERFORMANCE_STATE_DRAFT);
    assertThat(reason(Viewer.on(inventory.channel(), draft))).isEqualTo(ErrorReason.NOT_FOUND);
    var member = Viewer.as(organiser, inventory.channel(), draft).sees();
    assertThat(member.heard().getFirst().getSnapshot().getSeatCount()).isEqualTo(3);

    var _ =
        shows.performances().publishPerformance(Shows.publishing(draft.getPerformanceId()).build());
    assertThat(shows.open(draft.getPerformanceId()).hasPerformance()).isTrue();
    hold(draft, 1);

    member.sees(1);
    member.cut();
  }

  /// A thousand streams cost Redis what one does.
  @Test
  void readsRedisOnceForAllWhoWatch() {
    var performance = inventory.performance(10);
    try (var service = inventory.beside("--boxoffice.inventory.watch.interval=100ms")) {
      var channels = IntStream.range(0, 10).mapToObj(_ -> channel(service, 1 << 20)).toList();
      var viewers = new ArrayList<Viewer>();
      for (var channel : channels) {
        for (int i = 0; i < STREAMS_PER_CONNECTION; i++) {
          viewers.add(Viewer.on(channel, performance));
        }
      }
      viewers.forEach(Viewer::sees);
      assertThat(meter(service, "boxoffice.watch.streams")).isEqualTo(1_000);
      assertThat(meter(service, "boxoffice.watch.performances")).isEqualTo(1);

      var looks = looks(service);
      var start = System.nanoTime();
      for (int i = 0; i < 10; i++) {
        hold(performance, i);
        viewers.getFirst().hears(i + 2);
      }
      viewers.forEach(viewer -> viewer.hears(11));
      var ticks = (System.nanoTime() - start) / 1e8;
      System.out.printf(
          "MEASURED 1000 streams of a performance: %.0f looks at Redis in %.1f intervals%n",
          looks(service) - looks, ticks);
      assertThat(looks(service) - looks).isLessThanOrEqualTo(ticks + 2);

      channels.forEach(ManagedChannel::shutdownNow);
      isForgotten(service);
    }
  }

  @Test
  void cutsWhoDoesNotReadAndServesTheOthers() {
    var performance = inventory.performance(10, 10, 10);
    try (var service =
        inventory.beside(
            "--boxoffice.inventory.watch.interval=10ms",
            "--boxoffice.inventory.watch.ready=64B",
            "--boxoffice.inventory.watch.pending=5")) {
      var narrow = List.of(channel(service, 1_024), channel(service, 1_024));
      var wide = List.of(channel(service, 1 << 20), channel(service, 1 << 20));
      var slow = new ArrayList<Viewer>();
      var others = new ArrayList<Viewer>();
      for (int i = 0; i < 150; i++) {
        slow.add(Viewer.slow(narrow.get(i / 75), performance));
        others.add(Viewer.on(wide.get(i / 75), performance));
      }
      others.forEach(Viewer::sees);

      for (int turn = 0; counted(service, "boxoffice.watch.cut") < slow.size(); turn++) {
        assertThat(turn).as("changes until all slow ones are cut").isLessThan(500);
        var hold = hold(performance, 0);
        others.forEach(viewer -> viewer.sees(0));
        release(hold);
        others.forEach(Viewer::sees);
      }

      slow.forEach(Viewer::readOn);
      for (var viewer : slow) {
        assertThat(reason(viewer)).isEqualTo(ErrorReason.RATE_LIMITED);
        assertThat(viewer.heard()).hasSizeLessThan(200);
      }
      hold(performance, 7);
      others.forEach(viewer -> viewer.sees(7));
      Viewer.after(slow.getFirst(), wide.getFirst(), performance).sees(7);
      narrow.forEach(ManagedChannel::shutdownNow);
      wide.forEach(ManagedChannel::shutdownNow);
      isForgotten(service);
    }
  }

  @Test
  void servesNoMoreStreamsThanItMay() {
    var performance = inventory.performance(10);
    try (var service = inventory.beside("--boxoffice.inventory.watch.streams=2")) {
      var first = Viewer.on(service.channel(), performance).sees();
      var second = Viewer.on(service.channel(), performance).sees();
      assertThat(reason(Viewer.on(service.once(), performance))).isEqualTo(ErrorReason.OVERLOADED);

      first.cut();
      Eventually.is("one is gone", () -> meter(service, "boxoffice.watch.streams") == 1);
      Viewer.on(service.channel(), performance).sees().cut();
      second.cut();
      isForgotten(service);
    }
  }

  @Test
  void saysThatNothingChanged() {
    var performance = inventory.performance(10);
    try (var service =
        inventory.beside(
            "--boxoffice.inventory.watch.interval=20ms",
            "--boxoffice.inventory.watch.heartbeat=60ms")) {
      var viewer = Viewer.on(service.channel(), performance);
      viewer.hears(4);
      assertThat(viewer.heard().subList(1, 4))
          .allSatisfy(piece -> {
            assertThat(piece.getChanges().getTakenList()).isEmpty();
            assertThat(piece.getChanges().getFreedList()).isEmpty();
            assertThat(piece.getChanges().getVersion())
                .isEqualTo(viewer.heard().getFirst().getSnapshot().getVersion());
          });
      viewer.cut();
    }
  }

  @Test
  void endsWithTheServiceAndDoesNotHoldItUp() {
    var performance = inventory.performance(10);
    var service = inventory.beside();
    var channel = channel(service, 1 << 20);
    var viewer = Viewer.on(channel, performance).sees();
    service.close();

    // not cut after the 20 s of grace
    assertThat(Status.fromThrowable(viewer.end()).getCode()).isEqualTo(Status.Code.OK);
    channel.shutdownNow();
  }

  @Test
  void mayLastHalfAnHour() {
    assertThat(inventory.context().getBean(GuardSettings.class).maxDeadlines())
        .containsEntry(
            "boxoffice.inventory.v1.PerformanceService/WatchAvailability", Duration.ofMinutes(30));
  }

  private static void isForgotten(RunningInventoryGrpc service) {
    Eventually.is("no stream", () -> meter(service, "boxoffice.watch.streams") == 0);
    Eventually.is("no reader", () -> meter(service, "boxoffice.watch.performances") == 0);
  }

  private static double meter(RunningInventoryGrpc service, String name) {
    return service.context().getBean(MeterRegistry.class).get(name).gauge().value();
  }

  private static double looks(RunningInventoryGrpc service) {
    return counted(service, "boxoffice.watch.looks");
  }

  private static double counted(RunningInventoryGrpc service, String name) {
    return service.context().getBean(MeterRegistry.class).get(name).counter().count();
  }

  private static ManagedChannel channel(RunningInventoryGrpc service, int window) {
    return NettyChannelBuilder.forTarget(service.target().replace("static://", ""))
        .usePlaintext()
        .flowControlWindow(window)
        .build();
  }

  private static ErrorReason reason(Viewer viewer) {
    return ErrorStatus.reason((StatusRuntimeException) viewer.end()).orElseThrow();
  }

  private String hold(Performance performance, int... ordinals) {
    var held = inventory.hold(ada.accessToken(), performance, ordinals);
    assertThat(held.hasHeld()).as("%s", held).isTrue();
    return held.getHeld().getName();
  }

  private void release(String hold) {
    var _ =
        inventory
            .holds(ada.accessToken())
            .releaseHold(
                ReleaseHoldRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setName(hold)
                    .build());
  }

  private BitSet taken(Performance performance) {
    return BitSet.valueOf(
        inventory
            .performances(ada.accessToken())
            .getAvailability(
                GetAvailabilityRequest.newBuilder()
                    .setPerformanceId(performance.getPerformanceId())
                    .build())
            .getAvailability()
            .getTaken()
            .toByteArray());
  }

  private static String key(Performance performance, String name) {
    return "{p:" + performance.getPerformanceId() + "}:" + name;
  }
}
