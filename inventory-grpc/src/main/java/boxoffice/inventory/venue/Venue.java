package boxoffice.inventory.venue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/// Where performances are.
record Venue(
    UUID venueId,
    UUID organisationId,
    Description description,
    long revision,
    Instant createTime,
    Instant updateTime) {

  /// What its organisation says of it.
  ///
  /// @param address for people to read; may be empty
  record Description(String displayName, String address, ZoneId timeZone) {}
}
