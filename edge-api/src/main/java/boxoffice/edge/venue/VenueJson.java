package boxoffice.edge.venue;

import boxoffice.inventory.v1.Venue;
import boxoffice.wire.WireTypes;
import java.time.Instant;

/// Where performances are.
record VenueJson(
    String venueId,
    String organisationId,
    String displayName,
    String address,
    String timeZone,
    Instant createTime,
    Instant updateTime,
    String etag) {

  static VenueJson of(Venue venue) {
    return new VenueJson(
        venue.getVenueId(),
        venue.getOrganisationId(),
        venue.getDisplayName(),
        venue.getAddress(),
        venue.getTimeZone(),
        WireTypes.instant(venue.getCreateTime()),
        WireTypes.instant(venue.getUpdateTime()),
        venue.getEtag());
  }
}
