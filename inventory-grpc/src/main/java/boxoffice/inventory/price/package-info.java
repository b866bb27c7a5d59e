/// What one of something costs: price, booking fee and tax, in exact integer arithmetic. Prices are
/// inventory's; an order only copies what a hold quoted.
@NullMarked
package boxoffice.inventory.price;

import org.jspecify.annotations.NullMarked;
