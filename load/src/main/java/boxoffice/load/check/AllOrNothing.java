package boxoffice.load.check;

import boxoffice.load.check.Facts.Order;
import boxoffice.load.history.Event.Kind;
import java.util.List;
import java.util.Set;

/// S3: who asks for n seats has n or none, by a hold and by an order.
final class AllOrNothing {
  private AllOrNothing() {}

  static void judge(Evidence evidence, Tally tally) {
    evidence.operations().of(Kind.HOLD).stream()
        .filter(hold -> hold.isOk() && !hold.asked().isEmpty() && !"ENDED".equals(hold.state()))
        .forEach(hold -> judge(hold, tally));
    evidence.orders().forEach(order -> judge(order, evidence, tally));
  }

  private static void judge(Operation hold, Tally tally) {
    tally.checked();
    if (!hold.had().isEmpty() && !Set.copyOf(hold.had()).equals(Set.copyOf(hold.asked()))) {
      tally.violation(
          "a hold over " + hold.asked().size() + " seats got " + hold.had().size() + " or others",
          List.of("asked for " + hold.asked(), hold));
    }
  }

  private static void judge(Order order, Evidence evidence, Tally tally) {
    var tickets = evidence.validTickets(order.id());
    var seats = evidence.takenSeats(order.id());
    var asked = evidence.asked(order.id()).map(Set::size);
    if (asked.isEmpty() && (tickets.isEmpty() || seats.isEmpty())) {
      return; // nobody knows how many it should be
    }
    tally.checked();
    int all = asked.orElse(Math.max(tickets.size(), seats.size()));
    if (!isAllOrNone(seats.size(), all) || !isAllOrNone(tickets.size(), all)) {
      tally.violation(
          "order "
              + order.id()
              + " over "
              + all
              + " seats has "
              + seats.size()
              + " seats and "
              + tickets.size()
              + " tickets",
          List.of(order),
          seats,
          tickets,
          evidence.story(order.id()));
    }
  }

  private static boolean isAllOrNone(int count, int all) {
    return count == 0 || count == all;
  }
}
