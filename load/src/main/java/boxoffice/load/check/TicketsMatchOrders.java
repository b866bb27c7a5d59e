package boxoffice.load.check;

import boxoffice.load.check.Facts.Order;
import boxoffice.load.check.Facts.Seat;
import boxoffice.load.check.Facts.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// S2: a confirmed order has the seats that were asked for, each booked and each with one ticket,
/// and nobody else has a ticket or a booked seat.
final class TicketsMatchOrders {
  private TicketsMatchOrders() {}

  static void judge(Evidence evidence, Tally tally) {
    evidence.orders().stream()
        .filter(Order::isConfirmed)
        .forEach(order -> judge(order, evidence, tally));
    var books = evidence.facts().books();
    books.tickets().stream()
        .filter(Ticket::isValid)
        .filter(ticket -> !isConfirmed(ticket.order(), evidence))
        .forEach(ticket -> stray("a ticket", ticket, ticket.order(), evidence, tally));
    for (var seat : books.seats()) {
      var order = seat.order();
      if (seat.isBooked() && (order == null || !isConfirmed(order, evidence))) {
        stray("a booked seat", seat, order == null ? new UUID(0, 0) : order, evidence, tally);
      }
    }
  }

  private static void judge(Order order, Evidence evidence, Tally tally) {
    tally.checked();
    var tickets = evidence.validTickets(order.id());
    var seats = evidence.takenSeats(order.id());
    var ticketed = tickets.stream().map(Ticket::place).collect(Collectors.toSet());
    var booked = seats.stream().filter(Seat::isBooked).map(Seat::place).collect(Collectors.toSet());
    var asked = evidence.asked(order.id());
    var wrong = new ArrayList<String>();
    if (tickets.isEmpty()) {
      wrong.add("has no ticket");
    }
    if (ticketed.size() < tickets.size()) {
      wrong.add("has two tickets for one seat");
    }
    if (!ticketed.equals(booked)) {
      wrong.add(
          "has tickets for "
              + ticketed.size()
              + " seats and "
              + booked.size()
              + " booked seats, not the same ones");
    }
    if (asked.isPresent() && !asked.get().equals(ticketed)) {
      wrong.add(
          "was asked for "
              + asked.get().size()
              + " seats, and its tickets differ from them: "
              + difference(asked.get(), ticketed));
    }
    if (!wrong.isEmpty()) {
      tally.violation(
          "confirmed order " + order.id() + " " + String.join(", ", wrong),
          List.of(order),
          tickets,
          seats,
          evidence.story(order.id()));
    }
  }

  private static Set<Place> difference(Set<Place> one, Set<Place> other) {
    return java.util.stream.Stream.concat(one.stream(), other.stream())
        .filter(place -> !one.contains(place) || !other.contains(place))
        .collect(Collectors.toSet());
  }

  private static boolean isConfirmed(UUID order, Evidence evidence) {
    return evidence.order(order).filter(Order::isConfirmed).isPresent();
  }

  private static void stray(String what, Object row, UUID order, Evidence evidence, Tally tally) {
    tally.violation(
        what + " without a confirmed order",
        List.of(row),
        evidence.order(order).stream().toList(),
        evidence.story(order));
  }
}
