/// Tests of the package of the same name.
@NullMarked
package boxoffice.order.webhook;

import org.jspecify.annotations.NullMarked;
