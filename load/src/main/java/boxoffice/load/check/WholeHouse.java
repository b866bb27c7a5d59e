package boxoffice.load.check;

import boxoffice.load.check.Facts.Order;
import boxoffice.load.check.Facts.Payment;
import boxoffice.load.check.Facts.Seat;
import boxoffice.load.check.Facts.Ticket;
import java.util.List;

/// What is left at the end: nothing open (Q), no seat held by nobody's order (L1), and every seat
/// either offered or sold (L5). Redis and PostgreSQL are compared by counts, since the audit views
/// have no ordinals.
final class WholeHouse {
  private static final int SHOWN = 10;

  private WholeHouse() {}

  static void quiet(Evidence evidence, Tally tally) {
    var books = evidence.facts().books();
    tally.checked(books.orders().size());
    var pending = books.orders().stream().filter(order -> order.state().equals("PENDING")).toList();
    var payments = books.payments().stream().filter(Payment::isOpen).toList();
    open(tally, "orders are PENDING", pending.size(), pending);
    open(tally, "payments are open", payments.size(), payments);
    open(tally, "rows of the outbox are unsent", books.unsent(), List.of());
  }

  static void nothingHeld(Evidence evidence, Tally tally) {
    var taken = taken(evidence);
    var hall = evidence.facts().hall();
    tally.checked(hall.seatCount());
    open(tally, "seats are held by no order", hall.takenCount() - taken.size(), List.of(hall));
    var reserved =
        taken.stream()
            .filter(seat -> !seat.isBooked())
            .filter(seat -> !isPending(seat, evidence))
            .toList();
    open(tally, "seats are reserved by orders that are over", reserved.size(), reserved);
  }

  static void allForSale(Evidence evidence, Tally tally) {
    var hall = evidence.facts().hall();
    var sale = evidence.sale();
    tally.checked(hall.seatCount());
    var sold =
        evidence.facts().books().tickets().stream()
            .filter(Ticket::isValid)
            .map(Ticket::place)
            .filter(place -> place.performance().equals(sale.performanceId()))
            .distinct()
            .count();
    if (hall.freeCount() + sold != sale.capacity()
        || hall.seatCount() != sale.capacity()
        || hall.freeCount() + hall.takenCount() != hall.seatCount()) {
      tally.violation(
          "offered "
              + hall.freeCount()
              + " + sold "
              + sold
              + " is not the capacity of "
              + sale.capacity(),
          List.of(hall));
    }
    var lost = taken(evidence).size() - hall.takenCount();
    open(tally, "seats are offered although an order has them", lost, List.of(hall));
  }

  private static List<Seat> taken(Evidence evidence) {
    return evidence.facts().books().seats().stream()
        .filter(Seat::isTaken)
        .filter(seat -> seat.place().performance().equals(evidence.sale().performanceId()))
        .toList();
  }

  private static boolean isPending(Seat seat, Evidence evidence) {
    var order = seat.order();
    return order != null
        && evidence.order(order).map(Order::state).filter("PENDING"::equals).isPresent();
  }

  private static void open(Tally tally, String what, long count, List<?> rows) {
    if (count > 0) {
      tally.violation(count + " " + what, rows.stream().limit(SHOWN).toList());
    }
  }
}
