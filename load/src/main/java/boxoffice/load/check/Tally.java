package boxoffice.load.check;

import boxoffice.load.check.Finding.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Counts what one invariant compares, and keeps the first violations with what shows them.
final class Tally {
  private static final int EXAMPLES = 5;
  private static final int PROOFS = 12;

  private final List<String> examples = new ArrayList<>();
  private long checked;
  private long violations;
  private @Nullable Verdict instead;

  void checked() {
    checked++;
  }

  void checked(long more) {
    checked += more;
  }

  /// @param proofs the operations and rows that show it
  void violation(String what, Collection<?>... proofs) {
    violations++;
    if (examples.size() < EXAMPLES) {
      examples.add(
          Stream.concat(
                  Stream.of(what),
                  Stream.of(proofs).flatMap(Collection::stream).limit(PROOFS).map(String::valueOf))
              .collect(Collectors.joining("; ")));
    }
  }

  /// What it is about does not exist yet.
  void notYet(String why) {
    decide(Verdict.NOT_YET, why);
  }

  /// It was not, or not wholly, compared.
  void notChecked(String why) {
    decide(Verdict.NOT_CHECKED, why);
  }

  private void decide(Verdict verdict, String why) {
    if (violations == 0) {
      instead = verdict;
      examples.add(why);
    }
  }

  /// Something that was compared with nothing does not hold: it was not checked.
  Finding finding(String code, String title) {
    if (violations == 0 && instead == null && checked == 0) {
      notChecked("the run has nothing that it could be seen by");
    }
    var verdict = violations > 0 ? Verdict.VIOLATED : instead == null ? Verdict.HOLDS : instead;
    return new Finding(code, title, verdict, checked, violations, examples);
  }
}
