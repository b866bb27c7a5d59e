/// Whether the caller belongs to an organisation: what every change of the catalogue asks first.
@NullMarked
package boxoffice.inventory.membership;

import org.jspecify.annotations.NullMarked;
