/// What every change of the catalogue has in common: a request that may come twice, and an etag
/// that says what its sender saw.
@NullMarked
package boxoffice.inventory.change;

import org.jspecify.annotations.NullMarked;
