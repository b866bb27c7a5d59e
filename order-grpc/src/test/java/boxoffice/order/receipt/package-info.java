/// Numbers of receipts.
@NullMarked
package boxoffice.order.receipt;

import org.jspecify.annotations.NullMarked;
