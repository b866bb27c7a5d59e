package boxoffice.inventory.change;

import static boxoffice.db.inventory.Tables.SEAT_CHANGE;

import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/// The log of which seats changed hands, so that Redis can be compared with PostgreSQL where it may
/// have missed it. Written in the transaction of the change.
public final class SeatChanges {
  private SeatChanges() {}

  /// To be run in the transaction that changes the seats.
  ///
  /// @param order null for a change by the house
  public static Query record(
      DSLContext inside, UUID performance, @Nullable UUID order, Instant now) {
    return inside
        .insertInto(SEAT_CHANGE)
        .set(SEAT_CHANGE.PERFORMANCE_ID, performance)
        .set(SEAT_CHANGE.ORDER_ID, order)
        .set(SEAT_CHANGE.AT, now);
  }
}
