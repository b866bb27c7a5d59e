package boxoffice.load.check;

import static java.util.stream.Collectors.groupingBy;

import java.util.List;

/// S15: no more is given back than was taken, and by one refund, however often it was asked for.
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
    evidence.facts().books().payments().stream()
        .filter(payment -> payment.refunded() > payment.paid())
        .forEach(
            payment -> tally.violation("our books gave back more than was paid", List.of(payment)));
  }

  private static void judge(List<LedgerEntry> entries, Evidence evidence, Tally tally) {
    tally.checked();
    var refunds = entries.stream().filter(LedgerEntry::isRefund).count();
    long net = entries.stream().mapToLong(LedgerEntry::net).sum();
    if (net < 0 || refunds > 1) {
      var order = entries.getFirst().orderId();
      tally.violation(
          net < 0 ? "more was given back than was paid" : "one payment was refunded twice",
          entries,
          order == null ? List.of() : evidence.story(order));
    }
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
