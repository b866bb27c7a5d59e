package boxoffice.load.check;

import boxoffice.load.check.Facts.Order;
import boxoffice.load.check.Facts.Seat;
import boxoffice.load.check.Facts.Ticket;
import boxoffice.load.history.Event.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// S20: what was refused for certain has no effect.
///
/// An effect is explained by any operation that worked or may have: a buyer's seats by his holds, a
/// confirmed or charged order by an ORDER or PAY of it. What is left unexplained is a refusal that
/// worked nevertheless, or nobody's doing.
final class DefiniteErrors {
  private static final Set<Integer> LEAVES_NO_ROW = Set.of(400, 401, 403, 404, 422, 429);

  private final Evidence evidence;
  private final Tally tally;
  private final Map<UUID, Set<Place>> covered = new HashMap<>();
  private final Map<UUID, List<Operation>> ordersOf;

  private DefiniteErrors(Evidence evidence, Tally tally) {
    this.evidence = evidence;
    this.tally = tally;
    this.ordersOf =
        evidence.operations().of(Kind.ORDER).stream()
            .collect(Collectors.groupingBy(Operation::buyer));
  }

  static void judge(Evidence evidence, Tally tally) {
    tally.checked(
        Stream.of(Kind.HOLD, Kind.ORDER, Kind.PAY)
            .flatMap(kind -> evidence.operations().of(kind).stream())
            .filter(Operation::isFail)
            .count());
    var check = new DefiniteErrors(evidence, tally);
    evidence.orders().stream()
        .filter(order -> evidence.operations().knows(order.buyer()))
        .filter(order -> evidence.isOfSale(order.id()))
        .forEach(check::order);
    if (!evidence.operations().derivesIds()) {
      tally.notChecked("the ids of orders do not follow from their keys as this checker assumes");
    }
  }

  private void order(Order order) {
    var places = places(order);
    var uncovered = new HashSet<>(places);
    uncovered.removeAll(covered.computeIfAbsent(order.buyer(), this::cover));
    if (!uncovered.isEmpty()) {
      uncovered(order, uncovered);
    }
    var about = about(order, places);
    if (order.isConfirmed() || evidence.netPaid(order.id()) > 0) {
      if (about.stream().noneMatch(DefiniteErrors::explains)) {
        violation(
            "order " + order.id() + " was bought, though every request was refused", order, about);
      }
    } else if (!about.isEmpty() && about.stream().allMatch(DefiniteErrors::leavesNoRow)) {
      violation(
          "order " + order.id() + " is there, though its request was refused unseen", order, about);
    }
  }

  private Set<Place> places(Order order) {
    return Stream.concat(
            evidence.validTickets(order.id()).stream().map(Ticket::place),
            evidence.takenSeats(order.id()).stream().map(Seat::place))
        .collect(Collectors.toSet());
  }

  private Set<Place> cover(UUID buyer) {
    return evidence.operations().holdsOf(buyer).stream()
        .filter(Operation::mayHaveWorked)
        .flatMap(hold -> evidence.placesOf(hold).stream())
        .collect(Collectors.toSet());
  }

  /// ORDER and PAY of this order, by its id or by the seats of their hold.
  private List<Operation> about(Order order, Set<Place> places) {
    var byId =
        evidence.operations().ofOrder(order.id()).stream()
            .filter(operation -> operation.kind() == Kind.ORDER || operation.kind() == Kind.PAY);
    var bySeats =
        ordersOf.getOrDefault(order.buyer(), List.of()).stream()
            .filter(operation ->
                operation.order() == null && !places.isEmpty() && isOver(operation, places));
    return Stream.concat(byId, bySeats).distinct().toList();
  }

  private boolean isOver(Operation order, Set<Place> places) {
    return evidence.operations().held(order.hold()).stream()
        .map(evidence::placesOf)
        .anyMatch(places::equals);
  }

  private static boolean explains(Operation operation) {
    return operation.mayHaveWorked()
        || Objects.equals(operation.outcome(), "idempotency-in-progress");
  }

  private static boolean leavesNoRow(Operation operation) {
    return operation.isFail() && LEAVES_NO_ROW.contains(operation.status());
  }

  private void uncovered(Order order, Set<Place> places) {
    var refused =
        evidence.operations().holdsOf(order.buyer()).stream()
            .filter(Operation::isFail)
            .filter(hold -> evidence.placesOf(hold).stream().anyMatch(places::contains))
            .toList();
    violation(
        refused.isEmpty()
            ? "order " + order.id() + " has seats that its buyer never asked for: " + places
            : "order " + order.id() + " has seats whose hold was refused: " + places,
        order,
        refused);
  }

  private void violation(String what, Order order, List<Operation> refused) {
    tally.violation(
        what,
        refused,
        List.of(order),
        evidence.validTickets(order.id()),
        evidence.bookings(order.id()));
  }
}
