package boxoffice.inventory.hold;

import static boxoffice.inventory.hold.PoolOnRedis.EPOCH;
import static boxoffice.inventory.hold.PoolOnRedis.HALL;
import static boxoffice.inventory.hold.PoolOnRedis.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The script that puts seats right which say something else than PostgreSQL.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MendSeatsTest {
  private static final long NEVER = 0xFFFFFFFFL;
  private static final long BLOCKED = 0xFFFFFFFEL;

  private PoolOnRedis pool;

  @BeforeAll
  void start() {
    pool = PoolOnRedis.alone();
  }

  @AfterAll
  void stop() {
    pool.close();
  }

  @BeforeEach
  void newPool() {
    pool.reset();
  }

  /// A seat of the first segment, what it was and what it is to be.
  private record Seat(int ordinal, long owner, long until, long newOwner, long newUntil) {}

  private List<String> mend(String epoch, String hall, Seat... seats) {
    var arguments = new ArrayList<Object>(List.of(epoch, hall, 1, 0, 0, 10));
    for (var seat : seats) {
      arguments.addAll(List.of(seat.ordinal(), seat.owner(), seat.until()));
      arguments.addAll(List.of(seat.newOwner(), seat.newUntil()));
    }
    return pool.call("mend_seats", arguments.toArray());
  }

  @Test
  void takesFreesAndBlocksAndSaysSoInTheLog() {
    assertThat(mend(EPOCH, HALL, new Seat(2, 0, 0, 7, NEVER), new Seat(4, 0, 0, 8, BLOCKED)))
        .containsExactly("MENDED", "2");
    assertThat(pool.owners().subList(2, 5)).containsExactly(7, 0, 8);
    assertThat(pool.redis.xrevrange(pool.key("log"), "+", "-", 1).getFirst().getFields())
        .containsEntry("take", "2,4");
    assertThat(pool.claim("h1", "ada", 4)).containsExactly("REFUSED", "1", "BLOCKED");

    assertThat(mend(EPOCH, HALL, new Seat(2, 7, NEVER, 0, 0))).containsExactly("MENDED", "1");
    assertThat(pool.takenOrdinals()).containsExactly(4);
    assertThat(pool.redis.xrevrange(pool.key("log"), "+", "-", 1).getFirst().getFields())
        .containsEntry("free", "2");
  }

  @Test
  void saysAnewHowManyNeighboursAreFree() {
    assertThat(pool.hasRun(0, 10)).isTrue();
    mend(EPOCH, HALL, new Seat(4, 0, 0, 7, NEVER));
    assertThat(pool.hasRun(0, 6)).isFalse();
    assertThat(pool.hasRun(0, 5)).isTrue();
    mend(EPOCH, HALL, new Seat(4, 7, NEVER, 0, 0));
    assertThat(pool.hasRun(0, 10)).isTrue();
  }

  @Test
  void leavesAloneWhatIsNotAsItWasRead() {
    var token = Integer.parseInt(pool.claim("h1", "ada", 3).get(TOKEN));

    assertThat(mend(EPOCH, HALL, new Seat(3, 0, 0, 7, NEVER), new Seat(5, 9, NEVER, 0, 0)))
        .containsExactly("MENDED", "0");
    assertThat(pool.owners().get(3)).isEqualTo(token);
    assertThat(mend(EPOCH, HALL, new Seat(2, 0, 0, 7, NEVER), new Seat(3, 0, 0, 8, NEVER)))
        .containsExactly("MENDED", "1");
    // and again: it is not what it was
    assertThat(mend(EPOCH, HALL, new Seat(2, 0, 0, 7, NEVER))).containsExactly("MENDED", "0");
  }

  @Test
  void doesNothingInAnotherEpochOrHallAndIsLoadedAgain() {
    pool.redis.scriptFlush();
    assertThat(mend("2", HALL, new Seat(2, 0, 0, 7, NEVER))).containsExactly("REBUILDING");
    assertThat(mend(EPOCH, "other", new Seat(2, 0, 0, 7, NEVER))).containsExactly("REBUILDING");
    assertThat(pool.takenOrdinals()).isEmpty();
  }
}
