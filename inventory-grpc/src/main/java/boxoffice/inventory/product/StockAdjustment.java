package boxoffice.inventory.product;

import java.time.Instant;

/// A change of a stock by a person.
///
/// @param number grows with each one
/// @param delta how many were added; negative for taken
/// @param actor the account's UUID
/// @param total after it
record StockAdjustment(
    long number, int delta, Reason reason, String note, String actor, int total, Instant time) {

  /// Why.
  enum Reason {
    INITIAL,
    DELIVERY,
    COUNT,
    LOSS,
    RETURN
  }
}
