package boxoffice.inventory.house;

import boxoffice.inventory.v1.SeatRefusalReason;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What came of a change of seats: all of them or none.
sealed interface Result {
  /// @param seats in the plan's order; those of the first time where it was done before
  record Done(List<UUID> seats) implements Result {}

  /// Nothing changed because of these.
  record Refused(Map<UUID, SeatRefusalReason> seats) implements Result {}

  /// Nothing changed: the area has too few for it.
  record TooFew(int available) implements Result {}
}
