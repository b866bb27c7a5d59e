package boxoffice.load.scenario;

import java.util.PrimitiveIterator;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/// When visits are due, in nanoseconds since the start, ascending: independent of how the target
/// answers (an open loop).
public final class Arrivals {
  private static final double NANOS = 1e9;

  private Arrivals() {}

  /// Poisson arrivals: independent buyers, so many a second on average.
  ///
  /// @param count how many arrive
  public static PrimitiveIterator.OfLong poisson(
      double perSecond, long count, RandomGenerator random) {
    var due = new double[1];
    return LongStream.generate(
            () -> {
              due[0] += random.nextExponential() / perSecond * NANOS;
              return (long) due[0];
            })
        .limit(count)
        .iterator();
  }

  /// Everybody in the first moment.
  public static PrimitiveIterator.OfLong together(long count) {
    return LongStream.generate(() -> 0).limit(count).iterator();
  }
}
