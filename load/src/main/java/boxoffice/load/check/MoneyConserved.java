package boxoffice.load.check;

import static java.util.stream.Collectors.groupingBy;

import boxoffice.load.check.Facts.Order;
import boxoffice.load.check.Facts.Payment;
import boxoffice.load.check.Facts.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// S4: what was paid for an order and not given back is the price of its valid tickets, it was
/// never more than the order's total, and our books say of each payment what the provider's say. Of
/// a partner's order its account says what was paid.
final class MoneyConserved {
  private final Evidence evidence;
  private final Tally tally;

  private MoneyConserved(Evidence evidence, Tally tally) {
    this.evidence = evidence;
    this.tally = tally;
  }

  static void judge(Evidence evidence, Tally tally) {
    var check = new MoneyConserved(evidence, tally);
    evidence.orders().forEach(check::order);
    evidence.facts().ledger().stream()
        .filter(entry -> entry.isCharge() && !isOfOrder(entry, evidence))
        .forEach(check::stray);
    evidence.facts().books().entries().stream()
        .filter(entry -> evidence.order(entry.order()).isEmpty())
        .forEach(stray -> tally.violation("an account has an order that is none", List.of(stray)));
  }

  private static boolean isOfOrder(LedgerEntry entry, Evidence evidence) {
    var order = entry.orderId();
    return order != null && evidence.order(order).isPresent();
  }

  private void stray(LedgerEntry charge) {
    tally.checked();
    tally.violation("money was taken for no order that there is", List.of(charge));
  }

  private void order(Order order) {
    tally.checked();
    var wrong = new ArrayList<String>();
    var paid = evidence.netPaid(order.id());
    var worth = worth(order);
    if (evidence.isOnAccount(order.id())) {
      wrong.addAll(AccountKept.wrong(order, evidence.entries(order.id()), worth));
      if (paid != 0) {
        wrong.add("was paid " + paid + ", though it is on an account");
      }
    } else if (paid != worth) {
      wrong.add("was paid " + paid + ", its valid tickets are worth " + worth);
    }
    if (most(order.id()) > order.totalMinor()) {
      wrong.add(
          "was paid " + most(order.id()) + " at one time, its total is " + order.totalMinor());
    }
    wrong.addAll(differences(order.id()));
    if (!wrong.isEmpty()) {
      tally.violation(
          "order " + order.id() + " " + String.join(", ", wrong),
          List.of(order),
          evidence.bookings(order.id()),
          evidence.payments(order.id()),
          evidence.entries(order.id()),
          evidence.validTickets(order.id()),
          evidence.story(order.id()));
    }
  }

  /// By the catalogue; for an order of something else than the run sold, by its own total.
  private long worth(Order order) {
    var places = evidence.validTickets(order.id()).stream().map(Ticket::place).toList();
    return evidence.price(places).orElse(order.isConfirmed() ? order.totalMinor() : 0L);
  }

  private long most(UUID order) {
    long now = 0;
    long most = 0;
    for (var entry : evidence.bookings(order)) {
      now += entry.net();
      most = Math.max(most, now);
    }
    return most;
  }

  private List<String> differences(UUID order) {
    var byIntent =
        evidence.bookings(order).stream().collect(groupingBy(LedgerEntry::paymentIntent));
    var payments =
        evidence.payments(order).stream()
            .filter(payment -> payment.providerRef() != null)
            .collect(
                Collectors.toMap(
                    payment -> Objects.requireNonNull(payment.providerRef()),
                    Function.identity(),
                    (one, _) -> one));
    var differences = new ArrayList<String>();
    byIntent.forEach((intent, entries) -> {
      var payment = payments.get(intent);
      if (payment == null && entries.stream().anyMatch(LedgerEntry::isCharge)) {
        differences.add("was paid by " + intent + ", which our books do not know");
      }
    });
    payments.forEach((intent, payment) -> {
      if (!isAsBooked(payment, byIntent.getOrDefault(intent, List.of()))) {
        differences.add("has other amounts in our books than at the provider for " + intent);
      }
    });
    return differences;
  }

  private static boolean isAsBooked(Payment payment, List<LedgerEntry> entries) {
    long charged =
        entries.stream().filter(LedgerEntry::isCharge).mapToLong(LedgerEntry::amount).sum();
    long kept = entries.stream().mapToLong(LedgerEntry::net).sum();
    return payment.paid() == charged && payment.refunded() == charged - kept;
  }
}
