package boxoffice.inventory.watch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How closely performances are followed, and what that may cost.
///
/// @param interval how often a performance is looked at that somebody watches
/// @param heartbeat something is said at least so often
/// @param patience how long streams go on in silence while Redis does not answer; longer than an
///   emptied one takes to be filled again
/// @param ready so much lies ready to be sent to each client that does not read
/// @param pending messages that wait behind that; a stream that makes more wait is cut
/// @param streams of this process at most
@ConfigurationProperties("boxoffice.inventory.watch")
public record WatchSettings(
    @DefaultValue("250ms") Duration interval,
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("10s") Duration patience,
    @DefaultValue("8KB") DataSize ready,
    @DefaultValue("40") int pending,
    @DefaultValue("10000") int streams) {
  private static final String PREFIX = "boxoffice.inventory.watch.";
  private static final int MOST_READY = 1024 * 1024;

  public WatchSettings {
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException(
          PREFIX + "interval is " + interval + ", needs 1ms or more");
    }
    if (heartbeat.compareTo(interval) < 0) {
      throw new IllegalArgumentException(PREFIX + "heartbeat needs the interval or more");
    }
    if (patience.isNegative()) {
      throw new IllegalArgumentException(PREFIX + "patience is " + patience + ", needs 0 or more");
    }
    if (ready.toBytes() < 1 || ready.toBytes() > MOST_READY) {
      throw new IllegalArgumentException(PREFIX + "ready is " + ready + ", needs 1B to 1MB");
    }
    if (pending < 1) {
      throw new IllegalArgumentException(PREFIX + "pending needs 1 or more");
    }
    if (streams < 0) {
      throw new IllegalArgumentException(PREFIX + "streams needs 0 or more");
    }
  }
}
