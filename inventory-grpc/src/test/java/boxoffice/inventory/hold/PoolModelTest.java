package boxoffice.inventory.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Random sequences of everything that happens to a pool, against a model of it in memory; after
/// each step all of Redis is compared.
///
/// What a failing seed did is done again by `-Dboxoffice.model.seed=...`; more of them are tried by
/// `-Dboxoffice.model.sequences=20000`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolModelTest {
  private static final String SEED = "boxoffice.model.seed";
  private static final int SEQUENCES = Integer.getInteger("boxoffice.model.sequences", 2_000);

  /// What has to happen, else too little is tried.
  private static final List<String> ANSWERS =
      List.of(
          "claim HELD",
          "claim ENDED",
          "claim REUSED",
          "claim REFUSED",
          "claim NOT_ENOUGH",
          "claim LIMIT_HOLD",
          "claim LIMIT_BUYER",
          "claim NOT_ON_SALE",
          "claim BUSY",
          "read_hold HELD",
          "read_hold ENDED",
          "read_hold UNKNOWN",
          "read_hold REBUILDING",
          "release_hold RELEASED",
          "release_hold ENDED",
          "release_hold UNKNOWN",
          "release_hold ORDERED",
          "release_hold REBUILDING",
          "extend_hold HELD",
          "extend_hold ENDED",
          "extend_hold ORDERED",
          "extend_hold UNKNOWN",
          "confirm_hold HELD",
          "confirm_hold ENDED",
          "pin_hold PINNED",
          "pin_hold ENDED",
          "pin_hold ORDERED",
          "pin_hold UNCONFIRMED",
          "take_seats TAKEN",
          "free_seats FREED",
          "set_aside ASIDE",
          "set_aside REFUSED",
          "settle_aside SETTLED",
          "unblock_seats FREED",
          "build_pool BUILT",
          "retire_holds RETIRED",
          "set_sale SET",
          "watch_pool CHANGES",
          "watch_pool POOL");

  private ModelRedis redis;

  @BeforeAll
  void start() {
    redis = new ModelRedis();
  }

  @AfterAll
  void stop() {
    redis.close();
  }

  @Test
  void isWhatTheModelSaysAfterEachStepOfAnySequence() {
    var only = Long.getLong(SEED);
    if (only != null) {
      new ModelSequence(redis, only).run();
      return;
    }
    var seeds = new Random();
    var start = System.nanoTime();
    int steps = 0;
    for (int i = 0; i < SEQUENCES; i++) {
      var seed = seeds.nextLong();
      var sequence = new ModelSequence(redis, seed);
      try {
        steps += sequence.run();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("-D" + SEED + "=" + seed + " " + sequence, e);
      }
    }
    var took = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf("MEASURED %d sequences, %d steps in %s%n", SEQUENCES, steps, took);
    System.out.println("MEASURED answers " + redis.answers);
    assertThat(redis.answers.keySet()).containsAll(ANSWERS);
  }
}
