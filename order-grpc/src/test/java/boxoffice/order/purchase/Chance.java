package boxoffice.order.purchase;

import java.util.Random;

/// All that is left to chance in a simulation, from its seed.
final class Chance {
  private final Random random;
  private boolean faults = true;

  Chance(long seed) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
  }

  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /// Whether something goes wrong, while things go wrong.
  boolean fault() {
    return faults && oneIn(4);
  }

  /// Nothing goes wrong any more.
  boolean isCalm() {
    return !faults;
  }

  void endFaults() {
    faults = false;
  }
}
