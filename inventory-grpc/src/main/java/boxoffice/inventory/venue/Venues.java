package boxoffice.inventory.venue;

import static boxoffice.db.inventory.Tables.VENUE;

import boxoffice.inventory.membership.Memberships;
import boxoffice.wire.WireException;
import java.util.UUID;
import org.jooq.DSLContext;

/// Whose a venue is.
public final class Venues {
  private final Memberships memberships;

  Venues(Memberships memberships) {
    this.memberships = memberships;
  }

  /// The organisation of a venue that the caller may change. The venue stays while the transaction
  /// lasts.
  ///
  /// @throws WireException NOT_FOUND also for somebody else's
  public UUID organisationOf(DSLContext inside, UUID venueId) {
    var organisation =
        inside
            .select(VENUE.ORGANISATION_ID)
            .from(VENUE)
            .where(VENUE.VENUE_ID.eq(venueId))
            .forShare()
            .fetchOptional(VENUE.ORGANISATION_ID)
            .orElseThrow(() -> WireException.notFound("venue"));
    memberships.check(inside, organisation, "venue");
    return organisation;
  }
}
