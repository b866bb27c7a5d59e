/// Tests of the package of the same name.
@NullMarked
package boxoffice.order.purchase;

import org.jspecify.annotations.NullMarked;
