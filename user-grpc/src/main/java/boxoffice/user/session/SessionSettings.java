package boxoffice.user.session;

import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param idle a refresh token that was not used so long is refused
/// @param absolute a session ends so long after it started, however much it is used
/// @param repeat how long the request that used a refresh token may be repeated
@ConfigurationProperties("boxoffice.user.session")
record SessionSettings(
    @DefaultValue("7d") Duration idle,
    @DefaultValue("30d") Duration absolute,
    @DefaultValue("30s") Duration repeat) {

  SessionSettings {
    if (!idle.isPositive() || absolute.compareTo(idle) < 0 || repeat.isNegative()) {
      throw new IllegalArgumentException(
          "boxoffice.user.session needs 0 < idle <= absolute and 0 <= repeat, has "
              + idle
              + ", "
              + absolute
              + ", "
              + repeat);
    }
  }

  /// When a refresh token ends that is made now.
  Instant tokenEnd(Instant now, Instant sessionEnd) {
    var end = now.plus(idle);
    return end.isBefore(sessionEnd) ? end : sessionEnd;
  }
}
