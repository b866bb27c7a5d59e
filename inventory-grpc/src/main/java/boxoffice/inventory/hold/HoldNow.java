package boxoffice.inventory.hold;

import java.time.Instant;

/// A hold as it is now, as its home pool says.
///
/// @param state CLAIMED, ACTIVE, PINNED or CONSUMED
/// @param deadline until then an order can be placed with it, or paid
/// @param extended whether it was given more time
/// @param quote of everything in it
/// @param token of its seats in this pool: the fence's sequence once it is pinned
/// @param channel that its seats are of; 0 for everybody's
/// @param requestHash tells the request that claimed it from others
record HoldNow(
    String state,
    Instant deadline,
    Instant created,
    boolean extended,
    Quote quote,
    long token,
    int channel,
    String requestHash) {

  boolean isOrdered() {
    return state.equals("PINNED") || isConsumed();
  }

  boolean isConsumed() {
    return state.equals("CONSUMED");
  }
}
