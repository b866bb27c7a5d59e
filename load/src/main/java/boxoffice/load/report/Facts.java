package boxoffice.load.report;

import boxoffice.load.check.Finding.Verdict;
import boxoffice.load.measure.Ratio;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What terminal and page say alike.
final class Facts {
  private Facts() {}

  /// Whether the median breaks the limit; one round alone does not.
  static boolean isOver(Ratio ratio) {
    var limit = ratio.limit();
    return limit != null && ratio.median() > limit;
  }

  static String word(Verdict verdict) {
    return switch (verdict) {
      case HOLDS -> "holds";
      case VIOLATED -> "VIOLATED";
      case NOT_YET -> "not yet";
      case NOT_CHECKED -> "not checked";
    };
  }

  static <N extends Comparable<N>> List<Map.Entry<String, N>> mostFirst(Map<String, N> numbers) {
    return numbers.entrySet().stream()
        .sorted(
            Map.Entry.<String, N>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }
}
