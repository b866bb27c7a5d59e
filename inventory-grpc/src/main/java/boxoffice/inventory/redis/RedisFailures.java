package boxoffice.inventory.redis;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What callers are told when Redis did not do what they asked for. Each says exactly whether it
/// may have had an effect.
final class RedisFailures {
  private RedisFailures() {}

  /// Nothing was sent: others were before it.
  static WireException overloaded() {
    return new WireException(
        ErrorReason.OVERLOADED, "too many claims at once", Map.of("retry_after_seconds", "1"));
  }

  /// Nothing was sent, or Redis refused it as a whole.
  static WireException unavailable(@Nullable Throwable cause) {
    return new WireException(
        ErrorReason.INVENTORY_UNAVAILABLE,
        "claims are not possible at the moment",
        Map.of("retry_after_seconds", "1"),
        cause);
  }

  /// It was sent, and no answer came.
  static WireException unknown(@Nullable Throwable cause) {
    return new WireException(
        ErrorReason.OUTCOME_UNKNOWN,
        "no answer: repeat the call with the same request_id",
        Map.of(),
        cause);
  }
}
