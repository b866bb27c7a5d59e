package boxoffice.load.profile;

import java.util.Arrays;

/// A process that burns CPU time and allocates until its input ends or it is killed. It says a line
/// after each bit of work, so that whoever waits for it needs no clock.
final class Busy {
  private static final int ROUNDS = 2_000;
  private static final int SIZE = 1_000;

  private Busy() {}

  public static void main(String[] args) {
    var seed = 1L;
    do {
      for (var round = 0; round < ROUNDS; round++) {
        seed = burn(fresh(seed));
      }
      System.out.println("worked " + seed);
    } while (!System.out.checkError());
  }

  private static long[] fresh(long seed) {
    var numbers = new long[SIZE];
    for (var i = 0; i < SIZE; i++) {
      seed = seed * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
      numbers[i] = seed;
    }
    return numbers;
  }

  /// Allocates nothing, so that all there is to sample comes from `fresh`. The numbers are in no
  /// order: what is found does not matter.
  private static long burn(long[] numbers) {
    var found = 0L;
    for (var number : numbers) {
      found += Arrays.binarySearch(numbers, number);
    }
    return found;
  }
}
