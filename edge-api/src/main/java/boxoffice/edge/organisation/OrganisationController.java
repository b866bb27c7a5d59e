package boxoffice.edge.organisation;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.edge.problem.Refusals;
import boxoffice.edge.request.Fills;
import boxoffice.edge.request.RequestId;
import boxoffice.inventory.v1.CreateOrganisationRequest;
import boxoffice.inventory.v1.ListOrganisationsRequest;
import boxoffice.inventory.v1.OrganisationServiceGrpc.OrganisationServiceBlockingStub;
import boxoffice.wire.BearerToken;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Organisations of the caller's.
@Refusals("inventory-unavailable")
@RestController
class OrganisationController {
  private final OrganisationServiceBlockingStub organisations;

  OrganisationController(OrganisationServiceBlockingStub organisations) {
    this.organisations = organisations;
  }

  /// What an organisation starts with.
  record CreateOrganisationJson(String displayName) {
    CreateOrganisationRequest toProto(RequestId requestId) {
      return CreateOrganisationRequest.newBuilder()
          .setRequestId(requestId.text())
          .setDisplayName(displayName)
          .build();
    }
  }

  /// Makes an organisation that the caller owns.
  @PostMapping(
      path = "/v1/organisations",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<OrganisationJson> createOrganisation(
      RequestId requestId, @RequestBody CreateOrganisationJson body) {
    var response =
        organisations
            .withCallCredentials(BearerToken.ofCaller())
            .createOrganisation(body.toProto(requestId));
    var organisation = OrganisationJson.of(response.getOrganisation());
    return ResponseEntity.created(URI.create("/v1/organisations/" + organisation.organisationId()))
        .body(organisation);
  }

  /// Lists the organisations that the caller belongs to, by name.
  @GetMapping(path = "/v1/organisations", produces = APPLICATION_JSON_VALUE)
  @Fills(ListOrganisationsRequest.class)
  OrganisationsJson listOrganisations(
      @RequestParam(defaultValue = "0") int pageSize,
      @RequestParam(defaultValue = "") String pageToken) {
    return OrganisationsJson.of(
        organisations
            .withCallCredentials(BearerToken.ofCaller())
            .listOrganisations(
                ListOrganisationsRequest.newBuilder()
                    .setPageSize(pageSize)
                    .setPageToken(pageToken)
                    .build()));
  }
}
