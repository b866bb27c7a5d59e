package boxoffice.inventory.product;

/// How many there are of a variant.
///
/// @param total all that there ever were, adjustments included
/// @param reserved taken by orders that are not paid yet
record Stock(int total, int reserved, int sold) {
  static final int MOST = 10_000_000;

  int available() {
    return total - reserved - sold;
  }

  /// Whether so many can be added, or taken.
  boolean admits(int delta) {
    var after = total + delta;
    return after >= reserved + sold && after <= MOST;
  }

  Stock plus(int delta) {
    return new Stock(total + delta, reserved, sold);
  }
}
