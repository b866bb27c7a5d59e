/// Tests of the package of the same name.
@NullMarked
package boxoffice.order.payment;

import org.jspecify.annotations.NullMarked;
