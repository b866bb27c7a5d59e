package boxoffice.inventory.redis;

import java.time.Duration;

/// How many calls to one Redis, and for how long.
///
/// @param lanes connections at most
/// @param queued calls that wait to be sent, at most
/// @param unsent how long they may
/// @param answer how long Redis may take
/// @param all how long a caller waits at most
record LaneLimits(int lanes, int queued, Duration unsent, Duration answer, Duration all) {
  /// A call waits a little longer than Redis may take, and is not sent when it had to wait so long
  /// already that no answer could come in time.
  static LaneLimits of(RedisSettings settings) {
    var part = settings.timeout().dividedBy(5);
    return new LaneLimits(
        settings.connections(),
        settings.queued(),
        settings.timeout().minus(part),
        settings.timeout(),
        settings.timeout().plus(part));
  }
}
