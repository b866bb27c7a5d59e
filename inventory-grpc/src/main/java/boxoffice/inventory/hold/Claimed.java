package boxoffice.inventory.hold;

import boxoffice.inventory.v1.UnavailableReason;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What came of a claim: of a whole hold, or of what it wants of one pool.
sealed interface Claimed {
  record Held(HoldNow hold) implements Claimed {}

  /// The same request claimed before, and that hold is over.
  record Ended() implements Claimed {}

  /// Nothing was claimed, like in all that follow.
  record Refused(UUID performanceId, List<RefusedSeat> seats) implements Claimed {}

  record RefusedSeat(UUID seatId, UnavailableReason reason) {}

  /// @param what the wish: its place among the best seats, an area's id or a sku
  /// @param mayReturn others hold some
  record NotEnough(Lacking what, UUID performanceId, int available, boolean mayReturn)
      implements Claimed {}

  /// What there is not enough of.
  sealed interface Lacking {
    /// @param index among those of the request, from 0
    record Best(int index) implements Lacking {}

    record Area(UUID areaId) implements Lacking {}

    record Product(String sku) implements Lacking {}
  }

  /// @param of a ticket type or sku; empty for the performance
  record OverHoldLimit(int limit, String of) implements Claimed {}

  record OverBuyerLimit(int limit, int owned, String of) implements Claimed {}

  /// @param closed whatever the time
  record NotOnSale(@Nullable Instant onSale, @Nullable Instant offSale, boolean closed, String of)
      implements Claimed {}
}
