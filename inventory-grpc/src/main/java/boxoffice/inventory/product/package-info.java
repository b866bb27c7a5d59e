/// Products: merchandise that is sold beside seats, in variants with a stock each.
///
/// A product's own row says what it is; it is locked for every change of it and its variants. How
/// many there are of a variant stands in a row of its own that sales and adjustments change, each
/// by a condition that the database checks too. Adjustments are kept, one by one.
@NullMarked
package boxoffice.inventory.product;

import org.jspecify.annotations.NullMarked;
