package boxoffice.load.scenario;

import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Randomness that a seed repeats, whatever order the threads run in.
final class Chance {
  /// The golden ratio's bits, which spread consecutive numbers over the whole range.
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private Chance() {}

  /// The choices of one visit.
  static SplittableRandom of(long seed, long number) {
    return new SplittableRandom(seed + number * SPREAD);
  }

  /// An idempotency key.
  static String key(RandomGenerator random) {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
