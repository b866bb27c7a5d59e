package boxoffice.parts.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Rules in force, in the order in which they came. The first that matches is used; one that was
/// used as often as it was meant is gone. For any thread.
final class Rules<T> {
  private final List<ActiveRule<T>> active = new ArrayList<>();
  private final String prefix;
  private int last;

  /// @param prefix of their ids
  Rules(String prefix) {
    this.prefix = prefix;
  }

  /// @param times how often; 0 for no limit
  synchronized ActiveRule<T> add(T rule, int times) {
    last++;
    var added = new ActiveRule<>(prefix + last, rule, times);
    active.add(added);
    return added;
  }

  synchronized List<ActiveRule<T>> all() {
    return List.copyOf(active);
  }

  synchronized void clear() {
    active.clear();
  }

  /// The first that matches; used up by asking.
  synchronized Optional<T> take(Predicate<T> matches) {
    for (var index = 0; index < active.size(); index++) {
      var found = active.get(index);
      if (matches.test(found.rule())) {
        if (found.left() == 1) {
          active.remove(index);
        } else if (found.left() > 1) {
          active.set(index, new ActiveRule<>(found.id(), found.rule(), found.left() - 1));
        }
        return Optional.of(found.rule());
      }
    }
    return Optional.empty();
  }
}
