package boxoffice.load.check;

import boxoffice.load.check.Facts.Order;
import boxoffice.load.check.Facts.Payment;
import boxoffice.load.check.Facts.Transition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// S14: orders moved only along the published graph, without gaps, and what clients saw of them and
/// what their payments are agrees with it.
final class LegalTransitions {
  private static final String NONE = "";
  private static final Map<String, Set<String>> ALLOWED =
      Map.of(
          NONE,
          Set.of("PENDING"),
          "PENDING",
          Set.of("CONFIRMED", "REJECTED", "EXPIRED", "CANCELLED"),
          "CONFIRMED",
          Set.of("CANCELLED"));

  private LegalTransitions() {}

  static void judge(Evidence evidence, Tally tally) {
    for (var order : evidence.orders()) {
      var transitions = evidence.transitions(order.id());
      tally.checked(Math.max(1, transitions.size()));
      var wrong = new ArrayList<String>();
      addIfWrong(wrong, pathWrong(order, transitions));
      addIfWrong(wrong, paymentsWrong(order, evidence));
      addIfWrong(wrong, seenWrong(evidence.operations().ofOrder(order.id())));
      if (!wrong.isEmpty()) {
        tally.violation(
            "order " + order.id() + " " + String.join(", ", wrong),
            List.of(order),
            transitions,
            evidence.payments(order.id()),
            evidence.story(order.id()));
      }
    }
    evidence.facts().books().transitions().stream()
        .filter(transition -> evidence.order(transition.order()).isEmpty())
        .forEach(stray ->
            tally.violation("a transition of no order", List.of("order " + stray.order(), stray)));
  }

  private static void addIfWrong(List<String> wrong, @Nullable String what) {
    if (what != null) {
      wrong.add(what);
    }
  }

  /// Follows the edges from the beginning; each state is left at most once.
  private static @Nullable String pathWrong(Order order, List<Transition> transitions) {
    var byFrom = new HashMap<String, Transition>();
    for (var transition : transitions) {
      var from = Objects.requireNonNullElse(transition.from(), NONE);
      if (!ALLOWED.getOrDefault(from, Set.of()).contains(transition.to())) {
        return "went an illegal way: " + transition;
      }
      if (byFrom.put(from, transition) != null) {
        return "left " + (from.isEmpty() ? "nothing" : from) + " twice";
      }
    }
    var state = NONE;
    for (var next = byFrom.remove(state); next != null; next = byFrom.remove(state)) {
      state = next.to();
    }
    if (!byFrom.isEmpty()) {
      return "has a gap before " + byFrom.values().iterator().next();
    }
    return state.equals(order.state())
        ? null
        : "is " + order.state() + ", its transitions end in " + (state.isEmpty() ? "none" : state);
  }

  /// A partner settles its orders by statement: they have no payment.
  private static @Nullable String paymentsWrong(Order order, Evidence evidence) {
    var payments = evidence.payments(order.id());
    var due = order.totalMinor() > 0 && !evidence.isOnAccount(order.id()) ? 1 : 0;
    var paid = payments.stream().filter(payment -> payment.state().equals("PAID")).count();
    return switch (order.state()) {
      case "CONFIRMED" -> paid == due ? null : "is confirmed with " + paid + " paid";
      case "REJECTED", "EXPIRED" ->
          paid > 0 || payments.stream().anyMatch(Payment::isOpen)
              ? "is closed with a payment that is paid or open"
              : null;
      default -> null;
    };
  }

  /// What was final to one answer is final to every later one.
  private static @Nullable String seenWrong(List<Operation> operations) {
    var seen =
        operations.stream()
            .filter(answer -> answer.isOk() && answer.state() != null)
            .sorted(Comparator.comparingLong(Operation::begun))
            .toList();
    for (var first : seen) {
      for (var later : seen) {
        var from = String.valueOf(first.state());
        var to = String.valueOf(later.state());
        if (first.isBefore(later) && !from.equals(to) && !isReachable(from, to)) {
          return "was seen "
              + from
              + " by #"
              + first.number()
              + " and then "
              + to
              + " by #"
              + later.number();
        }
      }
    }
    return null;
  }

  private static boolean isReachable(String from, String to) {
    return ALLOWED.getOrDefault(from, Set.of()).stream()
        .anyMatch(next -> next.equals(to) || isReachable(next, to));
  }
}
