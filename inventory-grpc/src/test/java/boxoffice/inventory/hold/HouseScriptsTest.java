package boxoffice.inventory.hold;

import static boxoffice.inventory.hold.PoolOnRedis.EPOCH;
import static boxoffice.inventory.hold.PoolOnRedis.HALL;
import static boxoffice.inventory.hold.PoolOnRedis.LONG_AGO;
import static boxoffice.inventory.hold.PoolOnRedis.SEATS;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.Together;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The scripts of the house, on a real Redis.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HouseScriptsTest {
  private static final long BLOCKED = 0xFFFFFFFEL;
  private static final long FAR = Long.MAX_VALUE / 4096;
  private static final int CHANNEL = 1;

  private PoolOnRedis pool;

  @BeforeAll
  void start() {
    pool = open();
  }

  /// Where they run.
  PoolOnRedis open() {
    return PoolOnRedis.alone();
  }

  @AfterAll
  void stop() {
    pool.close();
  }

  @BeforeEach
  void newPool() {
    pool.reset();
  }

  @Nested
  class SetAside {
    @Test
    void takesEverySeatThatIsNamed() {
      var aside = named("c1", 0, 3, 4);

      assertThat(aside).startsWith("ASIDE").endsWith("3,4");
      assertThat(pool.takenOrdinals()).containsExactly(3, 4);
      assertThat(pool.claim("h1", "ada", 4)).contains("TAKEN");
      assertThat(pool.claim("h2", "ada", 5)).startsWith("HELD");
      assertThat(pool.hasRun(0, 5)).isFalse();
    }

    @Test
    void takesNothingWhereOneSeatIsNotFreeAndSaysWhy() {
      pool.claim("h1", "ada", 4);
      settle("c1", named("c1", 0, 5), 1, BLOCKED);
      settle("c2", named("c2", 0, 6), 0, CHANNEL);

      assertThat(named("c3", 0, 3, 4, 5, 6))
          .containsExactly("REFUSED", "4", "TAKEN", "5", "BLOCKED", "6", "OTHER_CHANNEL");
      assertThat(pool.takenOrdinals()).containsExactly(4, 5);
      assertThat(named("c3", CHANNEL, 6)).startsWith("ASIDE");
    }

    @Test
    void takesAsManyAsAreWantedFromTheEnd() {
      pool.claim("h1", "ada", 18);

      assertThat(any("c1", 0, 3, 19, 10)).endsWith("19,17,16");
      assertThat(any("c2", 0, 7, 19, 10)).containsExactly("TOO_FEW", "6");
      assertThat(any("c3", 0, 0, 10, 19)).endsWith("10,11,12,13,14,15");
      assertThat(any("c4", 0, 0, 10, 19)).containsExactly("ASIDE", "0", "");
    }

    @Test
    void findsTheSameSeatsWhenRepeatedAndKeepsThemAnew() {
      var first = any("c1", 0, 3, 19, 10);
      var due = pool.redis.zscore(pool.key("due"), "c1");

      assertThat(asideFor(60_000, "c1", 0, 3, false, 1, 19, 10)).isEqualTo(first);
      assertThat(pool.redis.zscore(pool.key("due"), "c1")).isGreaterThan(due + 45_000);
      assertThat(pool.takenOrdinals()).hasSize(3);
    }

    @Test
    void lapsesBackToWhomTheSeatsWereFor() {
      settle("c0", named("c0", 0, 3, 4), 0, CHANNEL);

      assertThat(asideFor(LONG_AGO, "c1", CHANNEL, 2, true, 0, 3, 4)).startsWith("ASIDE");
      assertThat(asideFor(LONG_AGO, "c2", 0, 2, true, 0, 6, 7)).startsWith("ASIDE");

      assertThat(pool.claim("h1", "ada", 6, 7)).startsWith("HELD");
      assertThat(pool.claim("h2", "ada", 3)).contains("OTHER_CHANNEL");
      assertThat(named("c3", CHANNEL, 3, 4)).startsWith("ASIDE");
      assertThat(buyers()).containsEntry("house", "2");
    }

    @Test
    void doesNothingTooLateAndInAnotherPool() {
      assertThat(call("0", HALL, EPOCH, "c1")).containsExactly("LATE");
      assertThat(call("" + FAR, "other hall", EPOCH, "c1")).containsExactly("REBUILDING");
      assertThat(call("" + FAR, HALL, "2", "c1")).containsExactly("REBUILDING");
      assertThat(pool.takenOrdinals()).isEmpty();
    }

    private List<String> call(String notAfter, String hall, String epoch, String id) {
      return pool.call("set_aside", epoch, id, 10_000, notAfter, hall, 0, 1, 1, 0, 0, 10, 3, 3);
    }

    @Test
    void isLoadedAgainWhenRedisHasLostIt() {
      named("c1", 0, 3);
      pool.flushScripts();

      assertThat(named("c2", 0, 4)).startsWith("ASIDE");
    }

    @Test
    void givesEachSeatToOneOfManyClaims() throws InterruptedException, ExecutionException {
      var calls = new ArrayList<Callable<List<String>>>();
      for (int i = 0; i < 60; i++) {
        int seat = i % 19;
        var id = "x" + i;
        var other = seat / 10 == (seat + 1) / 10 ? seat + 1 : seat - 1;
        calls.add(
            i % 2 == 0
                ? () -> named(id, 0, Math.min(seat, other), Math.max(seat, other))
                : () -> pool.claim(id, "buyer" + id, seat));
      }

      var won =
          Together.all(calls).stream()
              .filter(answer -> answer.getFirst().equals("ASIDE"))
              .flatMap(answer -> List.of(answer.getLast().split(",", -1)).stream())
              .toList();

      assertThat(won).doesNotHaveDuplicates().isNotEmpty();
      assertThat(pool.takenOrdinals()).containsAll(won.stream().map(Integer::valueOf).toList());
    }
  }

  @Nested
  class Settle {
    @Test
    void blocksSeatsUnderTheirToken() {
      var aside = named("c1", 0, 3, 4);

      assertThat(settle("c1", aside, 1, BLOCKED)).containsExactly("SETTLED", "2");

      assertThat(cell(3)).isEqualTo(aside.get(1) + " " + BLOCKED);
      assertThat(pool.claim("h1", "ada", 3)).contains("BLOCKED");
      assertThat(pool.redis.hexists(pool.key("holds"), "c1")).isFalse();
      assertThat(pool.redis.zscore(pool.key("due"), "c1")).isNull();
      assertThat(buyers()).doesNotContainKey("house");
    }

    @Test
    void givesSeatsToAChannelAndBack() {
      settle("c1", named("c1", 0, 3, 4), 0, CHANNEL);

      assertThat(cell(3)).isEqualTo("0 1");
      assertThat(hasRun(CHANNEL, 0, 2)).isTrue();
      assertThat(hasRun(CHANNEL, 0, 3)).isFalse();
      assertThat(pool.hasRun(0, 6)).isFalse(); // 5 behind them
      assertThat(pool.claim("h1", "ada", 3)).contains("OTHER_CHANNEL");

      settle("c2", named("c2", CHANNEL, 3, 4), 0, 0);

      assertThat(cell(3)).isEqualTo("0 0");
      assertThat(pool.hasRun(0, 10)).isTrue();
      assertThat(hasRun(CHANNEL, 0, 1)).isFalse();
    }

    @Test
    void growsTheViewsWithTheFirstSeatsOfAChannel() {
      settle("c1", named("c1", 0, 3), 0, 7);

      assertThat(pool.redis.hget(pool.key("meta"), "channels")).isEqualTo("7");
      settle("c2", named("c2", 0, 4), 0, 2);
      assertThat(pool.redis.hget(pool.key("meta"), "channels")).isEqualTo("7");
      assertThat(hasRun(7, 0, 1)).isTrue();
    }

    @Test
    void doesNothingWhenRepeatedOrLapsedOrOfAnotherToken() {
      var aside = named("c1", 0, 3);
      assertThat(settle("c1", List.of("ASIDE", "99"), 1, BLOCKED)).containsExactly("SETTLED", "0");
      settle("c1", aside, 1, BLOCKED);
      assertThat(settle("c1", aside, 0, 0)).containsExactly("SETTLED", "0");
      assertThat(cell(3)).endsWith(" " + BLOCKED);

      var late = asideFor(LONG_AGO, "c2", 0, 1, true, 0, 6, 6);
      pool.claim("h1", "ada", 6);
      assertThat(settle("c2", late, 1, BLOCKED)).containsExactly("SETTLED", "0");
      assertThat(pool.claim("h2", "bob", 6)).contains("TAKEN");
    }

    @Test
    void saysRebuildingInAnotherEpoch() {
      var aside = named("c1", 0, 3);

      assertThat(pool.call("settle_aside", "2", "c1", aside.get(1), 1, BLOCKED))
          .containsExactly("REBUILDING");
    }

    @Test
    void isLoadedAgainWhenRedisHasLostIt() {
      var aside = named("c1", 0, 3);
      pool.flushScripts();

      assertThat(settle("c1", aside, 1, BLOCKED)).containsExactly("SETTLED", "1");
    }

    @Test
    void tellsReadersOfEachChange() {
      var before = pool.redis.xlen(pool.key("log"));
      settle("c1", named("c1", 0, 3), 1, BLOCKED);
      settle("c2", named("c2", 0, 4), 0, 0);

      assertThat(pool.redis.xlen(pool.key("log"))).isEqualTo(before + 4);
      assertThat(pool.redis.xrevrange(pool.key("log"), "+", "-", 1).getFirst().getFields())
          .containsEntry("free", "4");
    }
  }

  @Nested
  class Unblock {
    @Test
    void givesSeatsBackToEverybody() {
      var fence = settled("c1", 3, 4);

      assertThat(unblock(EPOCH, fence, 3, 4)).containsExactly("FREED", "2");
      assertThat(pool.takenOrdinals()).isEmpty();
      assertThat(pool.hasRun(0, 10)).isTrue();
      assertThat(pool.claim("h1", "ada", 3, 4)).startsWith("HELD");
      assertThat(unblock(EPOCH, fence, 3, 4)).containsExactly("FREED", "0");
    }

    @Test
    void leavesWhatIsBlockedUnderAnotherFenceOrSomebodys() {
      var old = settled("c1", 3);
      unblock(EPOCH, old, 3);
      settled("c2", 3);
      var held = pool.claim("h1", "ada", 5).get(PoolOnRedis.TOKEN);

      assertThat(unblock(EPOCH, old, 3)).containsExactly("FREED", "0");
      assertThat(unblock(EPOCH, held, 5)).containsExactly("FREED", "0");
      assertThat(pool.takenOrdinals()).containsExactly(3, 5);
    }

    @Test
    void saysRebuildingInAnotherEpochAndIsLoadedAgain() {
      var fence = settled("c1", 3);
      assertThat(unblock("2", fence, 3)).containsExactly("REBUILDING");
      pool.flushScripts();

      assertThat(unblock(EPOCH, fence, 3)).containsExactly("FREED", "1");
    }

    private String settled(String id, int... ordinals) {
      var aside = named(id, 0, ordinals);
      settle(id, aside, 1, BLOCKED);
      return aside.get(1);
    }

    private List<String> unblock(String epoch, String fence, int... ordinals) {
      var arguments = new ArrayList<>(List.<Object>of(epoch, HALL, 2, 0, 0, 10, 1, 10, 10));
      for (int ordinal : ordinals) {
        arguments.addAll(List.of(ordinal, fence));
      }
      return pool.call("unblock_seats", arguments.toArray());
    }
  }

  /// Sets seats aside by name, for a channel's free ones.
  private List<String> named(String id, int channel, int... ordinals) {
    var arguments =
        new ArrayList<>(List.<Object>of(EPOCH, id, 10_000, FAR, HALL, channel, ordinals.length, 1));
    for (int ordinal : ordinals) {
      arguments.addAll(List.of(ordinal / 10, ordinal / 10 * 10, 10, ordinal, ordinal));
    }
    return pool.call("set_aside", arguments.toArray());
  }

  /// Sets so many seats of the second segment aside, whichever are free.
  private List<String> any(String id, int channel, int count, int from, int to) {
    return asideFor(10_000, id, channel, count, false, 1, from, to);
  }

  private List<String> asideFor(
      long lasts,
      String id,
      int channel,
      int count,
      boolean strict,
      int segment,
      int from,
      int to) {
    return pool.call(
        "set_aside",
        EPOCH,
        id,
        lasts,
        FAR,
        HALL,
        channel,
        count,
        strict ? 1 : 0,
        segment,
        segment * 10,
        10,
        from,
        to);
  }

  private List<String> settle(String id, List<String> aside, int kept, long until) {
    return pool.call("settle_aside", EPOCH, id, aside.get(1), kept, until);
  }

  /// Owner and until.
  private String cell(int ordinal) {
    var cells = ByteBuffer.wrap(pool.redis.get(pool.key("seats").getBytes(StandardCharsets.UTF_8)));
    assertThat(cells.remaining()).isEqualTo(SEATS * 8);
    return cells.getInt(ordinal * 8)
        + " "
        + Integer.toUnsignedLong(cells.getInt(ordinal * 8 + Integer.BYTES));
  }

  private boolean hasRun(int view, int segment, int neighbours) {
    return pool.redis.getbit(pool.key("runs"), (view * 10 + neighbours - 1) * 2L + segment);
  }

  private Map<String, String> buyers() {
    return pool.redis.hgetAll(pool.key("buyers"));
  }
}
