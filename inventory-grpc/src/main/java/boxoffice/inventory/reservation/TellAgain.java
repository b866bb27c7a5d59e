package boxoffice.inventory.reservation;

import boxoffice.inventory.hold.Fence;
import boxoffice.inventory.reservation.ReservationStore.Row;
import boxoffice.wire.WireException;
import java.util.Collection;
import java.util.UUID;

/// Tells Redis once more of reservations that it seems to have missed.
public final class TellAgain {
  private final ReservationStore store;
  private final PoolNews news;

  TellAgain(ReservationStore store, PoolNews news) {
    this.store = store;
    this.news = news;
  }

  /// That these orders have their seats, as far as they still do.
  ///
  /// @throws WireException as [boxoffice.inventory.hold.Pool] does
  public void taken(Collection<UUID> orders) {
    store.ofOrders(orders).stream()
        .filter(row -> !row.isFreed())
        .map(Row::left)
        .forEach(news::taken);
  }

  /// That the orders which had seats of a performance under these tokens have them no more, as far
  /// as the log of changes still knows them.
  ///
  /// @param tokens sequences of the fences
  /// @throws WireException as [boxoffice.inventory.hold.Pool] does
  public void freed(UUID performance, Collection<Long> tokens) {
    store.ofOrders(store.changedLately(performance)).stream()
        .map(Row::freed)
        .filter(freed -> hadSeats(freed, performance, tokens))
        .forEach(news::freed);
  }

  private static boolean hadSeats(Reservation reservation, UUID performance, Collection<Long> of) {
    return reservation.parts().stream()
        .filter(part -> part.performanceId().equals(performance) && !part.seats().isEmpty())
        .anyMatch(part -> of.contains(Fence.sequence(part.fence())));
  }
}
