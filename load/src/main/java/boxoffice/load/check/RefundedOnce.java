package boxoffice.load.check;

import static java.util.stream.Collectors.groupingBy;

import boxoffice.load.check.Facts.Order;
import boxoffice.load.check.Facts.Refund;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// S15: no more is given back than was taken, and what our books give back once is given back once,
/// however often it was asked for.
final class RefundedOnce {
  private RefundedOnce() {}

  static void judge(Evidence evidence, Tally tally) {
    var refunds = evidence.facts().ledger().stream().filter(LedgerEntry::isRefund).count();
    var booked =
        evidence.facts().books().payments().stream()
            .filter(payment -> payment.refunded() > 0)
            .count();
    if (refunds + booked == 0) {
      nothing(evidence, tally);
      return;
    }
    evidence.facts().ledger().stream()
        .collect(groupingBy(LedgerEntry::paymentIntent))
        .values()
        .stream()
        .filter(entries -> entries.stream().anyMatch(LedgerEntry::isRefund))
        .forEach(entries -> judge(entries, evidence, tally));
    evidence.orders().forEach(order -> judge(order, evidence, tally));
    evidence.facts().books().payments().stream()
        .filter(payment -> payment.refunded() > payment.paid())
        .forEach(
            payment -> tally.violation("our books gave back more than was paid", List.of(payment)));
  }

  private static void judge(List<LedgerEntry> entries, Evidence evidence, Tally tally) {
    tally.checked();
    if (entries.stream().mapToLong(LedgerEntry::net).sum() < 0) {
      var order = entries.getFirst().orderId();
      tally.violation(
          "more was given back than was paid",
          entries,
          order == null ? List.of() : evidence.story(order));
    }
  }

  /// Items of an order may be given back one after the other: each refund of our books is one of
  /// the provider's.
  private static void judge(Order order, Evidence evidence, Tally tally) {
    var bookings = evidence.bookings(order.id());
    var ours = evidence.refunds(order.id());
    var given = given(bookings);
    var done = sorted(ours.stream().filter(Refund::isDone).map(Refund::amount));
    if (!given.equals(done)) {
      tally.violation(
          "order " + order.id() + " was given back " + given + ", our books say " + done,
          bookings,
          ours,
          evidence.story(order.id()));
    }
  }

  /// Without what has come back.
  private static List<Long> given(List<LedgerEntry> bookings) {
    var given =
        new ArrayList<>(
            sorted(bookings.stream().filter(LedgerEntry::isRefund).map(LedgerEntry::amount)));
    bookings.stream()
        .filter(LedgerEntry::isReturned)
        .forEach(entry -> given.remove((Long) entry.amount()));
    return given;
  }

  private static List<Long> sorted(Stream<Long> amounts) {
    return amounts.sorted().toList();
  }

  private static void nothing(Evidence evidence, Tally tally) {
    var route =
        evidence.facts().routes().stream()
            .filter(path -> path.contains("cancel") || path.contains("refund"))
            .findFirst();
    if (route.isPresent()) {
      tally.notChecked("nothing was refunded in this run, though there is " + route.get());
    } else {
      var routes = evidence.facts().routes().size();
      tally.notYet(
          "no refund is booked, and of "
              + routes
              + " documented routes none cancels or refunds an order");
    }
  }
}
