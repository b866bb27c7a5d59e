package boxoffice.load.check;

import boxoffice.load.check.Facts.Order;
import boxoffice.load.check.Facts.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// S6: a valid ticket was paid for, by the provider's own ledger, and before it was issued.
final class NoFreeTicket {
  /// What the clocks of the provider and of the services may differ by.
  private static final Duration SKEW = Duration.ofSeconds(1);

  private NoFreeTicket() {}

  static void judge(Evidence evidence, Tally tally) {
    evidence.orders().forEach(order -> judge(order, evidence, tally));
  }

  private static void judge(Order order, Evidence evidence, Tally tally) {
    var tickets = evidence.validTickets(order.id());
    tally.checked(tickets.size());
    if (tickets.isEmpty() || order.totalMinor() == 0) {
      return;
    }
    var paidAt =
        evidence.bookings(order.id()).stream()
            .filter(LedgerEntry::isCharge)
            .map(LedgerEntry::at)
            .min(Instant::compareTo);
    if (paidAt.isEmpty() || evidence.netPaid(order.id()) <= 0) {
      violation("the ledger shows no payment for", order, evidence, tally);
    } else if (tickets.stream()
        .map(Ticket::issuedAt)
        .anyMatch(issued -> issued.plus(SKEW).isBefore(paidAt.get()))) {
      violation("tickets were issued before the payment of", order, evidence, tally);
    }
  }

  private static void violation(String what, Order order, Evidence evidence, Tally tally) {
    tally.violation(
        what + " order " + order.id(),
        List.of(order),
        evidence.validTickets(order.id()),
        evidence.bookings(order.id()),
        evidence.payments(order.id()),
        evidence.story(order.id()));
  }
}
