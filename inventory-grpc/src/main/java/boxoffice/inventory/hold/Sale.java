package boxoffice.inventory.hold;

import java.time.Instant;
import java.util.UUID;

/// How a performance sells, as PostgreSQL says: what its pool has to know of it.
///
/// @param perHold how many seats one hold may have
/// @param perBuyer how many seats one buyer may have
/// @param open whether it sells within its times
/// @param cancelled for good: whatever is held ends
/// @param orphans whether a choice of seats may leave a single free one
/// @param revision of the performance: grows with each change
/// @param epoch that its pool should be of; 0 where it never had one
record Sale(
    UUID performanceId,
    UUID seatMapId,
    Instant onSale,
    Instant offSale,
    int perHold,
    int perBuyer,
    boolean open,
    boolean cancelled,
    boolean orphans,
    long revision,
    int epoch) {

  /// How it sells, as fields of the pool's meta.
  void addFields(PoolArguments arguments) {
    arguments.add("on_sale", onSale.toEpochMilli(), "off_sale", offSale.toEpochMilli());
    arguments.add("per_hold", perHold, "per_buyer", perBuyer);
    arguments.add("open", open, "orphans", orphans);
  }
}
