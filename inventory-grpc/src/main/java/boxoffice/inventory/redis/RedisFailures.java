package boxoffice.inventory.redis;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/// What callers are told when Redis did not do what they asked for. Each says exactly whether it
/// may have had an effect.
final class RedisFailures {
  /// How Redis begins an error that refuses a script before it starts.
  private static final Pattern REFUSED =
      Pattern.compile(
          "^(MOVED|ASK|OOM|MISCONF|LOADING|READONLY|BUSY|NOREPLICAS|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOAUTH|WRONGPASS|NOPERM)\\b.*",
          Pattern.DOTALL);

  private RedisFailures() {}

  /// An error that Redis answered: INVENTORY_UNAVAILABLE, or a bug of ours as it is.
  static RuntimeException of(JedisDataException answer) {
    var text = answer.getMessage();
    return text != null && REFUSED.matcher(text).matches() ? unavailable(answer) : answer;
  }

  /// Nothing was sent: others were before it.
  static WireException overloaded() {
    return WireException.tryAgain(ErrorReason.OVERLOADED, "too many claims at once", null);
  }

  /// Nothing was sent, or Redis refused it as a whole.
  static WireException unavailable() {
    return unavailable(null);
  }

  /// Nothing was sent, or Redis refused it as a whole.
  static WireException unavailable(@Nullable Throwable cause) {
    return WireException.tryAgain(
        ErrorReason.INVENTORY_UNAVAILABLE, "claims are not possible at the moment", cause);
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
