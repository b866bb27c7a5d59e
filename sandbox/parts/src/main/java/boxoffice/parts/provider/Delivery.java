package boxoffice.parts.provider;

import org.jspecify.annotations.Nullable;

/// One try to tell one event.
///
/// @param event its id; null for a payload that is no event of this provider
/// @param attempt from 1, of this copy
/// @param status what was answered, 0 for no answer
public record Delivery(@Nullable String event, int attempt, int status) {
  boolean isTaken() {
    return status >= 200 && status < 300;
  }
}
