package boxoffice.load.check;

import static java.util.stream.Collectors.groupingBy;

import boxoffice.load.history.Event.Kind;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// S11: the same buyer, operation and key is one effect with one id, and what became final stays.
///
/// A refused hold is not remembered, so its repetition may succeed; an order that was 202 may end
/// in anything. Only answers that follow each other are compared: of two at once nobody knows which
/// was first.
final class SameKeySameResult {
  private record Key(UUID buyer, Kind kind, String key) {}

  private final Evidence evidence;
  private final Tally tally;

  private SameKeySameResult(Evidence evidence, Tally tally) {
    this.evidence = evidence;
    this.tally = tally;
  }

  static void judge(Evidence evidence, Tally tally) {
    var check = new SameKeySameResult(evidence, tally);
    Stream.of(Kind.HOLD, Kind.ORDER, Kind.PAY)
        .flatMap(kind -> evidence.operations().of(kind).stream())
        .filter(operation -> operation.key() != null)
        .collect(
            groupingBy(operation ->
                new Key(
                    operation.buyer(), operation.kind(), Objects.requireNonNull(operation.key()))))
        .values()
        .stream()
        .filter(same -> same.size() > 1)
        .forEach(check::compare);
  }

  private void compare(List<Operation> same) {
    tally.checked();
    var wrong = different(same);
    if (wrong != null) {
      tally.violation(wrong, same);
    }
  }

  private @Nullable String different(List<Operation> same) {
    var done = same.stream().filter(Operation::isOk).toList();
    if (done.stream().map(SameKeySameResult::payload).distinct().count() > 1) {
      return "one key did two different things";
    }
    if (done.stream().map(SameKeySameResult::result).distinct().count() > 1) {
      return "one key has two results";
    }
    if (same.getFirst().kind() == Kind.HOLD) {
      return lostHold(same);
    }
    for (var first : done) {
      for (var later : same) {
        if (first.isConfirmed() && first.isBefore(later) && contradicts(later)) {
          return "an order that was confirmed is told otherwise under the same key";
        }
      }
    }
    return null;
  }

  private static boolean contradicts(Operation later) {
    return later.isRefused()
        || (later.isOk()
            && later.state() != null
            && !Set.of("CONFIRMED", "CANCELLED").contains(later.state()));
  }

  /// A hold that was refused to its own repetition although it lived on: an order was made of it.
  private @Nullable String lostHold(List<Operation> same) {
    for (var first : same) {
      for (var later : same) {
        if (first.isOk() && first.isBefore(later) && later.isRefused() && livedOn(first, later)) {
          return "a hold was refused to its own repetition";
        }
      }
    }
    return null;
  }

  private boolean livedOn(Operation hold, Operation until) {
    return evidence.operations().of(Kind.ORDER).stream()
        .anyMatch(order ->
            order.isConfirmed()
                && Objects.equals(order.hold(), hold.hold())
                && until.isBefore(order));
  }

  private static Object payload(Operation operation) {
    return switch (operation.kind()) {
      case HOLD -> List.of(String.valueOf(operation.performance()), Set.copyOf(operation.asked()));
      case ORDER -> String.valueOf(operation.hold());
      case LOOK, RELEASE, PAY, READ_ORDER, READ_TICKETS -> String.valueOf(operation.order());
    };
  }

  private static String result(Operation operation) {
    return operation.kind() == Kind.HOLD
        ? String.valueOf(operation.hold())
        : String.valueOf(operation.order());
  }
}
