package boxoffice.load.report;

import boxoffice.load.check.Finding.Verdict;
import java.util.stream.Stream;

/// A run in one sentence, and how good it is.
///
/// @param detail how many invariants stand how
record Headline(Tone tone, String text, String detail) {
  enum Tone {
    GOOD,
    BAD,
    /// Nothing is violated, but nothing was checked either.
    UNSURE
  }

  static Headline of(RunReport run) {
    var tone = !run.clean() ? Tone.BAD : number(run, Verdict.HOLDS) > 0 ? Tone.GOOD : Tone.UNSURE;
    var what = done(run) + "; " + violations(run, tone);
    return new Headline(tone, what, standing(run));
  }

  private static String done(RunReport run) {
    var sale = run.sale();
    if (sale == null) {
      var operations = run.figures().stream().mapToLong(figure -> figure.count()).sum();
      return Numbers.count(operations) + (operations == 1 ? " operation" : " operations");
    }
    var once =
        run.findings().stream()
            .anyMatch(finding -> finding.code().equals("S1") && finding.verdict() == Verdict.HOLDS);
    return Numbers.count(sale.sold())
        + " of "
        + Numbers.count(sale.seats())
        + " seats sold"
        + (once ? " once" : "");
  }

  private static String violations(RunReport run, Tone tone) {
    if (tone == Tone.UNSURE) {
      return "no invariant was checked";
    }
    var violations = run.findings().stream().mapToLong(finding -> finding.violations()).sum();
    var codes =
        run.findings().stream()
            .filter(finding -> finding.verdict() == Verdict.VIOLATED)
            .map(finding -> finding.code())
            .toList();
    return Numbers.count(violations)
        + (violations == 1 ? " violation" : " violations")
        + (codes.isEmpty() ? "" : " of " + String.join(", ", codes));
  }

  private static String standing(RunReport run) {
    var holds = number(run, Verdict.HOLDS);
    var parts =
        Stream.of(
            some(holds, holds == 1 ? "invariant holds" : "invariants hold"),
            some(number(run, Verdict.VIOLATED), "violated"),
            some(number(run, Verdict.NOT_YET), "not yet"),
            some(number(run, Verdict.NOT_CHECKED), "not checked"));
    return String.join(", ", parts.filter(part -> !part.isEmpty()).toList());
  }

  private static String some(long number, String what) {
    return number == 0 ? "" : number + " " + what;
  }

  private static long number(RunReport run, Verdict verdict) {
    return run.findings().stream().filter(finding -> finding.verdict() == verdict).count();
  }
}
