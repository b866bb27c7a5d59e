package boxoffice.load.scenario;

import boxoffice.load.client.Buyer;
import boxoffice.load.client.Rest;
import boxoffice.load.client.Shop;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// What a scenario plays on.
///
/// @param buyers signed in
/// @param seed of every choice; the same seed chooses the same
/// @param soldOut whether every seat is booked by what the system itself says; false where it is
///   not asked
public record Stage(
    Shop shop,
    Rest rest,
    House house,
    List<Buyer> buyers,
    long seed,
    Stop stop,
    Orders orders,
    BooleanSupplier soldOut) {

  public Stage {
    buyers = List.copyOf(buyers);
  }

  /// The orders that buyers were told of, to be read again at the end.
  public static final class Orders {
    private final Map<UUID, Sold> known = new ConcurrentHashMap<>();
    private final Map<UUID, Integer> confirmed = new ConcurrentHashMap<>();

    public void add(Sold sold) {
      known.put(sold.order(), sold);
    }

    /// @param seats how many it has
    void confirm(UUID order, int seats) {
      confirmed.put(order, seats);
    }

    List<Sold> all() {
      return List.copyOf(known.values());
    }

    /// Seats of orders that buyers were told are confirmed.
    public int confirmedSeats() {
      return confirmed.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  Buyer buyer(long visit) {
    return buyers.get((int) (visit % buyers.size()));
  }
}
