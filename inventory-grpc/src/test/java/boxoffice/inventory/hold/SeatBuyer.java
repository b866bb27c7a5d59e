package boxoffice.inventory.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Claims two neighbours, gives them back, claims others and so on; by one thread at a time.
final class SeatBuyer {
  private final PoolOnRedis pool;
  private final AtomicIntegerArray having;
  private final String name;
  private int claims;
  private int first;
  private @Nullable String token;

  /// @param having how many have each seat, for all buyers
  SeatBuyer(PoolOnRedis pool, AtomicIntegerArray having, String name, int first) {
    this.pool = pool;
    this.having = having;
    this.name = name;
    this.first = first;
  }

  String name() {
    return name;
  }

  /// Of the last claim.
  String hold() {
    return name + "-" + claims;
  }

  /// Of the last claim.
  int[] seats() {
    return new int[] {first, (first + 1) % PoolOnRedis.SEATS};
  }

  boolean has() {
    return token != null;
  }

  /// Of what it has.
  String token() {
    if (token == null) {
      throw new IllegalStateException(name + " has nothing");
    }
    return token;
  }

  /// @return the first word of the answer
  String turn() {
    return has() ? release() : claim();
  }

  private String release() {
    token = null;
    IntStream.of(seats()).forEach(having::decrementAndGet);
    return pool.release(hold(), name).getFirst();
  }

  private String claim() {
    claims++;
    first = (first + 7) % PoolOnRedis.SEATS;
    var answer = pool.claim(hold(), name, seats());
    if (answer.getFirst().equals("HELD")) {
      token = answer.get(PoolOnRedis.TOKEN);
      for (int seat : seats()) {
        assertThat(having.incrementAndGet(seat)).as("how many have seat " + seat).isOne();
      }
    }
    return answer.getFirst();
  }
}
