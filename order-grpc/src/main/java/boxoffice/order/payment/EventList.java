package boxoffice.order.payment;

import org.jspecify.annotations.Nullable;

/// What is known after asking the provider what happened.
public sealed interface EventList permits EventList.Page, EventList.TooLong, Answer.Failure {

  /// Some of it, the newest event first.
  ///
  /// @param json the provider's list, as it came
  /// @param next where the next page begins; null where this was the last one
  record Page(String json, @Nullable String next) implements EventList {}

  /// More than is read at once: fewer are to be asked for.
  ///
  /// @param first the first event's id; null where it cannot be told
  record TooLong(@Nullable String first) implements EventList {}
}
