package boxoffice.inventory.hold;

import static boxoffice.inventory.hold.PoolOnRedis.HOUR;
import static boxoffice.inventory.hold.PoolOnRedis.LONG_AGO;
import static boxoffice.inventory.hold.PoolOnRedis.SEATS;
import static boxoffice.inventory.hold.PoolOnRedis.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.params.XTrimParams;

/// Every script of a pool, on a real Redis.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptsTest {
  private static final List<Integer> ALL_FREE = Collections.nCopies(SEATS, 0);

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
  class Claim {
    @Test
    void holdsEverySeat() {
      assertThat(pool.claim("h1", "ada", 3, 4)).startsWith("HELD", "ACTIVE").contains("quote");

      assertThat(pool.takenOrdinals()).containsExactly(3, 4);
      assertThat(pool.redis.hget(pool.key("buyers"), "ada")).isEqualTo("2");
      assertThat(pool.redis.xlen(pool.key("log"))).isEqualTo(2);
    }

    @Test
    void holdsNothingWhenOneSeatIsTaken() {
      pool.claim("h1", "ada", 4);

      assertThat(pool.claim("h2", "bob", 3, 4, 5)).containsExactly("REFUSED", "2", "TAKEN");
      assertThat(pool.takenOrdinals()).containsExactly(4);
      assertThat(pool.redis.hexists(pool.key("buyers"), "bob")).isFalse();
      assertThat(pool.read("h2", "bob")).containsExactly("UNKNOWN");
    }

    @Test
    void namesEverySeatThatIsTaken() {
      pool.claim("h1", "ada", 4, 6);

      assertThat(pool.claim("h2", "bob", 4, 5, 6))
          .containsExactly("REFUSED", "1", "TAKEN", "3", "TAKEN");
    }

    @Test
    void findsTheSameHoldWhenRepeated() {
      var first = pool.claim("h1", "ada", 3, 4);
      var owners = pool.owners();

      var again = pool.claim("h1", "ada", 3, 4);

      assertThat(again).startsWith(first.toArray(String[]::new)).endsWith("BEFORE");
      assertThat(again).hasSize(first.size() + 1);
      assertThat(pool.owners()).isEqualTo(owners);
      assertThat(pool.redis.hget(pool.key("buyers"), "ada")).isEqualTo("2");
    }

    @Test
    void refusesTheSameIdWithOtherSeats() {
      pool.claim("h1", "ada", 3);

      assertThat(pool.claim("h1", "ada", 4)).containsExactly("REUSED");
      assertThat(pool.takenOrdinals()).containsExactly(3);
    }

    @Test
    void neverHoldsAgainWhatWasReleased() {
      pool.claim("h1", "ada", 3);
      pool.release("h1", "ada");

      assertThat(pool.claim("h1", "ada", 3)).containsExactly("ENDED");
      assertThat(pool.owners()).isEqualTo(ALL_FREE);
    }

    @Test
    void takesLapsedSeatsAtOnce() {
      pool.claimFor(LONG_AGO, "h1", "ada", 3, 4);

      assertThat(pool.claim("h2", "bob", 4)).startsWith("HELD");
      assertThat(pool.takenOrdinals()).containsExactly(4);
      assertThat(pool.redis.hexists(pool.key("buyers"), "ada")).isFalse();
      assertThat(pool.read("h1", "ada")).containsExactly("ENDED");
    }

    @Test
    void saysBusyWhileMoreHoldsAreDueThanOneCallRetires() {
      for (int seat = 0; seat < 17; seat++) {
        pool.claimFor(HOUR, "h" + seat, "buyer" + seat, seat);
      }
      for (int seat = 0; seat < 17; seat++) {
        pool.redis.zadd(pool.key("due"), seat + 1, "h" + seat);
      }

      assertThat(pool.claim("last", "bob", 16)).containsExactly("BUSY");
      assertThat(pool.claim("last", "bob", 16)).containsExactly("BUSY");
      assertThat(pool.claim("last", "bob", 16)).startsWith("HELD");
    }

    @Test
    void keepsTheLimits() {
      assertThat(pool.claim("h1", "ada", 0, 1, 2, 3, 4)).containsExactly("LIMIT_HOLD", "4");
      pool.claim("h2", "ada", 0, 1, 2, 3);

      assertThat(pool.claim("h3", "ada", 4, 5, 6)).containsExactly("LIMIT_BUYER", "6", "4", "");
      assertThat(pool.claim("h4", "ada", 4, 5)).startsWith("HELD");
    }

    @Test
    void refusesOutsideTheSaleWindow() {
      var now = pool.now();
      pool.build("2", now + HOUR, now + 2 * HOUR);
      pool.redis.hset(pool.key("meta"), "epoch", PoolOnRedis.EPOCH);

      assertThat(pool.claim("h1", "ada", 3)).startsWith("NOT_ON_SALE");
      assertThat(pool.owners()).isEqualTo(ALL_FREE);
    }

    @Test
    void doesNothingTooLate() {
      assertThat(pool.claimBefore(pool.now() - 1, HOUR, "h1", "ada", 3)).containsExactly("LATE");
      assertThat(pool.owners()).isEqualTo(ALL_FREE);
    }

    @Test
    void refusesAPoolThatIsMissingOrOfAnotherEpoch() {
      pool.build("2", 0, HOUR);
      assertThat(pool.claim("h1", "ada", 3)).containsExactly("REBUILDING");

      pool.flushAll();
      assertThat(pool.claim("h1", "ada", 3)).containsExactly("REBUILDING");
      assertThat(pool.countKeys()).isZero();
    }

    @Test
    void comesBackAfterScriptFlush() {
      pool.claim("h1", "ada", 3);
      pool.flushScripts();

      assertThat(pool.claim("h2", "bob", 4)).startsWith("HELD");
    }

    @Test
    void hasOneWinnerForEachSeat() throws InterruptedException, ExecutionException {
      var attempts =
          IntStream.range(0, 400)
              .<Callable<List<String>>>mapToObj(
                  i -> () -> pool.claim("h" + i, "buyer" + i, i % SEATS, (i + 1) % SEATS))
              .toList();
      int winners = 0;
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var attempt : threads.invokeAll(attempts)) {
          winners += attempt.get().getFirst().equals("HELD") ? 1 : 0;
        }
      }

      var owners = pool.owners().stream().filter(owner -> owner != 0).toList();
      assertThat(owners).hasSize(winners * 2);
      assertThat(owners.stream().distinct()).hasSize(winners);
      assertThat(pool.redis.hlen(pool.key("holds"))).isEqualTo(winners + 1);
    }

    @Test
    void keepsCountOfFreeNeighbours() {
      assertThat(pool.hasRun(0, 10)).isTrue();
      pool.claim("h1", "ada", 4);

      assertThat(pool.hasRun(0, 10)).isFalse();
      assertThat(pool.hasRun(0, 6)).isFalse();
      assertThat(pool.hasRun(0, 5)).isTrue();
      assertThat(pool.hasRun(1, 10)).isTrue();

      pool.release("h1", "ada");
      assertThat(pool.hasRun(0, 10)).isTrue();
    }
  }

  @Nested
  class Sale {
    @Test
    void holdsNothingWhilePausedAndAgainAfterwards() {
      assertThat(pool.setSale(2, false, 6)).containsExactly("SET");

      assertThat(pool.claim("h1", "ada", 3)).startsWith("NOT_ON_SALE").endsWith("0");
      assertThat(pool.owners()).isEqualTo(ALL_FREE);
      pool.setSale(3, true, 6);
      assertThat(pool.claim("h1", "ada", 3)).startsWith("HELD");
    }

    @Test
    void keepsWhatWasHeldBeforeThePause() {
      var held = pool.claim("h1", "ada", 3);
      pool.setSale(2, false, 6);

      assertThat(pool.claim("h1", "ada", 3)).startsWith(held.toArray(String[]::new));
      assertThat(pool.read("h1", "ada")).startsWith("HELD");
      var fence = pool.pin("h1", "ada", "o1", HOUR).get(TOKEN);
      assertThat(pool.take("h1", fence, "ada", 3)).containsExactly("TAKEN", "1");
    }

    @Test
    void goesForwardsOnly() {
      pool.setSale(3, false, 6);

      assertThat(pool.setSale(2, true, 6)).containsExactly("NEWER");
      assertThat(pool.setSale(3, true, 6)).containsExactly("NEWER");
      assertThat(pool.claim("h1", "ada", 3)).startsWith("NOT_ON_SALE");
    }

    @Test
    void changesTheLimits() {
      pool.setSale(2, true, 1);

      assertThat(pool.claim("h1", "ada", 3, 4)).containsExactly("LIMIT_BUYER", "1", "0", "");
    }

    @Test
    void tellsAPoolOfBeforeItKnewOfSales() {
      pool.redis.hdel(pool.key("meta"), "open", "revision", "seat_map");
      assertThat(pool.claim("h1", "ada", 3)).containsExactly("REBUILDING");

      assertThat(pool.setSale(1, true, 6)).containsExactly("SET");
      assertThat(pool.claim("h1", "ada", 3)).startsWith("HELD");
    }

    @Test
    void tellsNothingToAPoolThatIsMissingOrOfAnotherEpoch() {
      pool.build("2", 0, HOUR);
      assertThat(pool.setSale(9, false, 6)).containsExactly("REBUILDING");

      pool.flushAll();
      assertThat(pool.setSale(9, false, 6)).containsExactly("REBUILDING");
      assertThat(pool.countKeys()).isZero();
    }

    @Test
    void comesBackAfterScriptFlush() {
      pool.flushScripts();

      assertThat(pool.setSale(2, false, 6)).containsExactly("SET");
    }
  }

  @Nested
  class AnotherSeatMap {
    @Test
    void touchesNoSeatByItsOrdinals() {
      pool.claim("h1", "ada", 3);
      var fence = pool.pin("h1", "ada", "o1", HOUR).get(TOKEN);
      var owners = pool.owners();
      pool.redis.hset(pool.key("meta"), "seat_map", "another");

      assertThat(pool.claim("h2", "bob", 5)).containsExactly("REBUILDING");
      assertThat(pool.take("h1", fence, "ada", 5)).containsExactly("REBUILDING");
      assertThat(pool.free("h1", fence, "ada", 3)).containsExactly("REBUILDING");
      assertThat(pool.setSale(9, true, 6)).containsExactly("REBUILDING");
      assertThat(pool.owners()).isEqualTo(owners);
    }
  }

  @Nested
  class Retire {
    @Test
    void freesLapsedSeatsThoughNobodyClaims() {
      pool.claimFor(LONG_AGO, "h1", "ada", 3, 4);
      pool.claim("h2", "bob", 5);

      assertThat(pool.call("retire_holds", PoolOnRedis.EPOCH)).containsExactly("RETIRED", "0");
      assertThat(pool.takenOrdinals()).containsExactly(5);
      assertThat(pool.redis.hexists(pool.key("buyers"), "ada")).isFalse();
      assertThat(pool.call("retire_holds", "7")).containsExactly("REBUILDING");
    }

    @Test
    void comesBackAfterScriptFlush() {
      pool.flushScripts();

      assertThat(pool.call("retire_holds", PoolOnRedis.EPOCH)).containsExactly("RETIRED", "0");
    }
  }

  @Nested
  class ReadAndRelease {
    @Test
    void showsAHoldToItsBuyerOnly() {
      pool.claim("h1", "ada", 3);

      assertThat(pool.read("h1", "ada")).startsWith("HELD", "ACTIVE").contains("quote");
      assertThat(pool.read("h1", "bob")).containsExactly("UNKNOWN");
      assertThat(pool.read("h2", "ada")).containsExactly("UNKNOWN");
    }

    @Test
    void showsAHoldAsEndedFromItsDeadlineOn() {
      pool.claimFor(-1, "h1", "ada", 3);

      assertThat(pool.read("h1", "ada")).containsExactly("ENDED");
      assertThat(pool.takenOrdinals()).containsExactly(3); // until the margin has passed too
    }

    @Test
    void givesSeatsBack() {
      pool.claim("h1", "ada", 3, 4);

      assertThat(pool.release("h1", "ada")).containsExactly("RELEASED");
      assertThat(pool.owners()).isEqualTo(ALL_FREE);
      assertThat(pool.redis.hexists(pool.key("buyers"), "ada")).isFalse();
    }

    @Test
    void releasesOnceAndSaysSoAgain() {
      pool.claim("h1", "ada", 3);
      pool.release("h1", "ada");
      pool.claim("h2", "bob", 3);

      assertThat(pool.release("h1", "ada")).containsExactly("ENDED");
      assertThat(pool.takenOrdinals()).containsExactly(3);
    }

    @Test
    void releasesNothingOfSomebodyElse() {
      pool.claim("h1", "ada", 3);

      assertThat(pool.release("h1", "bob")).containsExactly("UNKNOWN");
      assertThat(pool.takenOrdinals()).containsExactly(3);
      pool.release("h1", "ada");
      assertThat(pool.release("h1", "bob")).containsExactly("UNKNOWN");
    }

    @Test
    void refusesToReleaseWhatAnOrderHas() {
      pool.claim("h1", "ada", 3);
      pool.pin("h1", "ada", "o1", HOUR);

      assertThat(pool.release("h1", "ada")).containsExactly("ORDERED");
      assertThat(pool.takenOrdinals()).containsExactly(3);
    }

    @Test
    void comesBackAfterScriptFlush() {
      pool.claim("h1", "ada", 3);
      pool.flushScripts();
      assertThat(pool.read("h1", "ada")).startsWith("HELD");
      pool.flushScripts();
      assertThat(pool.release("h1", "ada")).containsExactly("RELEASED");
    }
  }

  @Nested
  class Pin {
    @Test
    void handsTheSeatsToTheOrder() {
      pool.claim("h1", "ada", 3, 4);
      var before = pool.owners().get(3);

      var pinned = pool.pin("h1", "ada", "o1", HOUR);

      assertThat(pinned).startsWith("PINNED").contains("quote");
      assertThat(pool.owners().get(3)).isGreaterThan(before).hasToString(pinned.get(TOKEN));
      assertThat(pool.owners().get(4)).hasToString(pinned.get(TOKEN));
    }

    @Test
    void drawsTheSameFenceForTheSameOrderAndNoneForAnother() {
      pool.claim("h1", "ada", 3);
      var pinned = pool.pin("h1", "ada", "o1", HOUR);

      assertThat(pool.pin("h1", "ada", "o1", HOUR)).isEqualTo(pinned);
      assertThat(pool.pin("h1", "ada", "o2", HOUR)).containsExactly("ORDERED");
    }

    @Test
    void refusesAHoldThatIsOverOrSomebodyElses() {
      pool.claim("h1", "ada", 3);
      pool.claimFor(-1, "h2", "ada", 4);

      assertThat(pool.pin("h1", "bob", "o1", HOUR)).containsExactly("ENDED");
      assertThat(pool.pin("h2", "ada", "o1", HOUR)).containsExactly("ENDED");
      assertThat(pool.pin("h3", "ada", "o1", HOUR)).containsExactly("ENDED");
      assertThat(pool.call("pin_hold", PoolOnRedis.EPOCH, "h1", "ada", "o1", HOUR, 5000, 1, HOUR))
          .containsExactly("LATE");
    }

    @Test
    void lapsesWhenTheOrderNeverCame() {
      pool.claim("h1", "ada", 3);
      pool.pin("h1", "ada", "o1", LONG_AGO);

      assertThat(pool.claim("h2", "bob", 3)).startsWith("HELD");
    }

    @Test
    void comesBackAfterScriptFlush() {
      pool.claim("h1", "ada", 3);
      pool.flushScripts();

      assertThat(pool.pin("h1", "ada", "o1", HOUR)).startsWith("PINNED");
    }
  }

  @Nested
  class TakeAndFree {
    @Test
    void keepsTakenSeatsForGood() {
      pool.claim("h1", "ada", 3, 4);
      var fence = pool.pin("h1", "ada", "o1", HOUR).get(TOKEN);

      assertThat(pool.take("h1", fence, "ada", 3, 4)).containsExactly("TAKEN", "2");
      assertThat(pool.read("h1", "ada")).startsWith("HELD", "CONSUMED");
      pool.redis.zadd(pool.key("due"), 1, "h1"); // as an hour later
      pool.claim("h2", "bob", 9);

      assertThat(pool.takenOrdinals()).containsExactly(3, 4, 9);
      assertThat(pool.redis.hget(pool.key("buyers"), "ada")).isEqualTo("2");
    }

    @Test
    void takesSeatsThatHadLapsed() {
      pool.claim("h1", "ada", 3);
      var fence = pool.pin("h1", "ada", "o1", LONG_AGO).get(TOKEN);
      pool.claim("h2", "bob", 9);
      assertThat(pool.takenOrdinals()).containsExactly(9);

      assertThat(pool.take("h1", fence, "ada", 3)).containsExactly("TAKEN", "1");
      assertThat(pool.takenOrdinals()).containsExactly(3, 9);
      assertThat(pool.redis.hget(pool.key("buyers"), "ada")).isEqualTo("1");
    }

    @Test
    void leavesSeatsOfANewerClaim() {
      pool.claim("h1", "ada", 3);
      var fence = pool.pin("h1", "ada", "o1", LONG_AGO).get(TOKEN);
      pool.claim("h2", "bob", 3);
      var owners = pool.owners();

      assertThat(pool.take("h1", fence, "ada", 3)).containsExactly("TAKEN", "0");
      assertThat(pool.free("h1", fence, "ada", 3)).containsExactly("FREED", "0");
      assertThat(pool.owners()).isEqualTo(owners);
    }

    @Test
    void freesTakenSeatsOnce() {
      pool.claim("h1", "ada", 3, 4);
      var fence = pool.pin("h1", "ada", "o1", HOUR).get(TOKEN);
      pool.take("h1", fence, "ada", 3, 4);

      assertThat(pool.free("h1", fence, "ada", 3, 4)).containsExactly("FREED", "2");
      assertThat(pool.free("h1", fence, "ada", 3, 4)).containsExactly("FREED", "0");
      assertThat(pool.owners()).isEqualTo(ALL_FREE);
      assertThat(pool.redis.hexists(pool.key("buyers"), "ada")).isFalse();
      assertThat(pool.read("h1", "ada")).containsExactly("ENDED");
    }

    @Test
    void freesPinnedSeatsThatWereNeverTaken() {
      pool.claim("h1", "ada", 3);
      var fence = pool.pin("h1", "ada", "o1", HOUR).get(TOKEN);

      assertThat(pool.free("h1", fence, "ada", 3)).containsExactly("FREED", "1");
      assertThat(pool.claim("h2", "bob", 3)).startsWith("HELD");
    }

    @Test
    void comesBackAfterScriptFlush() {
      pool.claim("h1", "ada", 3);
      var fence = pool.pin("h1", "ada", "o1", HOUR).get(TOKEN);
      pool.flushScripts();
      assertThat(pool.take("h1", fence, "ada", 3)).containsExactly("TAKEN", "1");
      pool.flushScripts();
      assertThat(pool.free("h1", fence, "ada", 3)).containsExactly("FREED", "1");
    }
  }

  @Nested
  class Build {
    @Test
    void leavesNoKeyEmpty() {
      for (var key :
          List.of("meta", "layout", "seats", "runs", "holds", "due", "ended", "buyers", "log")) {
        assertThat(pool.redis.exists(pool.key(key))).as(key).isTrue();
      }
      pool.claimFor(LONG_AGO, "h1", "ada", 3);
      pool.claim("h2", "bob", 4);
      pool.release("h2", "bob");

      assertThat(pool.countKeys()).isEqualTo(9);
    }

    @Test
    void writesNothingOverTheSameOrANewerEpoch() {
      pool.claim("h1", "ada", 3);

      assertThat(pool.build(PoolOnRedis.EPOCH, 0, HOUR)).containsExactly("NEWER");
      assertThat(pool.takenOrdinals()).containsExactly(3);
    }

    @Test
    void carriesHoldsOverUnderNewTokens() {
      pool.claim("h1", "ada", 3);
      var before = pool.owners().get(3);

      assertThat(pool.build("2", 0, HOUR)).containsExactly("BUILT", "1");
      assertThat(pool.takenOrdinals()).containsExactly(3);
      assertThat(pool.owners().get(3)).isGreaterThan(before);
      assertThat(pool.redis.hget(pool.key("buyers"), "ada")).isEqualTo("1");
      assertThat(pool.hasRun(0, 7)).isFalse();
      assertThat(pool.call("read_hold", "2", "h1", "ada")).startsWith("HELD", "ACTIVE");
    }

    @Test
    void readsAllSeatsAtOneMoment() {
      pool.claim("h1", "ada", 3);

      assertThat(pool.call("read_pool", PoolOnRedis.EPOCH)).startsWith("POOL").hasSize(3);
      assertThat(pool.call("read_pool", "7")).containsExactly("REBUILDING");
    }
  }

  @Nested
  class Watch {
    @Test
    void saysWhatChangedSinceTheLastLook() {
      pool.claim("h1", "ada", 3, 4);
      pool.claim("h2", "bob", 5);
      pool.release("h1", "ada");

      assertThat(look(2, 10)).containsExactly("CHANGES", "0", "4", "take", "5", "free", "3,4");
      assertThat(look(4, 10)).containsExactly("CHANGES", "0", "4");
      assertThat(look(1, 2)).containsExactly("CHANGES", "0", "3", "take", "3,4", "take", "5");
    }

    @Test
    void saysAllWhereThatCannotBeSaid() {
      pool.claim("h1", "ada", 3);
      pool.claim("h2", "bob", 4);

      for (int seen : new int[] {-1, 9}) {
        assertThat(look(seen, 1)).startsWith("POOL", "0", "3").endsWith("2", "take", "4");
      }
      pool.redis.xtrim(pool.key("log"), XTrimParams.xTrimParams().maxLen(1));
      assertThat(look(1, 10)).startsWith("POOL", "0", "3").endsWith("2", "take", "4");
      assertThat(look(2, 10)).containsExactly("CHANGES", "0", "3", "take", "4");
    }

    @Test
    void saysThatHoldsAreDueAndRetiresNone() {
      pool.claimFor(LONG_AGO, "h1", "ada", 3);

      assertThat(look(2, 10)).containsExactly("CHANGES", "1", "2");
      assertThat(pool.takenOrdinals()).containsExactly(3);
    }

    @Test
    void saysNothingOfAPoolThatIsMissingOrOfAnotherEpoch() {
      pool.build("2", 0, HOUR);
      assertThat(look(1, 10)).containsExactly("REBUILDING");

      pool.flushAll();
      assertThat(look(1, 10)).containsExactly("REBUILDING");
    }

    @Test
    void comesBackAfterScriptFlush() {
      pool.flushScripts();

      assertThat(look(1, 10)).containsExactly("CHANGES", "0", "1");
    }

    private List<String> look(int seen, int most) {
      return pool.call("watch_pool", PoolOnRedis.EPOCH, seen, most);
    }
  }
}
