package boxoffice.inventory.reservation;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Some of what an order has.
///
/// @param seats by performance
/// @param skus all units of each
record Lines(Map<UUID, Set<UUID>> seats, Set<String> skus) {
  Lines {
    seats =
        seats.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, one -> Set.copyOf(one.getValue())));
    skus = Set.copyOf(skus);
  }

  boolean hasSeat(UUID performance, UUID seat) {
    return seats.getOrDefault(performance, Set.of()).contains(seat);
  }
}
