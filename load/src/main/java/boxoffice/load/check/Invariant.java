package boxoffice.load.check;

import boxoffice.load.check.Facts.Source;
import java.util.Set;
import java.util.function.BiConsumer;

/// A property of the reliability rules and how it is seen from outside.
///
/// @param code as the rules name it
/// @param needs without one of them it is reported as not checked
record Invariant(String code, String title, Set<Source> needs, BiConsumer<Evidence, Tally> judge) {

  Finding check(Evidence evidence) {
    var tally = new Tally();
    var missing =
        needs.stream()
            .sorted()
            .filter(evidence.facts().missing()::containsKey)
            .map(evidence.facts().missing()::get)
            .toList();
    if (missing.isEmpty()) {
      judge.accept(evidence, tally);
    } else {
      tally.notChecked(String.join("; ", missing));
    }
    return tally.finding(code, title);
  }
}
