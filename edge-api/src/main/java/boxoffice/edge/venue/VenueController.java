package boxoffice.edge.venue;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.edge.problem.Refusals;
import boxoffice.edge.request.Fills;
import boxoffice.edge.request.RequestId;
import boxoffice.inventory.v1.GetVenueRequest;
import boxoffice.inventory.v1.ListVenuesRequest;
import boxoffice.inventory.v1.VenueServiceGrpc.VenueServiceBlockingStub;
import boxoffice.wire.BearerToken;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Venues.
@Refusals("inventory-unavailable")
@RestController
class VenueController {
  private final VenueServiceBlockingStub venues;

  VenueController(VenueServiceBlockingStub venues) {
    this.venues = venues;
  }

  /// Makes a venue of an organisation.
  @PostMapping(
      path = "/v1/organisations/{organisation}/venues",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<VenueJson> createVenue(
      RequestId requestId, @PathVariable String organisation, @RequestBody CreateVenueJson body) {
    var response =
        venues
            .withCallCredentials(BearerToken.ofCaller())
            .createVenue(body.toProto(requestId, organisation));
    var venue = VenueJson.of(response.getVenue());
    return ResponseEntity.created(URI.create("/v1/venues/" + venue.venueId())).body(venue);
  }

  /// Lists the venues of an organisation, by name.
  @GetMapping(path = "/v1/organisations/{organisation}/venues", produces = APPLICATION_JSON_VALUE)
  @Fills(ListVenuesRequest.class)
  VenuesJson listVenues(
      @PathVariable String organisation,
      @RequestParam(defaultValue = "0") int pageSize,
      @RequestParam(defaultValue = "") String pageToken) {
    return VenuesJson.of(
        venues
            .withCallCredentials(BearerToken.ofCaller())
            .listVenues(
                ListVenuesRequest.newBuilder()
                    .setOrganisationId(organisation)
                    .setPageSize(pageSize)
                    .setPageToken(pageToken)
                    .build()));
  }

  /// Shows a venue to anybody.
  @GetMapping(path = "/v1/venues/{venue}", produces = APPLICATION_JSON_VALUE)
  @Fills(GetVenueRequest.class)
  VenueJson readVenue(@PathVariable String venue) {
    var request = GetVenueRequest.newBuilder().setVenueId(venue).build();
    return VenueJson.of(venues.getVenue(request).getVenue());
  }
}
