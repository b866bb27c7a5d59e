package boxoffice.inventory.house;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What the audit log tells of a change that was made before: the same request is answered by it.
final class Told {
  static final String SEATS = "seats";

  private Told() {}

  static List<UUID> seats(Map<String, ?> told) {
    return told.get(SEATS) instanceof List<?> seats
        ? seats.stream().map(seat -> UUID.fromString(seat.toString())).toList()
        : List.of();
  }
}
