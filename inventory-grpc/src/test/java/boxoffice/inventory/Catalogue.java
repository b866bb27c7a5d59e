package boxoffice.inventory;

import boxoffice.inventory.v1.CreateEventRequest;
import boxoffice.inventory.v1.CreateOrganisationRequest;
import boxoffice.inventory.v1.CreateVenueRequest;
import boxoffice.inventory.v1.EventServiceGrpc;
import boxoffice.inventory.v1.OrganisationServiceGrpc;
import boxoffice.inventory.v1.VenueServiceGrpc;
import boxoffice.wire.BearerToken;
import io.grpc.Channel;
import java.util.UUID;

/// What stands above a performance: an organisation of an organiser's with a venue and a published
/// event.
public record Catalogue(String organisationId, String venueId, String eventId) {
  /// @param accessToken of an organiser, who is its owner
  public static Catalogue create(Channel channel, String accessToken) {
    var organiser = new BearerToken(() -> accessToken);
    var organisation =
        OrganisationServiceGrpc.newBlockingStub(channel)
            .withCallCredentials(organiser)
            .createOrganisation(
                CreateOrganisationRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setDisplayName("Test Organisation")
                    .build())
            .getOrganisation()
            .getOrganisationId();
    var venue =
        VenueServiceGrpc.newBlockingStub(channel)
            .withCallCredentials(organiser)
            .createVenue(
                CreateVenueRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setOrganisationId(organisation)
                    .setDisplayName("Test Venue")
                    .setTimeZone("Europe/Berlin")
                    .build())
            .getVenue()
            .getVenueId();
    var event =
        EventServiceGrpc.newBlockingStub(channel)
            .withCallCredentials(organiser)
            .createEvent(
                CreateEventRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setOrganisationId(organisation)
                    .setDisplayName("Test Event")
                    .setPublished(true)
                    .build())
            .getEvent()
            .getEventId();
    return new Catalogue(organisation, venue, event);
  }
}
