package boxoffice.load.check;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import boxoffice.load.check.Facts.AccountEntry;
import boxoffice.load.check.Facts.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What the account of a partner must say of an order that is settled by statement: its total,
/// charged once for each performance, and of that no more credited than was charged. A fee for
/// cancelling stays on the account, so what is left of an order that was cancelled in part is only
/// bounded.
final class AccountKept {
  private static final Set<String> WAS_CONFIRMED = Set.of("CONFIRMED", "CANCELLED");

  private AccountKept() {}

  /// @param entries of the order, at least one
  /// @param worth of its valid tickets, minor units
  /// @return what is wrong, in words that go on after the order's id
  static List<String> wrong(Order order, List<AccountEntry> entries, long worth) {
    var wrong = new ArrayList<String>();
    var charges = entries.stream().filter(AccountEntry::isCharge).toList();
    var charged = charges.stream().mapToLong(AccountEntry::amount).sum();
    var left = entries.stream().mapToLong(AccountEntry::net).sum();
    if (!WAS_CONFIRMED.contains(order.state())) {
      wrong.add("is " + order.state() + ", and on an account");
    }
    if (charged != order.totalMinor()) {
      wrong.add("has " + charged + " charged to its account, its total is " + order.totalMinor());
    }
    charges.stream()
        .collect(groupingBy(AccountEntry::performance, counting()))
        .forEach((performance, times) -> {
          if (times > 1) {
            wrong.add("is charged " + times + " times for performance " + performance);
          }
        });
    if (left < 0) {
      wrong.add("has more credited to its account than charged: " + left);
    }
    if (charges.size() == entries.size() ? left != worth : order.isConfirmed() && left < worth) {
      wrong.add("has " + left + " on its account, its valid tickets are worth " + worth);
    }
    if (entries.stream().anyMatch(entry -> !entry.currency().equals(order.currency()))) {
      wrong.add("is on its account in another currency");
    }
    return wrong;
  }
}
