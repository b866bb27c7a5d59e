package boxoffice.load.check;

import boxoffice.load.check.Facts.Source;
import boxoffice.load.history.Event.Kind;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// S10: an order that a buyer was told of is there, for him and in our books, and one that he was
/// told is confirmed stays so.
final class NothingLost {
  private static final Set<String> AFTER_CONFIRMED = Set.of("CONFIRMED", "CANCELLED");

  private final Evidence evidence;
  private final Tally tally;
  private long unread;

  private NothingLost(Evidence evidence, Tally tally) {
    this.evidence = evidence;
    this.tally = tally;
  }

  static void judge(Evidence evidence, Tally tally) {
    var check = new NothingLost(evidence, tally);
    Stream.of(Kind.ORDER, Kind.PAY)
        .flatMap(kind -> evidence.operations().of(kind).stream())
        .filter(told -> told.isOk() && told.order() != null)
        .forEach(check::told);
    if (check.unread > 0) {
      tally.notChecked(
          check.unread + " acknowledged orders were not read by their buyers at the end");
    }
  }

  private void told(Operation told) {
    tally.checked();
    var order = told.order();
    if (order == null) {
      return;
    }
    if (!evidence.facts().missing().containsKey(Source.AUDIT_VIEWS)) {
      booked(told, order);
    }
    read(told, order);
  }

  private void booked(Operation told, UUID order) {
    var row = evidence.order(order);
    if (row.isEmpty()) {
      tally.violation("an acknowledged order is not in the books", List.of(told));
    } else if (!row.get().buyer().equals(told.buyer())) {
      tally.violation(
          "an acknowledged order is somebody else's", List.of(told), List.of(row.get()));
    } else if (told.isConfirmed() && !AFTER_CONFIRMED.contains(row.get().state())) {
      tally.violation(
          "an order that was told to be confirmed is not", List.of(told), List.of(row.get()));
    }
  }

  private void read(Operation told, UUID order) {
    var reads =
        evidence.operations().ofOrder(order).stream()
            .filter(read -> read.kind() == Kind.READ_ORDER && told.isBefore(read))
            .filter(read -> read.buyer().equals(told.buyer()))
            .toList();
    var lost = reads.stream().filter(Operation::isRefused).toList();
    var changed =
        reads.stream()
            .filter(read -> told.isConfirmed() && read.isOk() && read.state() != null)
            .filter(read -> !AFTER_CONFIRMED.contains(String.valueOf(read.state())))
            .toList();
    if (!lost.isEmpty()) {
      tally.violation("an acknowledged order was refused to its buyer", List.of(told), lost);
    } else if (!changed.isEmpty()) {
      tally.violation(
          "an order that was told to be confirmed was read otherwise", List.of(told), changed);
    } else if (reads.stream().noneMatch(Operation::isOk)) {
      unread++;
    }
  }
}
