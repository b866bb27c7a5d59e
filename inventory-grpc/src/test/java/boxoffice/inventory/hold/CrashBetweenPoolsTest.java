package boxoffice.inventory.hold;

import static boxoffice.inventory.hold.WishingHall.wish;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.performance.Performances;
import boxoffice.inventory.seatmap.SeatMaps;
import boxoffice.inventory.v1.BestAvailable;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PerformanceChoice;
import boxoffice.inventory.v1.ReserveSeatsResponse;
import boxoffice.inventory.v1.ReserveSeatsResponse.OutcomeCase;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/// A process that dies while it holds seats of two performances: what it had goes free by itself,
/// and no order gets it until then.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashBetweenPoolsTest {
  private RunningInventoryGrpc inventory;
  private WishingHall hall;
  private ClaimPool claimPool;
  private RedisClient redis;
  private Person ada;
  private String bob;
  private String orders;

  /// The home of the hold, and the other one.
  private Performance home;

  private Performance other;
  private HoldName name;

  @BeforeAll
  void start(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.inventory = inventory;
    hall = new WishingHall(inventory, users.organiser().accessToken());
    claimPool = inventory.context().getBean(ClaimPool.class);
    ada = users.person("buyer");
    bob = users.person("buyer").accessToken();
    orders = users.clientToken();
    redis =
        RedisClient.builder()
            .hostAndPort("127.0.0.1", inventory.redis().port())
            .clientConfig(
                DefaultJedisClientConfig.builder().password(inventory.redis().password()).build())
            .build();
  }

  @AfterAll
  void stop() {
    redis.close();
  }

  @BeforeEach
  void newPerformances() {
    home = hall.performance();
    other = hall.performance();
    name = HoldName.of(id(home), ada.accountId(), UUID.randomUUID());
  }

  @Test
  void oneClaimed() {
    claim(other);

    assertThat(reserve().getOutcomeCase()).isEqualTo(OutcomeCase.HOLD_ENDED);
    assertThat(heldByBob(other)).isFalse();
    timeOver(other);
    assertThat(heldByBob(other)).isTrue();
  }

  @Test
  void bothClaimedAndNoneConfirmed() {
    claim(home);
    claim(other);

    assertThat(reserve().getOutcomeCase()).isEqualTo(OutcomeCase.HOLD_ENDED);
    timeOver(home);
    timeOver(other);
    assertThat(heldByBob(home)).isTrue();
    assertThat(heldByBob(other)).isTrue();
    assertThat(reserve().getOutcomeCase()).isEqualTo(OutcomeCase.HOLD_ENDED);
  }

  @Test
  void oneConfirmedAndTheHomeNot() {
    claim(home);
    claim(other);
    claimPool.confirm(PoolId.ofPerformance(id(other)), name.holdId(), ada.accountId(), Quote.EMPTY);

    assertThat(reserve().getOutcomeCase()).isEqualTo(OutcomeCase.HOLD_ENDED);
    timeOver(home);
    assertThat(heldByBob(home)).isTrue();
    assertThat(heldByBob(other)).isFalse(); // it lasts as long as any hold
    timeOver(other);
    assertThat(heldByBob(other)).isTrue();
  }

  @Test
  void aConfirmationThatComesAfterItsTimeIsOverFindsNothing() {
    claim(home);
    timeOver(home);
    assertThat(heldByBob(home)).isTrue();

    assertThat(
            claimPool.confirm(
                PoolId.ofPerformance(id(home)), name.holdId(), ada.accountId(), Quote.EMPTY))
        .isInstanceOf(Claimed.Ended.class);
  }

  /// The only four seats of the circle, so that nobody has a choice.
  private static PerformanceChoice choice(Performance of) {
    return PerformanceChoice.newBuilder()
        .setPerformanceId(of.getPerformanceId())
        .addBest(BestAvailable.newBuilder().setCount(4).setCategory("Circle"))
        .build();
  }

  private void claim(Performance part) {
    var performance = inventory.context().getBean(Performances.class).performance(id(part));
    var layout = inventory.context().getBean(SeatMaps.class).layout(performance.seatMapId());
    var read =
        new ReadChoice(performance, new Hall(performance.seatMapId(), layout), Instant.now())
            .read(new ReadChoice.Buyer(ada.accountId(), 0, "request"), choice(part));
    var wanted = ((ReadChoice.Read.Fine) read).wanted();
    assertThat(claimPool.claimPart(name.holdId(), wanted)).isInstanceOf(Claimed.Held.class);
  }

  private void timeOver(Performance part) {
    redis.zadd(PoolKeys.name(id(part), "due"), 1, name.holdId().toString());
  }

  private boolean heldByBob(Performance part) {
    return hall.hold(bob, wish(part).addAllBest(choice(part).getBestList())).hasHeld();
  }

  private ReserveSeatsResponse reserve() {
    return inventory
        .reservations(orders)
        .reserveSeats(
            RunningInventoryGrpc.reserveRequest(
                UUID.randomUUID(), name.toString(), ada, Duration.ofMinutes(15)));
  }

  private static UUID id(Performance performance) {
    return UUID.fromString(performance.getPerformanceId());
  }
}
