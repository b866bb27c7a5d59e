package boxoffice.inventory.hold;

import static boxoffice.inventory.hold.PoolOnRedis.EPOCH;
import static boxoffice.inventory.hold.PoolOnRedis.HOUR;
import static boxoffice.inventory.hold.PoolOnRedis.LONGEST;
import static boxoffice.inventory.hold.PoolOnRedis.LONG_AGO;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The scripts that confirm, extend and note holds, and those of products' pools, on a real Redis.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartScriptsTest {
  private static final int DEADLINE = 2;
  private static final int EXTENDED = 6;
  private static final long FAR = Long.MAX_VALUE / 4096;

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
  class Confirm {
    @Test
    void makesAPartLastAndKnowsTheOthers() {
      pool.claimPart("h1", "ada", 3);
      assertThat(pool.pin("h1", "ada", "o1", HOUR)).containsExactly("UNCONFIRMED");

      var confirmed = confirm("h1", "ada", "parts");

      assertThat(confirmed).startsWith("HELD", "ACTIVE").contains("parts");
      assertThat(confirm("h1", "ada", "parts")).isEqualTo(confirmed);
      assertThat(pool.pin("h1", "ada", "o1", HOUR)).startsWith("PINNED");
    }

    @Test
    void releasesTheHomeLast() {
      pool.claimPart("h1", "ada", 3);
      confirm("h1", "ada", "parts");

      assertThat(pool.release("h1", "ada")).containsExactly("PARTS", "parts");
      assertThat(pool.takenOrdinals()).containsExactly(3);
      assertThat(pool.call("release_hold", EPOCH, "h1", "ada", 1)).containsExactly("RELEASED");
      assertThat(pool.takenOrdinals()).isEmpty();
    }

    @Test
    void givesBackOnlyWhatWaitsForOtherPools() {
      pool.claimPart("h1", "ada", 3);
      pool.claimPart("h2", "ada", 5);
      confirm("h2", "ada", "parts");

      assertThat(giveBack("h1")).containsExactly("RELEASED");
      assertThat(giveBack("h2")).containsExactly("KEPT");
      assertThat(pool.takenOrdinals()).containsExactly(5);
    }

    private List<String> giveBack(String hold) {
      return pool.call("release_hold", EPOCH, hold, "ada", "CLAIMED");
    }

    @Test
    void refusesWhatIsOverUnknownOrSomebodyElses() {
      pool.claimPart("h1", "ada", 3);
      assertThat(confirm("h1", "bob", "")).containsExactly("ENDED");
      assertThat(confirm("h2", "ada", "")).containsExactly("ENDED");
      pool.release("h1", "ada");

      assertThat(confirm("h1", "ada", "")).containsExactly("ENDED");
      assertThat(pool.takenOrdinals()).isEmpty();
      assertThat(pool.call("confirm_hold", "7", "h1", "ada", 600_000, 5000, FAR, ""))
          .containsExactly("REBUILDING");
      assertThat(pool.call("confirm_hold", EPOCH, "h1", "ada", 600_000, 5000, 1, ""))
          .containsExactly("LATE");
    }

    @Test
    void comesBackAfterScriptFlush() {
      pool.claimPart("h1", "ada", 3);
      pool.flushScripts();

      assertThat(confirm("h1", "ada", "")).startsWith("HELD", "ACTIVE");
    }

    private List<String> confirm(String hold, String buyer, String parts) {
      return pool.call("confirm_hold", EPOCH, hold, buyer, 600_000, 5000, FAR, parts);
    }
  }

  @Nested
  class Extend {
    @Test
    void givesMoreTimeOnce() {
      var held = pool.claimFor(60_000, "h1", "ada", 3);

      var extended = extend("h1", "ada");

      assertThat(number(extended, DEADLINE)).isGreaterThan(number(held, DEADLINE) + 500_000);
      assertThat(extended.get(EXTENDED)).isEqualTo("1");
      assertThat(extend("h1", "ada")).isEqualTo(extended);
      assertThat(pool.redis.zscore(pool.key("due"), "h1"))
          .isGreaterThan((double) number(extended, DEADLINE));
    }

    @Test
    void neverGoesBeyondTheLongestAndNeverShortens() {
      var held = pool.claimFor(HOUR, "h1", "ada", 3);

      assertThat(number(extend("h1", "ada"), DEADLINE)).isEqualTo(number(held, DEADLINE));
      pool.claimFor(60_000, "h2", "ada", 4);
      var capped = pool.call("extend_hold", EPOCH, "h2", "ada", HOUR, 5000, FAR, LONGEST);
      assertThat(number(capped, DEADLINE)).isEqualTo(number(capped, 7) + LONGEST);
    }

    @Test
    void refusesWhatIsOverOrderedOrSomebodyElses() {
      pool.claimFor(-1, "h1", "ada", 3);
      pool.claim("h2", "ada", 4);
      assertThat(extend("h1", "ada")).containsExactly("ENDED");
      assertThat(extend("h2", "bob")).containsExactly("UNKNOWN");
      pool.pin("h2", "ada", "o1", HOUR);

      assertThat(extend("h2", "ada")).containsExactly("ORDERED");
      assertThat(pool.call("extend_hold", "7", "h2", "ada", 1, 1, FAR, 1))
          .containsExactly("REBUILDING");
      assertThat(pool.call("extend_hold", EPOCH, "h2", "ada", 1, 1, 1, 1)).containsExactly("LATE");
    }

    @Test
    void comesBackAfterScriptFlush() {
      pool.claim("h1", "ada", 3);
      pool.flushScripts();

      assertThat(extend("h1", "ada")).startsWith("HELD");
    }

    private List<String> extend(String hold, String buyer) {
      return pool.call("extend_hold", EPOCH, hold, buyer, 600_000, 5000, FAR, LONGEST);
    }
  }

  @Nested
  class Stock {
    @BeforeEach
    void tenUnits() {
      pool.flushAll();
      assertThat(pool.call("build_stock", EPOCH, 10, 0, 1)).containsExactly("BUILT", "0");
    }

    @Test
    void holdsUnitsUntilThereAreNoMore() {
      assertThat(claim("h1", "ada", 6)).startsWith("HELD", "CLAIMED");
      assertThat(claim("h2", "bob", 5)).containsExactly("NOT_ENOUGH", "1", "4", "1");
      assertThat(claim("h2", "bob", 4)).startsWith("HELD");
      assertThat(meta("held")).isEqualTo("10");
    }

    @Test
    void findsTheSameHoldWhenRepeatedAndRefusesAnotherRequest() {
      var first = claim("h1", "ada", 6);

      assertThat(claim("h1", "ada", 6)).isEqualTo(first);
      assertThat(claim("h1", "ada", 5)).containsExactly("REUSED");
      assertThat(meta("held")).isEqualTo("6");
    }

    @Test
    void givesUnitsBackOnceWhenReleasedOrLapsed() {
      claim("h1", "ada", 6);
      assertThat(pool.release("h1", "ada")).containsExactly("RELEASED");
      assertThat(pool.release("h1", "ada")).containsExactly("ENDED");
      assertThat(meta("held")).isEqualTo("0");
      assertThat(claim("h1", "ada", 6)).containsExactly("ENDED");

      claimFor(LONG_AGO, "h2", "ada", 10, 0);
      assertThat(claim("h3", "bob", 10)).startsWith("HELD");
      assertThat(pool.redis.hexists(pool.key("buyers"), "ada")).isFalse();
    }

    @Test
    void keepsTheLimitOfABuyerAndTheSaleWindow() {
      claimFor(HOUR, "h1", "ada", 2, 3);

      assertThat(claimFor(HOUR, "h2", "ada", 2, 3)).containsExactly("LIMIT_BUYER", "3", "2");
      assertThat(
              pool.call(
                  "claim_stock",
                  EPOCH,
                  "h3",
                  "bob",
                  1000,
                  5000,
                  FAR,
                  "r",
                  "q",
                  1,
                  0,
                  FAR - 1,
                  FAR,
                  1))
          .startsWith("NOT_ON_SALE");
      assertThat(
              pool.call(
                  "claim_stock", EPOCH, "h3", "bob", 1000, 5000, FAR, "r", "q", 1, 0, 0, FAR, 0))
          .startsWith("NOT_ON_SALE");
    }

    @Test
    void hearsOfAStockForwardsOnlyAndEndsTheHold() {
      claim("h1", "ada", 6);
      var fence = pool.pin("h1", "ada", "o1", HOUR);
      assertThat(fence).containsExactly("UNCONFIRMED");
      pool.call("confirm_hold", EPOCH, "h1", "ada", 600_000, 5000, FAR, "");
      var token = pool.pin("h1", "ada", "o1", HOUR).get(PoolOnRedis.TOKEN);

      assertThat(pool.call("set_stock", EPOCH, 10, 6, 3, "h1", token)).containsExactly("SET");
      assertThat(pool.call("set_stock", EPOCH, 10, 0, 2, "", 0)).containsExactly("SET");

      assertThat(meta("committed")).isEqualTo("6");
      assertThat(meta("held")).isEqualTo("0");
      assertThat(claim("h2", "bob", 5)).containsExactly("NOT_ENOUGH", "1", "4", "0");
      assertThat(pool.call("set_stock", "7", 1, 1, 9, "", 0)).containsExactly("REBUILDING");
    }

    @Test
    void endsNoHoldOfAnotherFence() {
      claim("h1", "ada", 6);

      pool.call("set_stock", EPOCH, 10, 0, 2, "h1", 999);

      assertThat(meta("held")).isEqualTo("6");
    }

    @Test
    void carriesHoldsOverWhenBuiltAnew() {
      claim("h1", "ada", 6);
      pool.call("confirm_hold", EPOCH, "h1", "ada", 600_000, 5000, FAR, "");

      assertThat(pool.call("build_stock", EPOCH, 10, 0, 9)).containsExactly("NEWER");
      assertThat(pool.call("build_stock", "2", 10, 1, 9)).containsExactly("BUILT", "1");

      assertThat(meta("held")).isEqualTo("6");
      assertThat(pool.call("read_hold", "2", "h1", "ada")).startsWith("HELD", "ACTIVE");
      assertThat(claim("h2", "bob", 1)).containsExactly("REBUILDING");
    }

    @Test
    void comesBackAfterScriptFlush() {
      pool.flushScripts();
      assertThat(claim("h1", "ada", 1)).startsWith("HELD");
      pool.flushScripts();
      assertThat(pool.call("set_stock", EPOCH, 10, 0, 2, "", 0)).containsExactly("SET");
      pool.flushScripts();
      assertThat(pool.call("build_stock", "2", 10, 0, 2)).startsWith("BUILT");
    }

    private List<String> claim(String hold, String buyer, int units) {
      return claimFor(HOUR, hold, buyer, units, 0);
    }

    private List<String> claimFor(long lasts, String hold, String buyer, int units, int limit) {
      return pool.call(
          "claim_stock",
          EPOCH,
          hold,
          buyer,
          lasts,
          5000,
          FAR,
          "request " + units,
          "quote",
          units,
          limit,
          0,
          FAR,
          1);
    }

    private String meta(String field) {
      return pool.redis.hget(pool.key("meta"), field);
    }
  }

  private static long number(List<String> reply, int index) {
    return Long.parseLong(reply.get(index));
  }
}
