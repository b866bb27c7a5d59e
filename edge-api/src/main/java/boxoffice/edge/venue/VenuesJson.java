package boxoffice.edge.venue;

import boxoffice.inventory.v1.ListVenuesResponse;
import java.util.List;

/// A page of venues, by name.
///
/// @param nextPageToken asks for the next page; empty after the last one
record VenuesJson(List<VenueJson> venues, String nextPageToken) {

  static VenuesJson of(ListVenuesResponse page) {
    return new VenuesJson(
        page.getVenuesList().stream().map(VenueJson::of).toList(), page.getNextPageToken());
  }
}
