/// Tests of the package of the same name.
@NullMarked
package boxoffice.order.ticket;

import org.jspecify.annotations.NullMarked;
