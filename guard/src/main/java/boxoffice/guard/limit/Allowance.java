package boxoffice.guard.limit;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.time.Duration;
import java.util.Map;

/// What somebody has of a limit after a call.
///
/// @param counted what was counted
/// @param burst so many at once
/// @param left how many more now, 0 or more
/// @param retryAfter until the call would have been let through; zero when it had a token here
/// @param untilFull until nothing of it is used any more
public record Allowance(
    Counted counted, long burst, long left, Duration retryAfter, Duration untilFull) {

  public boolean isRefused() {
    return retryAfter.isPositive();
  }

  /// To be told to whoever was refused.
  ///
  /// @return RATE_LIMITED, with when to try again
  public WireException refusal() {
    return new WireException(
        ErrorReason.RATE_LIMITED,
        "too often: try again later",
        Map.of("retry_after_seconds", Long.toString(inSeconds(retryAfter))));
  }

  /// Rounded up.
  public static long inSeconds(Duration time) {
    return time.plusSeconds(1).minusNanos(1).toSeconds();
  }
}
