/// Prices, fees and taxes.
@NullMarked
package boxoffice.inventory.price;

import org.jspecify.annotations.NullMarked;
