package boxoffice.inventory.performance;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which performances are asked for, and in which order.
///
/// @param words that must each begin a word in the names; empty for all
/// @param from the first moment at which they may begin; null for any
/// @param to before that one; null for any
/// @param venue null for every
/// @param event null for every
/// @param availableOnly those that sell now and had a free seat some seconds ago
/// @param organisation all of its performances; null for those that buyers see
record PerformanceQuestion(
    String words,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable UUID venue,
    @Nullable UUID event,
    boolean availableOnly,
    @Nullable UUID organisation,
    Order order) {

  /// What the order goes by; the ids of performances decide where that is the same.
  enum Order {
    START_TIME,
    START_TIME_DESCENDING,
    DISPLAY_NAME
  }

  /// What is looked for has letters or digits; signs alone look for nothing, which is in every
  /// name.
  boolean hasWords() {
    return words.codePoints().anyMatch(Character::isLetterOrDigit);
  }
}
