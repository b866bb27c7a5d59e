package boxoffice.load.check;

import boxoffice.load.check.Facts.AccountEntry;
import boxoffice.load.check.Facts.Order;
import boxoffice.load.check.Facts.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// S6: a valid ticket was paid for, by the provider's own ledger, and before it was issued; or the
/// account of a partner has its order.
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
    var paidAt = paidAt(order, evidence);
    if (paidAt.isEmpty() || settled(order, evidence) <= 0) {
      violation(
          "the ledger shows no payment, and no account an entry, for", order, evidence, tally);
    } else if (tickets.stream()
        .map(Ticket::issuedAt)
        .anyMatch(issued -> issued.plus(SKEW).isBefore(paidAt.get()))) {
      violation("tickets were issued before the payment of", order, evidence, tally);
    }
  }

  private static Optional<Instant> paidAt(Order order, Evidence evidence) {
    return Stream.concat(
            evidence.bookings(order.id()).stream()
                .filter(LedgerEntry::isCharge)
                .map(LedgerEntry::at),
            evidence.entries(order.id()).stream()
                .filter(AccountEntry::isCharge)
                .map(AccountEntry::at))
        .min(Instant::compareTo);
  }

  /// Paid or owed by statement, minor units.
  private static long settled(Order order, Evidence evidence) {
    return evidence.netPaid(order.id())
        + evidence.entries(order.id()).stream().mapToLong(AccountEntry::net).sum();
  }

  private static void violation(String what, Order order, Evidence evidence, Tally tally) {
    tally.violation(
        what + " order " + order.id(),
        List.of(order),
        evidence.validTickets(order.id()),
        evidence.bookings(order.id()),
        evidence.payments(order.id()),
        evidence.entries(order.id()),
        evidence.story(order.id()));
  }
}
