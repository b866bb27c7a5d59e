package boxoffice.inventory.performance;

import boxoffice.inventory.price.Price;
import boxoffice.wire.WireException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a seat of each category costs.
///
/// @param byCategory of one seat
record Prices(String currency, Map<String, Price> byCategory) {
  private static final String FIELD = "prices";

  Prices {
    byCategory = Map.copyOf(byCategory);
  }

  /// A price for each category of a hall, and for no other.
  ///
  /// @param coming categories that may have a price already
  /// @throws WireException VALIDATION_FAILED
  void checkCategories(Set<String> categories, Set<String> coming) {
    var priced = byCategory.keySet();
    if (!priced.containsAll(categories)) {
      var missing = new TreeSet<>(categories);
      missing.removeAll(priced);
      throw WireException.invalidField(FIELD, "no price for " + missing);
    }
    var unknown = new TreeSet<>(priced);
    unknown.removeAll(categories);
    unknown.removeAll(coming);
    if (!unknown.isEmpty()) {
      throw WireException.invalidField(FIELD, "the seat map has no seat of " + unknown);
    }
  }

  /// @throws WireException VALIDATION_FAILED
  void checkCurrency(String wanted) {
    if (!currency.equals(wanted)) {
      throw WireException.invalidField(FIELD, "the currency of the performance is " + wanted);
    }
  }
}
