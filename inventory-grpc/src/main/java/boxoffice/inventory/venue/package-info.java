/// Venues: where performances are. A venue belongs to an organisation and has seat maps.
///
/// Other packages ask [boxoffice.inventory.venue.Venues] whose a venue is.
@NullMarked
package boxoffice.inventory.venue;

import org.jspecify.annotations.NullMarked;
