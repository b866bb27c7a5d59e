package boxoffice.user.owner;

import boxoffice.wire.WireException;
import java.time.ZoneId;
import java.util.Set;

/// The time zones that there are.
final class TimeZones {
  private static final Set<String> KNOWN = Set.copyOf(ZoneId.getAvailableZoneIds());

  private TimeZones() {}

  /// @throws WireException VALIDATION_FAILED
  static void check(String name) {
    if (!KNOWN.contains(name)) {
      throw WireException.invalidField("time_zone", "there is no such time zone");
    }
  }
}
