package boxoffice.load.check;

import static java.util.stream.Collectors.groupingBy;

import boxoffice.load.check.Facts.Ticket;
import boxoffice.load.history.Event.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// S1: no seat sold twice. Seen in the tickets, and in what buyers were told: two of them that hold
/// a confirmed order, or tickets, for one seat.
final class SoldOnce {
  private final Evidence evidence;
  private final Tally tally;
  private final Set<Place> named = new HashSet<>();
  private final Map<Place, Operation> told = new HashMap<>();

  private SoldOnce(Evidence evidence, Tally tally) {
    this.evidence = evidence;
    this.tally = tally;
  }

  static void judge(Evidence evidence, Tally tally) {
    var check = new SoldOnce(evidence, tally);
    check.tickets();
    check.answers();
  }

  private void tickets() {
    var byPlace =
        evidence.facts().books().tickets().stream()
            .filter(Ticket::isValid)
            .collect(groupingBy(Ticket::place));
    tally.checked(byPlace.size());
    byPlace.forEach((place, tickets) -> {
      if (tickets.size() > 1) {
        named.add(place);
        var orders = tickets.stream().map(Ticket::order).distinct().toList();
        tally.violation(
            place + " has " + tickets.size() + " valid tickets",
            tickets,
            orders.stream().flatMap(order -> evidence.story(order).stream()).toList());
      }
    });
  }

  private void answers() {
    Stream.of(Kind.ORDER, Kind.PAY, Kind.READ_TICKETS)
        .flatMap(kind -> evidence.operations().of(kind).stream())
        .filter(done -> done.isConfirmed() || (done.isOk() && done.kind() == Kind.READ_TICKETS))
        .forEach(this::tell);
  }

  private void tell(Operation done) {
    var order = done.order();
    if (order == null || isCancelled(order)) {
      return;
    }
    for (var place : places(done, order)) {
      var first = told.putIfAbsent(place, done);
      if (first != null && !order.equals(first.order()) && named.add(place)) {
        tally.violation(
            place + " was confirmed to two orders",
            List.of(first, done),
            evidence.order(order).stream().toList());
      }
    }
  }

  /// Then the seat may have been sold again.
  private boolean isCancelled(UUID order) {
    return evidence.order(order).filter(found -> found.state().equals("CANCELLED")).isPresent();
  }

  private Collection<Place> places(Operation done, UUID order) {
    return done.had().isEmpty() ? evidence.asked(order).orElse(Set.of()) : evidence.placesOf(done);
  }
}
