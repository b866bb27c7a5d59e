package boxoffice.order.purchase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A model of inventory's reservations, by the rules of its contract.
final class ModelInventory {
  private final Chance chance;
  private final Map<UUID, SeatsState> reservations = new HashMap<>();
  private final Map<UUID, UUID> owners = new HashMap<>();
  private final Map<String, UUID> pinned = new HashMap<>();
  private final Set<String> lapsed = new HashSet<>();
  private final Set<UUID> refused = new HashSet<>();
  private final Set<UUID> late = new HashSet<>();
  private final List<Runnable> delayed = new ArrayList<>();

  ModelInventory(Chance chance) {
    this.chance = chance;
  }

  Progress reserve(Order order) {
    return act(() ->
        switch (state(order)) {
          case FREED -> {
            late.add(order.id());
            yield new Event.FreedBefore();
          }
          case RESERVED, BOOKED -> new Event.Reserved();
          case OPEN -> reserveNow(order);
        });
  }

  private Event reserveNow(Order order) {
    var holds = order.terms().holdNames();
    if (holds.stream().anyMatch(hold -> isOver(hold, order))) {
      late.add(order.id());
      return new Event.HoldOver();
    }
    holds.forEach(hold -> pinned.put(hold, order.id()));
    var seats = SimulatedOrders.seats(order);
    var lost = seats.stream().filter(owners::containsKey).toList();
    if (!lost.isEmpty()) {
      refused.add(order.id());
      return new Event.Refused(new Rejection.SeatsLost(lost));
    }
    seats.forEach(seat -> owners.put(seat, order.id()));
    reservations.put(order.id(), SeatsState.RESERVED);
    return new Event.Reserved();
  }

  /// Another order has it, or had it, or nobody did in time.
  private boolean isOver(String hold, Order order) {
    return lapsed.contains(hold) || !pinned.getOrDefault(hold, order.id()).equals(order.id());
  }

  /// The time of an order's holds is over, but of those that are pinned.
  void lapse(Order order) {
    order.terms().holdNames().stream()
        .filter(hold -> !pinned.containsKey(hold))
        .forEach(lapsed::add);
  }

  /// The seats of an order were freed before it had them: the orders are a copy of an earlier time.
  void freeBefore(Order order) {
    if (state(order) == SeatsState.OPEN) {
      reservations.put(order.id(), SeatsState.FREED);
    }
  }

  /// Whether it has said that others have the seats.
  boolean hasRefused(UUID orderId) {
    return refused.contains(orderId);
  }

  /// Whether it has said that the order comes too late.
  boolean hasToldLate(UUID orderId) {
    return late.contains(orderId);
  }

  /// Each hold was one order's at most.
  @Nullable UUID pinnedBy(String hold) {
    return pinned.get(hold);
  }

  Progress book(Order order) {
    return act(() -> {
      if (state(order) == SeatsState.FREED) {
        return new Event.BookingLost();
      }
      reservations.put(order.id(), SeatsState.BOOKED);
      return new Event.Booked();
    });
  }

  Progress free(Order order) {
    return act(() -> {
      reservations.put(order.id(), SeatsState.FREED);
      owners.values().removeIf(order.id()::equals);
      return new Event.Freed();
    });
  }

  Progress free(Order order, Cancellation cancellation) {
    return act(() -> {
      SimulatedOrders.seats(order, cancellation.wish().positions())
          .forEach(seat -> owners.remove(seat, order.id()));
      return new Event.ItemsFreed(cancellation.id());
    });
  }

  private Progress act(Supplier<Event> effect) {
    if (!chance.fault()) {
      return new Progress.Told(effect.get());
    }
    switch (chance.below(3)) {
      case 0 -> {} // lost on the way there
      case 1 -> {
        var _ = effect.get(); // lost on the way back
      }
      default ->
          delayed.add(() -> {
            var _ = effect.get(); // arrives later
          });
    }
    return new Progress.Later();
  }

  void happen() {
    if (!delayed.isEmpty() && chance.oneIn(2)) {
      delayed.remove(chance.below(delayed.size())).run();
    }
  }

  void settle() {
    delayed.forEach(Runnable::run);
    delayed.clear();
  }

  private SeatsState state(Order order) {
    return reservations.getOrDefault(order.id(), SeatsState.OPEN);
  }

  /// The order that has a seat; null while it is free.
  @Nullable UUID owner(UUID seat) {
    return owners.get(seat);
  }
}
