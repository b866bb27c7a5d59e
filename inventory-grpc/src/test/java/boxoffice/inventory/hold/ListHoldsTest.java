package boxoffice.inventory.hold;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.HoldState;
import boxoffice.inventory.v1.ListHoldsRequest;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.ReleaseHoldRequest;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/// What a buyer holds, over the wire.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListHoldsTest {
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
  }

  @AfterAll
  void stop() {
    redis.close();
  }

  @BeforeEach
  void somebodyNew() {
    ada = users.person("buyer");
  }

  @Test
  void listsWhatIsHeldAnywhereTheFirstToEndInFront() {
    var one = inventory.performance(10);
    var other = inventory.performance(10);
    var first = hold(one, 0, 1);
    var second = hold(other, 0);
    var third = hold(one, 2);
    hold(users.person("buyer"), other, 1);

    assertThat(list()).extracting(Hold::getName).containsExactly(first, second, third);
    assertThat(list().getFirst().getSeatsList()).hasSize(2);
    assertThat(list().getFirst().hasExpireTime()).isTrue();
  }

  @Test
  void dropsWhatIsOver() {
    var performance = inventory.performance(10);
    var released = hold(performance, 0);
    var kept = hold(performance, 1);
    var ended = hold(performance, 2);
    var _ =
        inventory
            .holds(ada.accessToken())
            .releaseHold(
                ReleaseHoldRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setName(released)
                    .build());
    redis.zadd(
        PoolKeys.name(UUID.fromString(performance.getPerformanceId()), "due"),
        1,
        ended.substring(ended.lastIndexOf('/') + 1));
    hold(users.person("buyer"), performance, 3); // retires what is due

    assertThat(list()).extracting(Hold::getName).containsExactly(kept);
    assertThat(redis.zcard(HoldIndex.key(ada.accountId()))).isEqualTo(1);
  }

  @Test
  void listsWhatAnOrderIsBeingPlacedWithAndNotWhatItHas() {
    var performance = inventory.performance(10);
    var hold = hold(performance, 0);
    var name = HoldName.parse(hold);
    var pool = inventory.context().getBean(Pool.class);
    var order = UUID.randomUUID();
    var deadline = inventory.context().getBean(Clock.class).instant();
    var home = PoolId.ofPerformance(name.performanceId());
    var pin = new Pool.Pin(order, deadline.plus(Duration.ofMinutes(10)));
    var pinned = pool.pin(home, name, ada.accountId(), pin);
    assertThat(pinned).isInstanceOf(Pool.Pinned.Done.class);

    assertThat(list()).extracting(Hold::getState).containsExactly(HoldState.HOLD_STATE_PINNED);
    var reserved =
        inventory
            .reservations(users.clientToken())
            .reserveSeats(
                RunningInventoryGrpc.reserveRequest(order, hold, ada, Duration.ofMinutes(10)));
    assertThat(reserved.hasReserved()).isTrue();
    assertThat(list()).isEmpty();
  }

  @Test
  void isForgottenByRedisOnceAllAreOver() {
    hold(inventory.performance(10), 0);
    assertThat(list()).hasSize(1);

    assertThat(redis.pttl(HoldIndex.key(ada.accountId()))).isBetween(1_190_000L, 1_206_000L);
  }

  private List<Hold> list() {
    return inventory
        .holds(ada.accessToken())
        .listHolds(ListHoldsRequest.getDefaultInstance())
        .getHoldsList();
  }

  private String hold(Performance performance, int... ordinals) {
    return hold(ada, performance, ordinals);
  }

  private String hold(Person buyer, Performance performance, int... ordinals) {
    var held = inventory.hold(buyer.accessToken(), performance, ordinals);
    assertThat(held.hasHeld()).as("%s", held).isTrue();
    return held.getHeld().getName();
  }
}
