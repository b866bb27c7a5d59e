package boxoffice.order.purchase;

import java.util.List;
import java.util.UUID;

/// Why inventory did not give an order its seats.
sealed interface Rejection {
  record HoldExpired() implements Rejection {}

  record SeatsLost(List<UUID> seats) implements Rejection {
    public SeatsLost {
      seats = List.copyOf(seats);
    }
  }

  /// @param limit how many seats a buyer may have
  /// @param owned how many this one has
  record BuyerLimit(int limit, int owned) implements Rejection {}
}
