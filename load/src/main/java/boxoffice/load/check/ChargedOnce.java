package boxoffice.load.check;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// S5: of an order's payments at most one is not wholly refunded, and none was charged twice.
final class ChargedOnce {
  private ChargedOnce() {}

  static void judge(Evidence evidence, Tally tally) {
    evidence.facts().ledger().stream()
        .filter(entry -> entry.isCharge() && entry.orderId() != null)
        .map(entry -> Objects.requireNonNull(entry.orderId()))
        .distinct()
        .forEach(order -> judge(order, evidence, tally));
  }

  private static void judge(UUID order, Evidence evidence, Tally tally) {
    tally.checked();
    var moved = evidence.bookings(order).stream().filter(entry -> entry.net() != 0).toList();
    var kept =
        moved.stream()
            .collect(groupingBy(LedgerEntry::paymentIntent, summingLong(LedgerEntry::net)))
            .values()
            .stream()
            .filter(net -> net > 0)
            .count();
    var mostCharges =
        moved.stream()
            .filter(LedgerEntry::isCharge)
            .collect(groupingBy(LedgerEntry::paymentIntent, counting()))
            .values()
            .stream()
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    if (kept > 1 || mostCharges > 1) {
      var what =
          kept > 1 ? " was paid by " + kept + " payments" : " was charged twice by one payment";
      tally.violation(
          "order " + order + what,
          moved,
          evidence.order(order).map(List::of).orElse(List.of()),
          evidence.payments(order),
          evidence.story(order));
    }
  }
}
