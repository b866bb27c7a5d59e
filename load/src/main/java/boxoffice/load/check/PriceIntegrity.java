package boxoffice.load.check;

import boxoffice.load.check.Facts.Order;
import boxoffice.load.check.Facts.Seat;
import boxoffice.load.check.Facts.Ticket;
import boxoffice.load.history.Event.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// S7: buyers were told, orders were made of, and the provider was sent what the server's catalogue
/// says, in its currency.
final class PriceIntegrity {
  private final Evidence evidence;
  private final Tally tally;

  private PriceIntegrity(Evidence evidence, Tally tally) {
    this.evidence = evidence;
    this.tally = tally;
  }

  static void judge(Evidence evidence, Tally tally) {
    var check = new PriceIntegrity(evidence, tally);
    evidence.orders().stream().filter(order -> evidence.isOfSale(order.id())).forEach(check::order);
    Stream.of(Kind.HOLD, Kind.ORDER)
        .flatMap(kind -> evidence.operations().of(kind).stream())
        .filter(answer -> answer.isOk() && answer.totalMinor() != null)
        // what a hold cost is forgotten with it: a repeated request finds it ended, without a price
        .filter(answer -> !"ENDED".equals(answer.state()))
        .forEach(check::answer);
  }

  private void order(Order order) {
    tally.checked();
    var places = places(order);
    // of an order that left nothing behind, only that all speak of one amount can be seen
    long due =
        places.isEmpty() ? order.totalMinor() : evidence.price(places).orElse(order.totalMinor());
    var wrong = new ArrayList<Object>();
    if (order.totalMinor() != due || !isCurrency(order.currency())) {
      wrong.add(order);
    }
    evidence.bookings(order.id()).stream()
        .filter(entry -> entry.type().equals("create") || entry.isCharge())
        .filter(entry -> entry.amount() != due || !isCurrency(entry.currency()))
        .forEach(wrong::add);
    if (!wrong.isEmpty()) {
      tally.violation(
          "order "
              + order.id()
              + " costs "
              + due
              + " "
              + evidence.sale().currency()
              + " by the catalogue",
          wrong,
          evidence.story(order.id()));
    }
  }

  private Collection<Place> places(Order order) {
    return evidence
        .asked(order.id())
        .orElseGet(() -> {
          var tickets = evidence.validTickets(order.id()).stream().map(Ticket::place).toList();
          return Set.copyOf(
              tickets.isEmpty()
                  ? evidence.takenSeats(order.id()).stream().map(Seat::place).toList()
                  : tickets);
        });
  }

  private void answer(Operation answer) {
    var seats =
        answer.kind() == Kind.HOLD || !answer.had().isEmpty()
            ? evidence.placesOf(answer)
            : evidence.held(answer);
    var price = evidence.price(seats);
    if (seats.isEmpty() || price.isEmpty()) {
      return;
    }
    tally.checked();
    var told = answer.totalMinor();
    if (told != null && told.longValue() != price.get()) {
      tally.violation(
          "a buyer was told " + told + ", the catalogue says " + price.get(), List.of(answer));
    }
  }

  /// The provider writes it in lower case.
  private boolean isCurrency(String currency) {
    return currency.toUpperCase(Locale.ROOT).equals(evidence.sale().currency());
  }
}
