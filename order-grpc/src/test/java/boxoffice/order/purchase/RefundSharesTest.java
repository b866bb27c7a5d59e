package boxoffice.order.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RefundSharesTest {
  private static final int ROUNDS = 1_000;

  private static SortedMap<UUID, Long> costs(long... minor) {
    var costs = new TreeMap<UUID, Long>();
    LongStream.of(minor).forEach(cost -> costs.put(new UUID(0, costs.size()), cost));
    return costs;
  }

  @Test
  void givesBackInProportion() {
    assertThat(RefundShares.split(300, costs(200, 100)).values()).containsExactly(200L, 100L);
    assertThat(RefundShares.split(100, costs(100, 100, 100)).values())
        .containsExactly(33L, 33L, 34L);
    assertThat(RefundShares.split(1, costs(1, 1)).values()).containsExactly(1L);
    assertThat(RefundShares.split(7, costs(0, 5, 0)).values()).containsExactly(7L);
  }

  @Test
  void addsUpToTheLastUnitS4() {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    for (var i = 0; i < ROUNDS; i++) {
      var costs = costs(LongStream.range(0, 1 + i % 5).map(_ -> cost(random)).toArray());
      var total = costs.values().stream().mapToLong(cost -> cost).sum();
      var amount = 1 + random.nextLong(total);

      var shares = RefundShares.split(amount, costs);

      assertThat(shares.values().stream().mapToLong(share -> share).sum()).isEqualTo(amount);
      assertThat(shares)
          .allSatisfy((performance, share) ->
              assertThat(share).isBetween(1L, costs.getOrDefault(performance, 0L) + 1));
    }
  }

  private static long cost(RandomGenerator random) {
    return 1 + random.nextLong(Long.MAX_VALUE / 10);
  }
}
