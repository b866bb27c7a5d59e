package boxoffice.load.check;

import boxoffice.load.history.Event;
import boxoffice.load.history.Event.Kind;
import boxoffice.load.history.History;
import boxoffice.wire.DerivedId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The history as operations, found by what they are about. Looks are only counted; ids are kept
/// once each, so that a million events fit into some hundred megabytes.
final class Operations {
  private static final String ORDER_ROUTE = "POST /v1/orders";

  private final Map<Long, Event> open = new HashMap<>();
  private final Map<UUID, UUID> ids = new HashMap<>();
  private final Map<Kind, List<Operation>> byKind = new EnumMap<>(Kind.class);
  private final Map<UUID, List<Operation>> byOrder = new HashMap<>();
  private final Map<String, List<Operation>> heldAs = new HashMap<>();
  private final Map<UUID, List<Operation>> holdsOf = new HashMap<>();
  private long events;

  private Operations() {}

  static Operations read(Path file) {
    var operations = new Operations();
    History.forEach(file, operations::add);
    return operations.ended();
  }

  static Operations of(List<Event> events) {
    var operations = new Operations();
    events.forEach(operations::add);
    return operations.ended();
  }

  private void add(Event event) {
    events++;
    if (event.kind() == Kind.LOOK) {
      return;
    }
    if (!event.isEnd()) {
      open.put(event.operation(), event);
      return;
    }
    var invoke = open.remove(event.operation());
    keep(Operation.of(compact(invoke == null ? event : invoke), compact(event)));
  }

  private Operations ended() {
    open.values().forEach(invoke -> keep(Operation.unended(compact(invoke))));
    open.clear();
    ids.clear();
    return this;
  }

  private Event compact(Event event) {
    return new Event(
        event.operation(),
        event.phase(),
        event.at(),
        event.kind(),
        once(event.buyer()),
        event.key(),
        event.performance() == null ? null : once(event.performance()),
        event.seats().stream().map(this::once).toList(),
        event.hold(),
        event.order() == null ? null : once(event.order()),
        event.totalMinor(),
        event.state(),
        event.outcome() == null ? null : event.outcome().intern(),
        event.status());
  }

  private UUID once(UUID id) {
    var known = ids.putIfAbsent(id, id);
    return known == null ? id : known;
  }

  private void keep(Operation operation) {
    byKind.computeIfAbsent(operation.kind(), _ -> new ArrayList<>()).add(operation);
    switch (operation.kind()) {
      case HOLD -> {
        holdsOf.computeIfAbsent(operation.buyer(), _ -> new ArrayList<>(2)).add(operation);
        if (operation.isOk() && operation.hold() != null && !operation.seats().isEmpty()) {
          heldAs.computeIfAbsent(operation.hold(), _ -> new ArrayList<>(1)).add(operation);
        }
      }
      case ORDER, PAY, READ_ORDER, READ_TICKETS ->
          orderIds(operation)
              .forEach(id -> byOrder.computeIfAbsent(id, _ -> new ArrayList<>(2)).add(operation));
      case LOOK, RELEASE -> {}
    }
  }

  /// The orders that the operation is about or would have made: the edge derives its request id
  /// from caller, route and key, a partner's key is its request id.
  private static Set<UUID> orderIds(Operation operation) {
    var order = operation.order();
    return order == null ? derivedIds(operation) : Set.of(order);
  }

  private static Set<UUID> derivedIds(Operation operation) {
    var key = operation.key();
    if (operation.kind() != Kind.ORDER || key == null) {
      return Set.of();
    }
    var caller = operation.buyer().toString();
    var overRest = DerivedId.of("request", caller, ORDER_ROUTE, key).toString();
    return Set.of(DerivedId.of("order", caller, overRest), DerivedId.of("order", caller, key));
  }

  long events() {
    return events;
  }

  List<Operation> of(Kind kind) {
    return byKind.getOrDefault(kind, List.of());
  }

  /// ORDER, PAY and reads that are about an order.
  List<Operation> ofOrder(UUID order) {
    return byOrder.getOrDefault(order, List.of());
  }

  Set<UUID> orders() {
    return byOrder.keySet();
  }

  /// Whether the ids of orders follow from their keys as is assumed here, as far as answers tell.
  boolean derivesIds() {
    var told =
        of(Kind.ORDER).stream()
            .filter(order -> order.isOk() && order.order() != null && order.key() != null)
            .toList();
    return told.isEmpty()
        || told.stream().anyMatch(order -> derivedIds(order).contains(order.order()));
  }

  /// The answers that gave the hold, the first one first. A request that is repeated while two
  /// Redises answer may be given other best seats by each of them.
  List<Operation> held(@Nullable String hold) {
    return hold == null ? List.of() : heldAs.getOrDefault(hold, List.of());
  }

  /// Every try of a buyer to hold seats.
  List<Operation> holdsOf(UUID buyer) {
    return holdsOf.getOrDefault(buyer, List.of());
  }

  boolean knows(UUID buyer) {
    return holdsOf.containsKey(buyer);
  }
}
