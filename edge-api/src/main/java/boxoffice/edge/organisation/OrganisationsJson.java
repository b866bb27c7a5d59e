package boxoffice.edge.organisation;

import boxoffice.inventory.v1.ListOrganisationsResponse;
import java.util.List;

/// A page of organisations, by name.
///
/// @param nextPageToken asks for the next page; empty after the last one
record OrganisationsJson(List<OrganisationJson> organisations, String nextPageToken) {

  static OrganisationsJson of(ListOrganisationsResponse page) {
    return new OrganisationsJson(
        page.getOrganisationsList().stream().map(OrganisationJson::of).toList(),
        page.getNextPageToken());
  }
}
