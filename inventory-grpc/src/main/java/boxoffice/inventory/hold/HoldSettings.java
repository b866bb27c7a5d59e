package boxoffice.inventory.hold;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long seats are kept.
///
/// @param timeToLive how long a hold can be ordered with (T_HOLD)
/// @param margin how much later its seats go free (T_MARGIN): longer than a reservation may take
///   plus the clocks' difference
/// @param longest how long a hold may last in all, extended and pinned
/// @param notAfter a claim that Redis gets to later than this does nothing
@ConfigurationProperties("boxoffice.inventory.hold")
public record HoldSettings(
    @DefaultValue("600s") Duration timeToLive,
    @DefaultValue("1200s") Duration longest,
    @DefaultValue("5s") Duration margin,
    @DefaultValue("2s") Duration notAfter) {
  private static final Duration SHORTEST_MARGIN = Duration.ofSeconds(4);

  public HoldSettings {
    if (timeToLive.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "boxoffice.inventory.hold.time-to-live is " + timeToLive + ", needs 1s or more");
    }
    if (longest.compareTo(timeToLive) < 0) {
      throw new IllegalArgumentException(
          "boxoffice.inventory.hold.longest is " + longest + ", needs " + timeToLive + " or more");
    }
    if (margin.compareTo(SHORTEST_MARGIN) < 0) {
      throw new IllegalArgumentException(
          "boxoffice.inventory.hold.margin is "
              + margin
              + ", needs 4s or more: a transaction of 3s and clocks 1s apart");
    }
    if (notAfter.isNegative() || notAfter.isZero()) {
      throw new IllegalArgumentException("boxoffice.inventory.hold.not-after needs more than 0");
    }
  }

  /// When a script that is sent now must have begun, in Redis' milliseconds.
  long latest(Clock clock) {
    return clock.instant().plus(notAfter).toEpochMilli();
  }
}
